import * as l10n from '@vscode/l10n';
import { procfileTargets } from '../options.ts';
import type { LanguageId } from '../types.ts';

export const languageIds: readonly LanguageId[] = [
  'nginx',
  'procfile',
  'supervisor',
  'upstart',
  'gaffer',
  'runit',
  'systemd',
  'gunicorn',
];

/** How to call the command line. */
export function usage(): string {
  const lines = (rows: readonly [string, string][]) =>
    rows.map(([call, does]) => `  ${call.padEnd(24)}${does}\n`).join('');
  return [
    `${l10n.t('Usage:')}\n`,
    `  deploy-config lint [--format pretty|json] [--language ID] [--context CONTEXT]\n`,
    `                     [--locale en|zh-cn] [--complete] [--fix]\n`,
    `                     [--nginx-version VERSION] [--nginx-modules NAME,…]\n`,
    `                     [--procfile-target TARGET] FILE…|-\n`,
    `  deploy-config format [--check|--write] [--language ID] [--indent 1|2|3|4|8|tab]\n`,
    `                     [--align keep|none|all] [--locale en|zh-cn] FILE…|-\n`,
    `  deploy-config lsp --stdio|--node-ipc|--socket=PORT\n`,
    `  deploy-config --help|--version\n\n`,
    lines([
      ['lint', l10n.t('Judges configuration files; - stands for the standard input.')],
      ['  --format pretty|json', l10n.t('For people, or one array for programs.')],
      ['  --language ID', l10n.t('The language of all files; else their names and texts tell.')],
      ['', languageIds.join(' ')],
      ['  --context CONTEXT', l10n.t('Where nginx reads the files: main, http, server, location, stream …')],
      ['  --locale en|zh-cn', l10n.t('The language of messages.')],
      ['  --complete', l10n.t('Nothing is defined outside each file and what it includes.')],
      ['  --nginx-version V', l10n.t('The nginx in use, such as mainline, stable, 1.24.0 or R33.')],
      ['  --nginx-modules A,B', l10n.t('Its modules beside its own, such as headers-more.')],
      ['  --procfile-target T', l10n.t('The program that reads the Procfiles; else what all of them take.')],
      ['', procfileTargets.slice(0, 7).join(' ')],
      ['', procfileTargets.slice(7).join(' ')],
      ['  --fix', l10n.t('Mends what has one sure fix, in the files; with - prints the mended text.')],
      ['format', l10n.t('Prints the files with their white space set right.')],
      ['  --check', l10n.t('Names the files that are not formatted, with the exit code 1.')],
      ['  --write', l10n.t('Changes the files and names those that were changed.')],
      ['  --indent 4', l10n.t('Blanks for each level, or tab.')],
      ['  --align keep', l10n.t('Columns of values: kept where someone has made them, none, or all.')],
      ['lsp', l10n.t('Serves an editor by the Language Server Protocol.')],
    ]),
    `\n${l10n.t('Exit code: 0 without errors, 1 with errors, 2 for wrong usage or a file that cannot be read.')}\n`,
  ].join('');
}
