/** Names across files: what stands under the cursor, and every place that means the same. */

import { embeddedFiles } from './embedded.ts';
import { areAlike } from './languages/addresses.ts';
import { oncePerFile } from './memory.ts';
import type { File, NameUse, Project, Statement } from './types.ts';

/** A use of a name and the file that it stands in. */
export interface Named {
  file: File;
  use: NameUse;
}

const deepestInclude = 10;

/** The names of the file and of the pieces in it. */
export const namesOf = oncePerFile((file): readonly NameUse[] => {
  const own = file.language.names?.(file) ?? [];
  const inside = embeddedFiles(file).flatMap(namesOf);
  return inside.length === 0 ? own : [...own, ...inside].sort((one, other) => one.start - other.start);
});

type Key = Pick<NameUse, 'kind' | 'scope' | 'name'>;

/** By kind, scope and name, so that no text has to be put together for the look. */
const index = oncePerFile((file): Map<string, Map<string, Map<string, NameUse[]>>> => {
  const found = new Map<string, Map<string, Map<string, NameUse[]>>>();
  for (const use of namesOf(file)) {
    const ofKind = innerMap(found, use.kind);
    const ofScope = innerMap(ofKind, use.scope);
    const name = comparedName(use);
    const same = ofScope.get(name);
    if (same) same.push(use);
    else ofScope.set(name, [use]);
  }
  return found;
});

function innerMap<Value>(outer: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let inner = outer.get(key);
  if (!inner) {
    inner = new Map();
    outer.set(key, inner);
  }
  return inner;
}

/** Addresses of one port or path are compared further. */
function comparedName({ kind, name }: Key): string {
  return kind === 'address' ? '' : name;
}

const none: readonly NameUse[] = [];

/** The uses in one file that may mean the same. */
function sameIn(file: File, key: Key): readonly NameUse[] {
  return index(file).get(key.kind)?.get(key.scope)?.get(comparedName(key)) ?? none;
}

/** The longest mark before a name: `${`. */
const longestMark = 2;
/** A few names may touch: variables in a row, an address whose host is an upstream. */
const mostAtOnePlace = 6;

/** The name that the offset touches, with the sign that marks it; of several at one place, one that something defines. */
export function nameAt(file: File, offset: number, project: Project): Named | undefined {
  const uses = namesOf(file);
  let low = 0;
  let high = uses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[middle]?.start ?? 0) <= offset + longestMark) low = middle + 1;
    else high = middle;
  }
  const found: Named[] = [];
  for (let index = low - 1; index >= Math.max(0, low - mostAtOnePlace); index--) {
    const use = uses[index];
    if (!use || use.end < offset) continue;
    if (/^[$@{]*$/.test(file.text.slice(Math.min(offset, use.start), use.start))) found.push({ file, use });
  }
  const [only] = found;
  return found.length < 2 ? only : (found.find((name) => definitionsOf(name, project).length > 0) ?? only);
}

/** Every place with this name in the files that belong together, the definitions among them. */
export function usesOf(name: Named, project: Project): Named[] {
  if (name.use.kind === 'address') return addressesAlike(name.use, project);
  const files = project.together(name.file);
  const found = files.flatMap((file) => sameIn(file, name.use).map((use): Named => ({ file, use })));
  const carriers = new Map<string, boolean>();
  const counted = found.filter(({ use }) => {
    if (use.through === undefined) return true;
    const known = carriers.get(use.through) ?? isCarrier(files, use);
    carriers.set(use.through, known);
    return known;
  });
  const { level } = name.use;
  if (level === undefined) return counted;
  const blocks = blocksAround(name.file, name.use.statement, level, project);
  return counted.filter((other) =>
    blocksAround(other.file, other.use.statement, level, project).some((block) => blocks.includes(block)),
  );
}

/** In any language: whatever listens at such an address, and whatever goes there. */
function addressesAlike(use: NameUse, project: Project): Named[] {
  return project.files().flatMap((file) =>
    sameIn(file, use)
      .filter((other) => areAlike(use, other))
      .map((other) => ({ file, use: other })),
  );
}

/** Whether anything refers to what the definition names. */
export function isReferenced(definition: Named, project: Project): boolean {
  const { use } = definition;
  const isPlain = ({ role, through }: NameUse): boolean => role === 'reference' && through === undefined;
  if (use.kind !== 'address' && use.level === undefined)
    for (const file of project.together(definition.file)) if (sameIn(file, use).some(isPlain)) return true;
  return usesOf(definition, project).some((other) => other.use.role === 'reference');
}

export function definitionsOf(name: Named, project: Project): Named[] {
  return usesOf(name, project).filter(({ use }) => use.role === 'definition');
}

/** Whether the value of the variable is taken for such a name anywhere. */
function isCarrier(files: readonly File[], { kind, scope, through = '' }: NameUse): boolean {
  const key: Key = { kind: 'variable', scope, name: through };
  return files.some((file) => sameIn(file, key).some(({ carries }) => carries === kind));
}

/** The blocks of this name that the statement stands in, through the includes; a fragment that nobody includes stands for its own. */
export function blocksAround(file: File, statement: Statement, level: string, project: Project): readonly object[] {
  for (let block = statement.parent; block; block = block.parent) if (block.name.text === level) return [block];
  const around = blocksAroundFile(file, level, project, deepestInclude);
  return around.length > 0 ? around : [file.tree];
}

function blocksAroundFile(file: File, level: string, project: Project, depth: number): readonly object[] {
  if (depth === 0) return [];
  return project.includers(file).flatMap(({ file: includer, statement }) => {
    for (let block = statement.parent; block; block = block.parent) if (block.name.text === level) return [block];
    return blocksAroundFile(includer, level, project, depth - 1);
  });
}
