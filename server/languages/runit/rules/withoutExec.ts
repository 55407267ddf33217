/** runsv signals the process that it has started: without `exec` that is the shell. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';
import type { ShellCommand } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';

/** With these Gunicorn says something and ends. */
const ending = new Set(['--version', '-v', '--help', '-h', '--check-config', '--print-config']);

export const withoutExec: Rule = {
  id: 'run-without-exec',
  severity: 'warning',
  *check(file) {
    const commands = commandsOf(file);
    // A script that waits for signals itself passes them on itself.
    if (commands.some(({ words }) => words[0]?.text === 'trap' || words[0]?.text === 'wait')) return;
    for (const { start } of embeddedFiles(file)) {
      const command = innermost(commands, start);
      const [first, ...rest] = command?.words ?? [];
      if (!command || !first || first.text === 'exec' || command.around.inSubstitution) continue;
      if (rest.some(({ text }) => ending.has(text))) continue;
      const { isPiped, isDecisive, isBackground, inSubshell } = command.around;
      const isAlone = !isPiped && !isDecisive && !isBackground && !inSubshell;
      const begin = command.assignments[0]?.start ?? first.start;
      yield {
        start: begin,
        end: Math.max(start, begin + 1),
        message: l10n.t('The signals of runsv reach the shell and not Gunicorn: begin the command with "exec".'),
        fixes: isAlone
          ? [{ title: l10n.t('Insert "exec"'), edits: [{ start: first.start, end: first.start, text: 'exec ' }] }]
          : [],
      };
    }
  },
};

/** The last command that begins before the offset and does not end there. */
function innermost(commands: readonly ShellCommand[], offset: number): ShellCommand | undefined {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const command = commands[index];
    if (command && offset < command.end) return command;
  }
  return undefined;
}
