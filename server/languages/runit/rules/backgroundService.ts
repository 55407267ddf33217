/** A run script that ends counts as a service that has ended, whatever it has left behind. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule } from '../../../types.ts';
import type { ShellCommand } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';
import { callsOf, lastCommand, roleOf } from '../scripts.ts';

export const backgroundService: Rule = {
  id: 'background-service',
  severity: 'warning',
  *check(file) {
    const role = roleOf(file);
    if (role !== 'run' && role !== 'log') return;
    if (commandsOf(file).some(({ words }) => words[0]?.text === 'wait')) return;
    const last = lastCommand(file);
    const calls = callsOf(file).map(({ command }) => command);
    const commands = last && !last.around.isConditional ? [...calls, last] : calls;
    for (const command of new Set(commands)) if (command.around.isBackground) yield* told(command, file);
  },
};

function* told(command: ShellCommand, { text }: File): Generator<Finding> {
  const [first] = command.words;
  if (!first) return;
  const { isPiped, isDecisive, isConditional, inSubshell } = command.around;
  const sign = /^[ \t]*&(?![&>])/.exec(text.slice(command.end, command.end + 200))?.[0];
  const isAlone = !isPiped && !isDecisive && !isConditional && !inSubshell && sign !== undefined;
  yield {
    start: first.start,
    end: command.end,
    message: l10n.t(
      'In the background it counts as ended: runsv starts the script again and again, and cannot stop it.',
    ),
    fixes: isAlone
      ? [
          {
            title: l10n.t('Run it in the foreground with "exec"'),
            edits: [
              ...(first.text === 'exec' ? [] : [{ start: first.start, end: first.start, text: 'exec ' }]),
              { start: command.end, end: command.end + sign.length, text: '' },
            ],
          },
        ]
      : [],
  };
}
