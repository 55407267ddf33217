/** The documents that the language server is for. */
import paths from '../server/languages/paths.json';
import type { LanguageId } from '../server/types.ts';

type Filter = { language: string; pattern?: string } | { pattern: string };

/** Some keep the language that VS Code or another extension gives them and are chosen by path. */
const documents: Record<LanguageId, Filter[]> = {
  nginx: [{ language: 'nginx' }],
  procfile: [{ language: 'procfile' }],
  supervisor: [{ language: 'supervisor' }],
  upstart: [{ language: 'upstart' }],
  gaffer: [{ language: 'gaffer' }],
  runit: [
    ...paths.runit.filenamePatterns.map((pattern) => ({ language: 'shellscript', pattern })),
    // Without a first line that names a shell it is plain text to VS Code, and that is the fault that matters most.
    { language: 'plaintext', pattern: '**/{sv,runit,runsvdir}/**/{run,finish,check}' },
  ],
  systemd: paths.systemd.filenamePatterns.map((pattern) => ({ pattern })),
  gunicorn: paths.gunicorn.filenamePatterns.map((pattern) => ({ language: 'python', pattern })),
};

/** The languages that the server of this version answers for; a test holds them against the server's own list. */
export const answered: readonly LanguageId[] = [
  'nginx',
  'procfile',
  'supervisor',
  'gunicorn',
  'upstart',
  'runit',
  'gaffer',
  'systemd',
];

export const selector: Filter[] = answered.flatMap((id) => documents[id]);

/** Files whose changes on disk matter to open documents: what nginx may include. */
export const watched =
  '**/{*.conf,*.conf.*,*.nginx,*.nginxconf,*.types,*_params,snippets/*,sites-available/*,sites-enabled/*}';
