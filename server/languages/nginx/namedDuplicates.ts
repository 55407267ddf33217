/** What nginx takes once per level by name: locations, upstreams, log formats, thread pools and pairs of character sets; and `root` beside `alias`, which are one value. */
import type { File, Statement } from '../../types.ts';
import { placesByName, placesNamed } from '../../walk.ts';

/** The statements that come second, each with what it is called. */
export function namedDuplicates(file: File): { statement: Statement; context: string; name: string }[] {
  const found: { statement: Statement; context: string; name: string }[] = [];
  for (const directive of ['location', 'upstream', 'log_format', 'charset_map', 'thread_pool']) {
    const levels = new Map<Statement | undefined, Set<string>>();
    for (const { statement, context } of placesNamed(file, directive)) {
      const name = nameOf(statement);
      if (name === undefined || context === '') continue;
      const names =
        levels.get(statement.parent) ?? new Set(directive === 'log_format' && context === 'http' ? ['combined'] : []);
      levels.set(statement.parent, names);
      if (names.has(name)) found.push({ statement, context, name });
      // nginx compares a "charset_map" with the first one alone.
      else if (directive !== 'charset_map' || names.size === 0) names.add(name);
    }
  }
  found.push(...luaDuplicates(file));
  for (const { statement, context } of placesNamed(file, 'alias')) {
    const root = statement.parent?.body?.find(({ name }) => name.text === 'root');
    if (!root || context === '') continue;
    const second = root.start < statement.start ? statement : root;
    found.push({ statement: second, context, name: second.args[0]?.text ?? '' });
  }
  return found;
}

/** The name under which nginx keeps it; undefined for what may stand twice (regular expressions, named locations). */
export function nameOf({ name, args }: Statement): string | undefined {
  const first = args[0]?.text;
  if (first === undefined) return undefined;
  if (name.text === 'log_format' || name.text === 'thread_pool') return first;
  if (name.text === 'upstream') return first.toLowerCase();
  if (name.text === 'charset_map')
    return args.length === 2
      ? args
          .map(({ text }) => text.toLowerCase())
          .sort()
          .join(' ')
      : undefined;
  const said = args.length > 1 ? first + (args[1]?.text ?? '') : first;
  if (/^[~@]/.test(said)) return undefined;
  return said.startsWith('^~') ? said.slice(2) : said;
}

const byLua = /^\w+_by_lua(?=_block$|_file$|$)/;

/** Code of lua-nginx-module, which each phase has once on a level, whichever of the forms it has. */
function luaDuplicates(file: File): { statement: Statement; context: string; name: string }[] {
  const names = [...placesByName(file).keys()].filter((name) => byLua.test(name) && !name.startsWith('set_'));
  const places = names.flatMap((name) => placesNamed(file, name)).sort((a, b) => a.statement.start - b.statement.start);
  const levels = new Map<Statement | undefined, Set<string>>();
  return places.flatMap(({ statement, context }) => {
    const name = byLua.exec(statement.name.text)?.[0] ?? '';
    const phases = levels.get(statement.parent) ?? new Set();
    levels.set(statement.parent, phases);
    if (phases.has(name)) return context === '' ? [] : { statement, context, name };
    phases.add(name);
    return [];
  });
}
