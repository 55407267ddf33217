/** Where several servers listen on one address and none says `default_server`, the first one answers for all unknown names. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../../memory.ts';
import type { File, Project, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf, inside } from '../../statements.ts';

export const defaultServer: Rule = {
  id: 'default-server-by-chance',
  severity: 'hint',
  *check(file, project) {
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
        const address = addressOf(listen);
        const known = listening.get(address) ?? { first: listen, servers: new Set(), isChosen: false };
        listening.set(address, known);
        known.servers.add(statement);
        known.isChosen ||= isDefault(listen);
        known.isChosen ||= isForAll;
      }
    }
    const open = [...listening].filter(([, { isChosen, servers: listeners }]) => !isChosen && listeners.size > 1);
    if (open.length === 0) return;
    const elsewhere = chosen(file, project);
    for (const [address, { first, servers: listeners }] of open) {
      if (elsewhere.has(address)) continue;
      const end = headOf(first).end;
      yield {
        ...headOf(first),
        message: l10n.t(
          '{0} servers listen on {1} and none is the default: the first that nginx reads answers for all other names.',
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

function addressOf({ args }: Statement): string {
  return (args[0]?.text ?? '').replace(/^(?:\*|0\.0\.0\.0):/, '').toLowerCase();
}

function isDefault({ args }: Statement): boolean {
  return args.some(({ text }) => text === 'default_server' || text === 'default');
}

/** The addresses for which any file says which server is the default one; lives with the first of the files. */
const known = oncePerFile((): { together?: readonly File[]; addresses: ReadonlySet<string> } => ({
  addresses: new Set(),
}));

function chosen(file: File, project: Project): ReadonlySet<string> {
  const together = project.together(file);
  const memory = known(together[0] ?? file);
  if (memory.together !== together) {
    memory.together = together;
    memory.addresses = new Set(
      together.flatMap((other) =>
        placesNamed(other, 'listen').flatMap(({ statement }) => (isDefault(statement) ? [addressOf(statement)] : [])),
      ),
    );
  }
  return memory.addresses;
}
