/** Blocks whose entries are data: `map`, `geo`, `split_clients`, `charset_map`, `types`. */
import * as l10n from '@vscode/l10n';
import type { File, Statement, Token } from '../../../types.ts';
import { inetNumber, isNetwork } from './address.ts';
import { HostNames } from './hostNames.ts';
import { parseFixed, parseHexByte } from './numbers.ts';
import { change, partOf, type Refusal, refuse, type Setter, type Subject } from './subject.ts';
import { addName, checkDefinition, checkVariables } from './variables.ts';

/** The entries of a block, or those of an included file, whose block is not known. */
interface Body {
  subject: Subject;
  entries: readonly Statement[];
  isWhole: boolean;
}

type BodyCheck = (body: Body) => Refusal[];

/** The statement's name is the entry's key, and the parser has spoken already of one without an end. */
function isEnded({ text }: File, { body, end }: Statement): boolean {
  return body === undefined && text.charAt(end - 1) === ';';
}

/** Entries hold no blocks. */
function blocks(entries: readonly Statement[]): Refusal[] {
  return entries.flatMap(({ name, open, body }) =>
    body === undefined || open === undefined || name.start === name.end
      ? []
      : refuse('invalid-entry', { start: open, end: open + 1 }, l10n.t('Unexpected "{0}" among data.', '{')),
  );
}

function wrongCount({ name, args }: Statement, block: string): Refusal {
  const span = { start: name.start, end: args[args.length - 1]?.end ?? name.end };
  return refuse(
    'invalid-entry',
    span,
    l10n.t('Invalid number of parameters in "{0}": an entry has a key and one value.', block),
  );
}

const checkMap: BodyCheck = ({ subject, entries, isWhole }) => {
  const found: Refusal[] = [];
  const names = new HostNames();
  let hasHostNames = false;
  let hasDefault = false;
  for (const entry of entries) {
    const { name, args } = entry;
    const value = args[0];
    if (!isEnded(subject.file, entry)) continue;
    if (!value) {
      if (name.text === 'hostnames') hasHostNames = true;
      else if (name.text !== 'volatile') found.push(wrongCount(entry, 'map'));
      continue;
    }
    if (args.length > 1) {
      found.push(wrongCount(entry, 'map'));
      continue;
    }
    if (name.text === 'include') continue;
    const wrong = checkVariables(subject, value);
    if (wrong) found.push(wrong);
    if (name.text === 'default') {
      if (hasDefault) found.push(refuse('invalid-entry', name, l10n.t('"map" has a default already.')));
      hasDefault = true;
      continue;
    }
    if (name.text.startsWith('~')) continue;
    const key = name.text.startsWith('\\') ? name.text.slice(1) : name.text;
    // Whether names stand there is said in the block that includes the file.
    if (!isWhole && /[.*]/.test(key)) continue;
    const problem = hasHostNames ? names.add(key, true) : names.add(key, false);
    if (problem) found.push(keyProblem(name, problem));
  }
  return found;
};

function keyProblem(name: Token, problem: 'invalid' | 'conflict'): Refusal {
  return refuse(
    'invalid-entry',
    name,
    problem === 'invalid'
      ? l10n.t('Invalid host name or wildcard "{0}".', name.text)
      : l10n.t('The key "{0}" stands there twice: nginx compares keys in any case.', name.text),
  );
}

const checkGeo: BodyCheck = ({ subject, entries, isWhole }) => {
  const found: Refusal[] = [];
  const isStream = subject.context.startsWith('stream');
  let hasRanges = false;
  let isBegun = !isWhole;
  for (const entry of entries) {
    const { name, args } = entry;
    const value = args[0];
    if (!isEnded(subject.file, entry)) continue;
    if (!value && name.text === 'ranges') {
      if (isBegun && isWhole)
        found.push(refuse('invalid-entry', name, l10n.t('"ranges" has to be the first entry in "geo".')));
      hasRanges = true;
      continue;
    }
    if (!value && name.text === 'proxy_recursive' && !isStream) continue;
    if (!value || args.length > 1) {
      found.push(wrongCount(entry, 'geo'));
      continue;
    }
    if (name.text === 'include') continue;
    const isProxy = name.text === 'proxy' && !isStream;
    if (!isProxy && !hasRanges) isBegun = true;
    if (name.text === 'default') continue;
    const net = isProxy || name.text === 'delete' ? value : name;
    if (isProxy || !hasRanges ? isGeoNetwork(net.text) : isRange(net.text)) continue;
    // The block that includes the file may take ranges.
    if (!isWhole && isRange(net.text)) continue;
    found.push(
      refuse(
        'invalid-entry',
        net,
        hasRanges && !isProxy
          ? l10n.t(
              'Invalid range "{0}": it is two addresses, the smaller one first, as in {1}.',
              net.text,
              '192.0.2.0-192.0.2.9',
            )
          : l10n.t(
              'Invalid network "{0}": it is an address, perhaps with a prefix length, as in {1}.',
              net.text,
              '192.0.2.0/24',
            ),
      ),
    );
  }
  return found;
};

function isGeoNetwork(text: string): boolean {
  return text === '255.255.255.255' || isNetwork(text);
}

function isRange(text: string): boolean {
  const dash = text.indexOf('-');
  const first = dash < 0 ? undefined : inetNumber(text.slice(0, dash));
  const last = dash < 0 ? undefined : inetNumber(text.slice(dash + 1));
  return first !== undefined && last !== undefined && first <= last;
}

