/** Shared memory: ngx_shared_memory_add (src/core/ngx_cycle.c), which knows zones by name for the whole of nginx. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { where } from '../../../where.ts';
import { nearest } from '../../spelling.ts';
import { parseSize } from '../setters/numbers.ts';
import { partOf } from '../setters/subject.ts';
import { type Configuration, type Item, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { isHole } from './holes.ts';
import { areChoices } from './listens.ts';

/** The nearest of more names is no help. */
const mostNames = 50;

interface Use {
  item: Item;
  token: Token;
  /** Where the name stands in the token. */
  from: number;
  name: string;
  /** The module that owns the zone; another one cannot have the name. */
  owner: string;
  /** Absent where the zone is only used. */
  size?: number | undefined;
  /** The module makes it once. */
  isOnce?: boolean;
}

const caches = ['proxy', 'fastcgi', 'uwsgi', 'scgi'];
const names = [
  'limit_req_zone',
  'limit_req',
  'limit_conn_zone',
  'limit_conn',
  'zone',
  'ssl_session_cache',
  'ssl_ocsp_cache',
  'lua_shared_dict',
  'keyval_zone',
  'js_shared_dict_zone',
  ...caches.flatMap((family) => [`${family}_cache_path`, `${family}_cache`]),
];

/** What the statement does with zones. */
function usesIn(item: Item): Use[] {
  const { statement, context } = item;
  const { args } = statement;
  const name = statement.name.text;
  const subsystem = subsystemOf(context);
  const named = (owner: string, word: string, isOnce: boolean): Use[] =>
    args.flatMap((token, index) => {
      if (!token.text.startsWith(word) || (index === 0 && name.startsWith('limit_') && name.endsWith('_zone')))
        return [];
      if (name === 'limit_req') return [{ item, token, from: word.length, name: token.text.slice(word.length), owner }];
      const [zone = '', size] = token.text.slice(word.length).split(':');
      const isDefinition = size !== undefined;
      return [
        { item, token, from: word.length, name: zone, owner, isOnce, ...(isDefinition && { size: parseSize(size) }) },
      ];
    });
  const bare = (owner: string, token: Token | undefined, size?: number, isOnce = false): Use[] =>
    token ? [{ item, token, from: 0, name: token.text, owner, isOnce, ...(size !== undefined && { size }) }] : [];
  switch (name) {
    case 'limit_req_zone':
      return named('limit_req', 'zone=', true);
    case 'limit_req':
      return named('limit_req', 'zone=', false);
    case 'limit_conn_zone':
      return named(`limit_conn ${subsystem}`, 'zone=', true);
    case 'limit_conn':
      return bare(`limit_conn ${subsystem}`, args[0]);
    case 'zone':
      return /upstream$/.test(context)
        ? bare(`upstream ${subsystem}`, args[0], args[1] && parseSize(args[1].text))
        : [];
    case 'ssl_session_cache':
      return named(`ssl ${subsystem}`, 'shared:', false);
    case 'ssl_ocsp_cache':
      return named('ocsp', 'shared:', false);
    case 'lua_shared_dict':
      return bare(`lua ${subsystem}`, args[0], parseSize(args[1]?.text ?? ''), true);
    case 'keyval_zone':
      return named(`keyval ${subsystem}`, 'zone=', true);
    case 'js_shared_dict_zone':
      return named(`js ${subsystem}`, 'zone=', true);
  }
  const family = name.slice(0, name.indexOf('_'));
  if (name.endsWith('_path')) return named(`${family} cache`, 'keys_zone=', true);
  const [zone] = args;
  return zone && zone.text !== 'off' && !zone.text.includes('$') ? bare(`${family} cache`, zone) : [];
}

export function* zones(configuration: Configuration): Generator<WholeFinding> {
  const known = new Map<string, Use>();
  const defined = new Map<string, Use>();
  const used: Use[] = [];
  for (const item of configuration.items(...names)) {
    if (item.statement.name.text === 'include' || item.context === '') continue;
    for (const use of usesIn(item)) {
      if ((use.name === '' && 'size' in use) || isHole(use.name)) continue;
      const other = known.get(use.name);
      const definition = defined.get(use.name);
      if (other && other.owner !== use.owner) {
        if (!areChoices(other.item, item))
          yield conflict(
            use,
            l10n.t('The zone "{0}" is declared for something else already: {1}.', use.name, placeOf(other, use)),
          );
        continue;
      }
      if (!other) known.set(use.name, use);
      if (!('size' in use)) {
        used.push(use);
        continue;
      }
      if (!definition) defined.set(use.name, use);
      else if (areChoices(definition.item, item)) continue;
      else if (use.isOnce)
        yield conflict(use, l10n.t('There is a zone "{0}" already: {1}.', use.name, placeOf(definition, use)));
      else if (use.size && definition.size && use.size !== definition.size)
        yield conflict(
          use,
          l10n.t('The zone "{0}" has another size already: {1}.', use.name, placeOf(definition, use)),
        );
    }
  }
  yield* samePaths(configuration);
  for (const use of used) {
    if (defined.has(use.name) || !configuration.isWhole(subsystemOf(use.item.context))) continue;
    const fitting =
      defined.size > mostNames
        ? []
        : [...defined.values()].flatMap(({ owner, name }) => (owner === use.owner ? name : []));
    const meant = nearest(use.name, fitting);
    const span = partOf(use.item.file, use.token, use.from, use.from + use.name.length);
    yield {
      rule: 'undefined-name',
      file: use.item.file,
      ...span,
      message:
        meant === undefined
          ? l10n.t('There is no zone "{0}" for "{1}".', use.name, use.item.statement.name.text)
          : l10n.t(
              'There is no zone "{0}" for "{1}". Did you mean "{2}"?',
              use.name,
              use.item.statement.name.text,
              meant,
            ),
      ...(meant !== undefined && {
        fixes: [{ title: l10n.t('Change to "{0}"', meant), edits: [{ ...span, text: meant }] }],
      }),
    };
  }
}

function placeOf({ item }: Use, from: Use): string {
  return where(item.file, item.statement.start, from.item.file);
}

function conflict({ item, token, from, name }: Use, message: string): WholeFinding {
  return { rule: 'conflicting-zone', file: item.file, ...partOf(item.file, token, from, from + name.length), message };
}

/** `the same path name "%V" used in %s:%ui and`. */
function* samePaths(configuration: Configuration): Generator<WholeFinding> {
  const seen = new Map<string, Item>();
  for (const item of configuration.items(...caches.map((family) => `${family}_cache_path`))) {
    const token = item.statement.args[0];
    if (!token || item.statement.name.text === 'include') continue;
    const path = token.text.replace(/\/$/, '');
    const other = seen.get(path);
    if (!other) seen.set(path, item);
    else if (!areChoices(other, item))
      yield {
        rule: 'conflicting-zone',
        file: item.file,
        start: token.start,
        end: token.end,
        message: l10n.t(
          'The folder "{0}" is used by another cache already: {1}.',
          token.text,
          where(other.file, other.statement.start, item.file),
        ),
      };
  }
}
