/** The keys of systemd's units by section, as its own table has them; reference/keys.json is made by scripts/systemd-reference.mjs. */
import facts from './reference/keys.json';

/** What a key takes, as far as the rules judge it. */
export type Kind =
  | 'boolean'
  | 'time'
  | 'signal'
  | 'mode'
  | 'number'
  | 'output'
  | 'memory'
  | 'command'
  | 'units'
  | 'choice'
  | 'other';

const sections = facts.sections as Readonly<Record<string, Partial<Record<Kind, string>>>>;

function kindsIn(...groups: readonly string[]): ReadonlyMap<string, Kind> {
  return new Map(
    groups
      .flatMap((group) => Object.entries(sections[group] ?? {}))
      .flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind as Kind] as const)),
  );
}

/** The sections of a service and of a socket, each with its keys. */
export const keysOf: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map([
  ['Unit', kindsIn('Unit')],
  ['Service', kindsIn('Service', 'shared')],
  ['Socket', kindsIn('Socket', 'shared')],
  ['Install', kindsIn('Install')],
]);

/** The words that a key knows. */
export const choicesOf: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(facts.values));

/** Letters that stand behind `%`. */
export const specifiers: ReadonlySet<string> = new Set(facts.specifiers);

/** What has taken the place of an older key. */
export const replacedKeys: ReadonlyMap<string, string> = new Map(Object.entries(facts.replaced));

/** Other sections that have the key. */
export function sectionsWith(key: string): string[] {
  return [...keysOf].flatMap(([section, keys]) => (keys.has(key) ? section : []));
}
