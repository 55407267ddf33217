/** Visits of a file's statements, each with the context it stands in. */
import { oncePerFile } from './memory.ts';
import type { File, Statement } from './types.ts';

export interface Place {
  statement: Statement;
  context: string;
}

/** Every statement of the file with its context, in the order of the text; counted once per file. */
export function places(file: File): readonly Place[] {
  return indexOf(file).all;
}

/** The statements of one name. */
export function placesNamed(file: File, name: string): readonly Place[] {
  return indexOf(file).named.get(name) ?? none;
}

/** The statements of each name. */
export function placesByName(file: File): ReadonlyMap<string, readonly Place[]> {
  return indexOf(file).named;
}

/** The statements of some names, in the order of the text. */
export function placesOf(file: File, names: Iterable<string>): readonly Place[] {
  const lists = [...names].map((name) => placesNamed(file, name)).filter(({ length }) => length > 0);
  return lists.reduce(merged, none);
}

/** Two lists in the order of the text as one. */
function merged(some: readonly Place[], others: readonly Place[]): readonly Place[] {
  if (some.length === 0) return others;
  const found: Place[] = [];
  let next = 0;
  for (const place of some) {
    for (; next < others.length; next++) {
      const other = others[next];
      if (!other || other.statement.start > place.statement.start) break;
      found.push(other);
    }
    found.push(place);
  }
  for (; next < others.length; next++) {
    const other = others[next];
    if (other) found.push(other);
  }
  return found;
}

const none: readonly Place[] = [];

/** The context inside the statement's block, given the file that it stands in. */
export function contextOf(file: File, statement: Statement | undefined): string {
  if (!statement) return file.language.rootContext(file);
  return file.language.innerContext(statement, contextOf(file, statement.parent));
}

const indexOf = oncePerFile((file) => {
  const all: Place[] = [];
  const named = new Map<string, Place[]>();
  const { language } = file;
  const visit = (statements: readonly Statement[], context: string): void => {
    for (const statement of statements) {
      const place = { statement, context };
      all.push(place);
      const same = named.get(statement.name.text);
      if (same) same.push(place);
      else named.set(statement.name.text, [place]);
      if (statement.body && statement.body.length > 0) visit(statement.body, language.innerContext(statement, context));
    }
  };
  visit(file.tree.statements, language.rootContext(file));
  return { all, named };
});