const checkSplitClients: BodyCheck = ({ subject, entries }) => {
  const found: Refusal[] = [];
  let sum = 0;
  for (const entry of entries) {
    const { name } = entry;
    if (!isEnded(subject.file, entry)) continue;
    const percent = name.text === '*' ? 0 : name.text.endsWith('%') ? parseFixed(name.text.slice(0, -1), 2) : undefined;
    if (percent === undefined || (percent === 0 && name.text !== '*')) {
      const isBare = /^\d+(\.\d{1,2})?$/.test(name.text);
      found.push(
        refuse(
          'invalid-entry',
          name,
          l10n.t(
            'Invalid percent value "{0}": it is a number above 0 with at most two places and "%", or "*".',
            name.text,
          ),
          isBare ? [change(name, `${name.text}%`, true)] : [],
        ),
      );
      continue;
    }
    const before = sum;
    sum = percent === 0 ? 10_000 : sum + percent;
    if (sum > 10_000 && before <= 10_000)
      found.push(refuse('invalid-entry', name, l10n.t('The sum of the percent values is greater than 100 %.')));
  }
  return found;
};

/** Two or three bytes, as ngx_utf8_decode asks for characters beyond ASCII; more may follow. */
function isUtf8Sequence(text: string): boolean {
  return (
    /^(c[2-9a-f]|d[0-9a-f])[89ab][0-9a-f]|^(e0[ab][0-9a-f]|e[1-9a-f][89ab][0-9a-f])[89ab][0-9a-f]/i.test(text) &&
    /^([0-9a-f]{2})+$/i.test(text)
  );
}

const checkCharsetMap: BodyCheck = ({ subject, entries, isWhole }) => {
  const found: Refusal[] = [];
  const isUtf8 = subject.statement.args[1]?.text.toLowerCase() === 'utf-8';
  for (const entry of entries) {
    const { name, args } = entry;
    const value = args[0];
    if (!isEnded(subject.file, entry)) continue;
    if (!value || args.length > 1) {
      found.push(wrongCount(entry, 'charset_map'));
      continue;
    }
    const isCode = isUtf8 ? isUtf8Sequence(value.text) : parseHexByte(value.text) !== undefined;
    const wrong = parseHexByte(name.text) === undefined ? name : isCode || !isWhole ? undefined : value;
    if (wrong)
      found.push(
        refuse(
          'invalid-entry',
          wrong,
          isUtf8 && wrong === value
            ? l10n.t('Invalid value "{0}": it is the hexadecimal digits of a character in UTF-8.', wrong.text)
            : l10n.t('Invalid value "{0}": it is a byte in hexadecimal digits.', wrong.text),
        ),
      );
  }
  return found;
};

const checkTypes: BodyCheck = ({ subject, entries }) =>
  entries
    .filter((entry) => entry.name.text === 'include' && entry.args.length !== 1 && isEnded(subject.file, entry))
    .map((entry) => wrongCount(entry, 'types'));

/** By the context of the entries. */
const bodies: Readonly<Record<string, BodyCheck>> = {
  map: checkMap,
  geo: checkGeo,
  split_clients: checkSplitClients,
  charset_map: checkCharsetMap,
  types: checkTypes,
};

/** The entries of a file that is included in such a block. */
export function checkIncludedEntries(subject: Subject): Refusal[] {
  const { context, file } = subject;
  return bodies[context]?.({ subject, entries: file.tree.statements, isWhole: false }) ?? [];
}

const block =
  (check: BodyCheck, header: (subject: Subject) => Refusal | undefined): Setter =>
  (subject) => {
    const wrong = header(subject);
    const entries = subject.statement.body ?? [];
    const found = [...check({ subject, entries, isWhole: true }), ...blocks(entries)];
    return wrong ? [wrong, ...found] : found;
  };

const sourceAndVariable = (subject: Subject): Refusal | undefined => {
  const [source, variable] = subject.statement.args;
  return checkVariables(subject, source) ?? checkDefinition(subject, variable);
};

const geoVariables = (subject: Subject): Refusal | undefined => {
  const { args } = subject.statement;
  const source = args[0];
  if (source && args.length > 1 && !/^\$./.test(source.text))
    return refuse(
      'invalid-variable',
      source,
      l10n.t('Invalid variable name "{0}" in "{1}" directive: it begins with "$".', source.text, 'geo'),
      /^\w+$/.test(source.text) ? [change(partOf(subject.file, source, 0), `$${source.text}`, true)] : [],
    );
  if (source && args.length > 1) addName(subject, source, 1, source.text.length);
  return checkDefinition(subject, args[args.length - 1]);
};

const charsets = ({ statement: { args } }: Subject): Refusal | undefined => {
  const [from, to] = args;
  if (from?.text.toLowerCase() === 'utf-8' && to && to.text.toLowerCase() !== 'utf-8')
    return refuse(
      'invalid-value',
      from,
      l10n.t('"charset_map" has "{0}" as its second character set only.', from.text),
    );
  if (!from || !to || from.text.toLowerCase() !== to.text.toLowerCase()) return undefined;
  return refuse(
    'conflicting-parameters',
    to,
    l10n.t('"charset_map" stands between the same character sets "{0}" and "{1}".', from.text, to.text),
  );
};

export const bodySetters: Readonly<Record<string, Setter>> = {
  ngx_http_map_block: block(checkMap, sourceAndVariable),
  ngx_stream_map_block: block(checkMap, sourceAndVariable),
  ngx_http_geo_block: block(checkGeo, geoVariables),
  ngx_stream_geo_block: block(checkGeo, geoVariables),
  ngx_conf_split_clients_block: block(checkSplitClients, sourceAndVariable),
  ngx_http_charset_map_block: block(checkCharsetMap, charsets),
  ngx_http_core_types: block(checkTypes, () => undefined),
};
