/** sudo and su stay between runsv and the service, and want a terminal or a password file that a service does not have. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import type { ShellCommand } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';
import { callsOf, lastCommand, roleOf } from '../scripts.ts';

export const userBySudo: Rule = {
  id: 'user-by-sudo',
  severity: 'information',
  *check(file) {
    const role = roleOf(file);
    if (role !== 'run' && role !== 'log') return;
    const last = lastCommand(file);
    const calls = new Set(callsOf(file).map(({ command }) => command));
    for (const command of commandsOf(file)) {
      const isService = command === last || calls.has(command) || command.words[0]?.text === 'exec';
      if (isService) yield* told(command);
    }
  },
};

function* told({ words }: ShellCommand): Generator<Finding> {
  const index = words.findIndex(({ text }) => text !== 'exec');
  const [program, flag, user, next] = words.slice(index);
  if (index < 0 || !program || !/^(?:\/usr)?(?:\/bin\/|\/sbin\/)?(?:sudo|su|runuser)$/.test(program.text)) return;
  const name = program.text.replace(/^.*\//, '');
  const isPlain = name === 'sudo' && flag?.text === '-u' && user && next && !next.text.startsWith('-');
  yield {
    start: program.start,
    end: program.end,
    message: l10n.t('{0} stays between runsv and the service: "chpst -u" changes the user and steps aside.', name),
    fixes: isPlain
      ? [
          {
            title: l10n.t('Change to "{0}"', 'chpst'),
            edits: [{ start: program.start, end: program.end, text: 'chpst' }],
          },
        ]
      : [],
  };
}
