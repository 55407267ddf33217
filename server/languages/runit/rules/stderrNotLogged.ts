/** runsv connects the standard output of run with log/run, and nothing else (runsv(8)). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule } from '../../../types.ts';
import type { ShellCommand } from '../../shell/read.ts';
import { commandsOf, shellOf } from '../parse.ts';
import { lastCommand, roleOf } from '../scripts.ts';

export const stderrNotLogged: Rule = {
  id: 'stderr-not-logged',
  severity: 'hint',
  *check(file, project) {
    const shell = shellOf(file);
    if (!shell || shell.error || roleOf(file) !== 'run' || commandsOf(file).some(redirectsForAll)) return;
    const last = lastCommand(file);
    const [first, second] = last?.words ?? [];
    if (!last || first?.text !== 'exec' || !second || last.around.isPiped || last.redirects.some(isOfStderr)) return;
    // It is a log/run, whatever its path says.
    if (last.words.some(({ text }) => /(?:^|\/)(?:svlogd|multilog|logger|vlogger)$/.test(text))) return;
    const isLogged = hasLog(file, project);
    yield {
      start: first.start,
      end: first.end,
      ...(isLogged && { severity: 'warning' }),
      message: isLogged
        ? l10n.t('What this program writes to its standard error does not reach log/run: "exec 2>&1" is missing.')
        : l10n.t('What this program writes to its standard error would not reach a log/run: "exec 2>&1" is missing.'),
      fixes: insertion(file),
    };
  },
};

function redirectsForAll({ words, redirects }: ShellCommand): boolean {
  return words.length <= 1 && (words[0]?.text ?? 'exec') === 'exec' && redirects.some(isOfStderr);
}

function isOfStderr({ operator, descriptor }: ShellCommand['redirects'][number]): boolean {
  return descriptor === 2 || operator.startsWith('&>');
}

function hasLog({ uri }: File, project: Project): boolean {
  const log = `${uri.slice(0, uri.lastIndexOf('/') + 1)}log/run`;
  return project.files().some((other) => other.uri === log);
}

/** On a line of its own behind the first. */
function insertion({ text }: File): Finding['fixes'] {
  const lineEnd = text.indexOf('\n') + 1;
  if (!text.startsWith('#!') || lineEnd === 0) return [];
  const added = text.charAt(lineEnd - 2) === '\r' ? 'exec 2>&1\r\n' : 'exec 2>&1\n';
  return [{ title: l10n.t('Insert "{0}"', 'exec 2>&1'), edits: [{ start: lineEnd, end: lineEnd, text: added }] }];
}
