/** What servers that share an address say of its protocols: the end of ngx_http_add_addresses (src/http/ngx_http.c). */
import * as l10n from '@vscode/l10n';
import type { Fix, Statement } from '../../../types.ts';
import { where } from '../../../where.ts';
import { headOf } from '../statements.ts';
import type { Configuration } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { type Address, addressBook, areChoices, type Listen } from './listens.ts';

const words = ['proxy_protocol', 'ssl', 'http2', 'quic'];

/** A bit for each of the protocols. */
function protocolsOf({ args }: Statement): number {
  return args.slice(1).reduce((bits, { text }) => bits | (words.includes(text) ? 1 << words.indexOf(text) : 0), 0);
}

/** `protocol options redefined for %V`: an address speaks what any of its servers says. */
export function* protocols(configuration: Configuration): Generator<WholeFinding> {
  const said = new Set<Statement>();
  for (const [key, address] of addressBook(configuration)) {
    if (key.startsWith('mail ')) continue;
    const listens = listensOn(address, key);
    const [first] = listens;
    for (const { listen, other } of first ? redefined(listens) : []) {
      const { file, statement } = listen.item;
      if (said.has(statement) || !first || areChoices(other.item, listen.item)) continue;
      said.add(statement);
      yield {
        rule: 'redefined-protocols',
        file,
        ...headOf(statement),
        message: l10n.t(
          'The protocols of {0} are said otherwise already: {1}. All servers on an address speak the same.',
          listen.address.replace(/^udp /, ''),
          where(other.item.file, other.item.statement.start, file),
        ),
        fixes: sameAs(first, [listen, other]),
      };
    }
  }
}

function listensOn({ servers }: Address, key: string): Listen[] {
  return servers.flatMap(
    ({ subsystem, listens }) => listens.find(({ address }) => `${subsystem} ${address}` === key) ?? [],
  );
}

/** Those of which nginx warns: where options are set again, or change back and forth. */
function* redefined(listens: readonly Listen[]): Generator<{ listen: Listen; other: Listen }> {
  let together = 0;
  let held: number | undefined;
  let isSet = false;
  let isChanged = false;
  for (const [index, listen] of listens.entries()) {
    const own = protocolsOf(listen.item.statement);
    const sets = listen.option !== undefined;
    if (index === 0) {
      together = own;
      isSet = sets;
      continue;
    }
    const isMore = (own | together) !== together;
    const isLess = (own | together) !== own;
    const differs = held !== undefined && own !== held;
    if (sets) isSet = true;
    if (isMore ? (isSet && !sets) || isChanged || isLess : isLess ? sets || differs : (sets && isChanged) || differs)
      yield { listen, other: differing(listens.slice(0, index), own) ?? listen };
    held = isMore ? together : own;
    if (isMore || isLess) isChanged = true;
    together |= own;
  }
}

/** The last of them that says other protocols. */
function differing(listens: readonly Listen[], own: number): Listen | undefined {
  return listens.findLast(({ item }) => protocolsOf(item.statement) !== own);
}

/** The words of the first one in the place of those of another. */
function sameAs(first: Listen, others: readonly Listen[]): Fix[] {
  const wanted = protocolsOf(first.item.statement);
  const wrong = others.find(({ item }) => protocolsOf(item.statement) !== wanted);
  const [address, ...rest] = wrong?.item.statement.args ?? [];
  if (!wrong || !address) return [];
  const kept = rest.flatMap(({ text }) => (words.includes(text) ? [] : text));
  const text = [address.text, ...words.filter((_, index) => wanted & (1 << index)), ...kept].join(' ');
  if (/["'\\$]/.test(text)) return [];
  const end = rest[rest.length - 1]?.end ?? address.end;
  const edit = { start: address.start, end, text, file: wrong.item.file };
  return [{ title: l10n.t('Change to "{0}"', `listen ${text}`), edits: [edit] }];
}
