import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { readingOf } from '../faults.ts';

/** Events that come earlier than they seem to. */
export const earlyEvent: Rule = {
  id: 'early-event',
  severity: 'information',
  *check(file) {
    const isTask = file.tree.statements.some(({ name }) => name.text === 'task');
    for (const [{ name: stanza }, { events, operators, fault }] of readingOf(file).expressions) {
      if (stanza.text !== 'start' || fault) continue;
      const waits = operators.some(({ token }) => token.text === 'and');
      for (const { name, args } of events) {
        const { start, end } = name;
        if (name.text === 'startup' && !isTask && !waits)
          yield {
            start,
            end,
            message: l10n.t('On "startup" the root alone is mounted, read only, and there is no network.'),
            fixes: [
              { title: l10n.t('Change to "{0}"', 'runlevel [2345]'), edits: [{ start, end, text: 'runlevel [2345]' }] },
            ],
          };
        if (name.text === 'net-device-up' && args.length === 0)
          yield {
            start,
            end,
            message: l10n.t('This comes for each interface, "lo" first: the network is not there yet.'),
            fixes: ['static-network-up', 'net-device-up IFACE!=lo'].map((better) => ({
              title: l10n.t('Change to "{0}"', better),
              edits: [{ start, end, text: better }],
            })),
          };
      }
    }
  },
};
