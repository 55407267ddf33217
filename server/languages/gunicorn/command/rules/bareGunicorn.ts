/** A process manager has the PATH of the system, not that of a virtualenv. */
import * as l10n from '@vscode/l10n';
import type { LanguageId, Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

/** Whose programs do not run in somebody's own shell. */
const withoutShell: ReadonlySet<LanguageId> = new Set(['supervisor', 'systemd', 'upstart', 'runit']);

export const bareGunicorn: Rule = {
  id: 'gunicorn-outside-virtualenv',
  severity: 'information',
  *check(file) {
    const program = commandFacts(file)?.call;
    const host = file.host;
    if (!program || !host || program.kind !== 'program' || program.program.text !== 'gunicorn') return;
    if (!withoutShell.has(host.language.id)) return;
    // Whoever sets the PATH, or activates, has thought of it; and so has whoever leaves it to a tool.
    if (/\bPATH\s*=|\bactivate\b|\b(?:pipenv|poetry|uv|pdm|conda|hatch)\s+run\b|\bcd\s+\S*bin\b/.test(host.text))
      return;
    const { start, end } = program.program;
    const folder = /(\/[\w.@/-]*?)\/bin\/(?:python[\d.]*|pip\d?|celery|django-admin|flask|uvicorn|gunicorn)\b/.exec(
      host.text,
    )?.[1];
    const path =
      folder === undefined || /^(?:\/usr|\/usr\/local|)$/.test(folder) ? undefined : `${folder}/bin/gunicorn`;
    yield {
      start,
      end,
      message: l10n.t(
        'This is the Gunicorn of the system, if there is one: a process manager has no virtualenv on its PATH. Write the path of the virtualenv.',
      ),
      fixes:
        path === undefined ? [] : [{ title: l10n.t('Change to "{0}"', path), edits: [{ start, end, text: path }] }],
    };
  },
};
