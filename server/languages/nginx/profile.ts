/** Which directives the nginx of the settings has: its release, NGINX Plus or not, and the modules that are there. */
import { oncePerFile } from '../../memory.ts';
import type { Options } from '../../options.ts';
import type { File } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import packages from './reference/packages.json';
import { type DirectiveRecord, directives } from './reference.ts';
import { isOlder, isPlus, releaseOf } from './releases.ts';

/** Why a directive is not there. */
export type Lack =
  | { kind: 'release'; since: string }
  | { kind: 'plus'; isSure: boolean }
  | { kind: 'module'; name: string; title: string };

/** Directives that NGINX Plus had alone before nginx got them. */
const opened: Readonly<Record<string, string>> = {
  least_time: '1.31.0',
  sticky: '1.29.6',
};

/** What OpenResty brings along. */
const openResty = new Set([
  'echo',
  'encrypted-session',
  'headers-more',
  'lua-nginx-module',
  'memc',
  'ngx_devel_kit',
  'redis2',
  'set-misc',
  'srcache',
  'stream-lua-nginx-module',
]);

/** The packages whose modules the file loads. */
const loaded = oncePerFile((file): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { statement } of placesNamed(file, 'load_module')) {
    const path = statement.args[0]?.text ?? '';
    const from = packageOf.get(path.slice(path.lastIndexOf('/') + 1).replace(/\.so$/, ''));
    if (from !== undefined) found.add(from);
  }
  return found;
});

const packageOf = new Map(
  [...directives.values()].flatMap((records) =>
    records.flatMap(({ module, package: from }) => (from === undefined ? [] : [[module, from] as const])),
  ),
);

const titles = packages as Readonly<Record<string, { title: string }>>;

/** Why the nginx of the settings lacks the directive; undefined where it has it, or where the settings do not tell. */
export function lackOf(
  name: string,
  record: DirectiveRecord,
  file: File,
  { version, modules }: Options['nginx'],
): Lack | undefined {
  const from = record.package;
  if (from === undefined) {
    const since = isPlus(version) ? record.since : (opened[name] ?? record.since);
    const isOpen =
      isPlus(version) &&
      (opened[name] !== undefined || record.contexts.some((context) => context.endsWith('upstream')));
    if (since === undefined || isOpen || !isOlder(version, since)) return undefined;
    return { kind: 'release', since };
  }
  if (isThere(from, modules) || loaded(file).has(from)) return undefined;
  if (from === 'nginx-plus')
    return isPlus(version) ? undefined : { kind: 'plus', isSure: releaseOf(version) !== undefined };
  // Who names no modules has not said that others are missing.
  return modules.length === 0 ? undefined : { kind: 'module', name: from, title: titles[from]?.title ?? from };
}

function isThere(from: string, modules: readonly string[]): boolean {
  return modules.some((name) => {
    const said = name.toLowerCase();
    return (
      said === from.toLowerCase() ||
      (said === 'openresty' && openResty.has(from)) ||
      (said === 'plus' && from === 'nginx-plus')
    );
  });
}
