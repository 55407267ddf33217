/** A resolver of somebody else's: its unsigned answers come over the open network, and it knows no name of the own one. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import addresses from '../../reference/publicResolvers.json';
import { headOf } from '../../statements.ts';

const open: ReadonlySet<string> = new Set(addresses);

export const publicResolver: Rule = {
  id: 'public-resolver',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'resolver')) {
      const found = statement.args.map(({ text }) => addressOf(text)).filter((address) => open.has(address));
      if (found.length === 0) continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'Whoever can forge an answer of {0} on the way chooses where nginx sends requests: ask a resolver of your own network.',
          found.join(', '),
        ),
      };
    }
  },
};

/** Without the port and the brackets of IPv6. */
function addressOf(text: string): string {
  return (/^\[([^\]]*)\]/.exec(text)?.[1] ?? text.replace(/:\d+$/, '')).toLowerCase();
}
