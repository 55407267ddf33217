/** Where several servers listen on one address and none says `default_server`, the first one answers for all unknown names. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf, inside } from '../../statements.ts';

export const defaultServer: Rule = {
  id: 'default-server-by-chance',
  severity: 'hint',
  *check(file) {
    const servers = placesNamed(file, 'server').filter(
      ({ statement, context }) => context === 'http' && statement.body,
    );
    const listening = new Map<string, { first: Statement; servers: Set<Statement>; isChosen: boolean }>();
    for (const { statement } of servers) {
      // A server for every name has been meant as one for the rest.
      const isForAll = inside(statement, 'server_name').some(({ args }) =>
        args.some(({ text }) => text === '_' || text === ''),
      );
      for (const listen of inside(statement, 'listen')) {
        const address = (listen.args[0]?.text ?? '').replace(/^(?:\*|0\.0\.0\.0):/, '').toLowerCase();
        const known = listening.get(address) ?? { first: listen, servers: new Set(), isChosen: false };
        listening.set(address, known);
        known.servers.add(statement);
        known.isChosen ||= listen.args.some(({ text }) => text === 'default_server' || text === 'default');
        known.isChosen ||= isForAll;
      }
    }
    for (const [address, { first, servers: listeners, isChosen }] of listening) {
      if (isChosen || listeners.size < 2) continue;
      const end = headOf(first).end;
      yield {
        ...headOf(first),
        message: l10n.t(
          '{0} servers listen on {1}; this one answers for all other names, as the first one.',
          listeners.size,
          address,
        ),
        fixes: [
          { title: l10n.t('Say so with {0}', 'default_server'), edits: [{ start: end, end, text: ' default_server' }] },
        ],
      };
    }
  },
};
