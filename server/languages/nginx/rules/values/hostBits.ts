/** nginx: `low address bits of %s are meaningless`: an address of a host with the prefix length of a network. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Token } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inetNumber } from '../../setters/address.ts';
import { parseNumber } from '../../setters/numbers.ts';

const takers = ['allow', 'deny', 'set_real_ip_from', 'debug_connection', 'geoip_proxy'];

export const hostBits: Rule = {
  id: 'host-bits',
  severity: 'warning',
  *check(file) {
    for (const name of takers)
      for (const { statement } of placesNamed(file, name)) {
        const found = statement.args[0] && finding(statement.args[0]);
        if (found) yield found;
      }
    const tables = placesNamed(file, 'geo').map(({ statement }) => statement.body ?? []);
    if (file.language.rootContext(file) === 'geo') tables.push(file.tree.statements);
    for (const statement of tables.flat()) {
      const [value] = statement.args;
      const found = finding(/^(delete|proxy)$/.test(statement.name.text) && value ? value : statement.name);
      if (found) yield found;
    }
  },
};

function finding({ start, end, text }: Token): Finding | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : inetNumber(text.slice(0, slash));
  const length = parseNumber(text.slice(slash + 1));
  if (address === undefined || length === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  if (address % size === 0) return undefined;
  const base = address - (address % size);
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  const network = `${bytes.join('.')}/${length}`;
  const change = (to: string) => ({ title: l10n.t('Change to "{0}"', to), edits: [{ start, end, text: to }] });
  return {
    start,
    end,
    message: l10n.t(
      '"{0}" is the address of a host with the length of a network: nginx takes it for {1}.',
      text,
      network,
    ),
    fixes: [change(network), change(text.slice(0, slash))],
  };
}
