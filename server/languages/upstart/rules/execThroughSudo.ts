import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Token } from '../../../types.ts';
import { hasHole } from '../holes.ts';
import { jobOf, stanzasOf } from '../job.ts';
import { stanzaBefore } from '../lines.ts';

/** Upstart would follow sudo or su, which run the program as a child. */
export const execThroughSudo: Rule = {
  id: 'exec-through-sudo',
  severity: 'warning',
  *check(file) {
    const { main } = jobOf(file);
    const [program] = main?.args ?? [];
    if (main?.name.text !== 'exec' || !program || !/^(?:\/usr)?(?:\/bin\/)?(?:sudo|su)$/.test(program.text)) return;
    if (hasHole(file, main)) return;
    // Before 1.4 the cookbook's own way.
    const source = file.text.slice(program.start, main.end);
    if (program.text.endsWith('su') && /\bexec\b/.test(source)) return;
    const call = userOf(main.args);
    const fixes: Fix[] =
      !call || stanzasOf(file, 'setuid').length > 0
        ? []
        : [
            {
              title: l10n.t('Use "{0}"', `setuid ${call.user}`),
              edits: [
                stanzaBefore(file, main, `setuid ${call.user}`),
                { start: program.start, end: call.command.start, text: '' },
              ],
            },
          ];
    yield {
      start: program.start,
      end: program.end,
      message: l10n.t(
        'Upstart follows {0} and not the program behind it: "setuid" runs the program itself as that user.',
        program.text,
      ),
      fixes,
    };
  },
};

/** `sudo -u user command`, with no other option. */
function userOf(args: readonly Token[]): { user: string; command: Token } | undefined {
  const words = args.slice(1).filter(({ text }) => !/^-[EHn]+$/.test(text));
  const [flag, user, command] = words;
  if (flag?.text !== '-u' || !user || !command || /^-|=/.test(command.text) || !/^[\w-]+$/.test(user.text))
    return undefined;
  return { user: user.text, command };
}
