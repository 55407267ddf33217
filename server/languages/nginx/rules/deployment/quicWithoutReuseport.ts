/** Without `reuseport` all workers read one UDP socket, and a packet reaches any of them instead of the one that has its connection. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { rootContext } from '../../rootContext.ts';
import { headOf } from '../../statements.ts';

export const quicWithoutReuseport: Rule = {
  id: 'quic-without-reuseport',
  severity: 'information',
  *check(file, project) {
    const own = listening(file);
    if (own.length === 0) return;
    const files = [file, ...project.together(file).filter((other) => other !== file)];
    if (hasOneWorker(files)) return;
    const shared = new Set(
      files.flatMap(listening).flatMap((listen) => (has(listen, 'reuseport') ? [addressOf(listen)] : [])),
    );
    const told = new Set<string>();
    for (const listen of own) {
      const address = addressOf(listen);
      if (shared.has(address) || told.has(address)) continue;
      told.add(address);
      const { start, end } = headOf(listen);
      yield {
        start,
        end,
        message: l10n.t(
          'With more than one worker process packets of QUIC reach the wrong one: one "listen" for this address needs "reuseport".',
        ),
        fixes: [{ title: l10n.t('Add {0}', 'reuseport'), edits: [{ start: end, end, text: ' reuseport' }] }],
      };
    }
  },
};

function listening(file: File): Statement[] {
  return placesNamed(file, 'listen').flatMap(({ statement }) => (has(statement, 'quic') ? [statement] : []));
}

function has({ args }: Statement, parameter: string): boolean {
  return args.some(({ text }) => text === parameter);
}

function addressOf({ args }: Statement): string {
  return (args[0]?.text ?? '').replace(/^(?:\*|0\.0\.0\.0):/, '').toLowerCase();
}

/** Said so, or seen from a main file that says nothing. */
function hasOneWorker(files: readonly File[]): boolean {
  const said = files.flatMap((file) => placesNamed(file, 'worker_processes'));
  if (said.length > 0) return said.every(({ statement }) => statement.args[0]?.text === '1');
  return files.some((file) => rootContext(file) === 'main');
}
