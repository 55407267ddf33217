/**
 * What holds in a block: a directive that is a list (`add_header`, `allow`, `proxy_set_header` …) or a single value is inherited from the
 * level above only where a level has none of its own (ngx_conf_merge_value and its kin).
 */
import { oncePerFile } from '../../memory.ts';
import type { File, Project, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { rootContext } from './rootContext.ts';

export interface Held {
  file: File;
  statement: Statement;
}

const deepestInclude = 10;

/** The statements of each name by the block they stand in, worked out when first asked for. */
const levels = oncePerFile((): Map<string, ReadonlyMap<Statement | undefined, readonly Statement[]>> => new Map());

/** The statements of one name that stand in the block itself; at the file's top level where that is undefined. */
export function namedOn(file: File, level: Statement | undefined, name: string): readonly Statement[] {
  const known = levels(file);
  let byLevel = known.get(name);
  if (!byLevel) {
    const found = new Map<Statement | undefined, Statement[]>();
    for (const { statement } of placesNamed(file, name)) {
      const same = found.get(statement.parent);
      if (same) same.push(statement);
      else found.set(statement.parent, [statement]);
    }
    known.set(name, found);
    byLevel = found;
  }
  return byLevel.get(level) ?? none;
}

const none: readonly Statement[] = [];
const nothing: readonly Held[] = [];

/** The statements of these names and the includes of a level, in the order of the text. */
function listed(file: File, level: Statement | undefined, names: Iterable<string>): readonly Statement[] {
  let found = namedOn(file, level, 'include');
  let isSorted = true;
  for (const name of names) {
    const more = namedOn(file, level, name);
    if (more.length === 0) continue;
    isSorted &&= found.length === 0;
    found = found.length === 0 ? more : [...found, ...more];
  }
  return isSorted ? found : [...found].sort((one, other) => one.start - other.start);
}

/** The statements of these names on one level, through its includes too; undefined where one of these cannot be read. */
export function onLevel(
  file: File,
  project: Project,
  level: Statement | undefined,
  names: Iterable<string>,
  depth = 0,
): readonly Held[] | undefined {
  const statements = listed(file, level, names);
  if (statements.length === 0) return nothing;
  const found: Held[] = [];
  for (const statement of statements) {
    if (statement.name.text !== 'include') found.push({ file, statement });
    else {
      const files = depth < deepestInclude ? project.included(file, statement) : [];
      if (!files) return undefined;
      for (const inner of files) {
        const further = onLevel(inner, project, undefined, names, depth + 1);
        if (!further) return undefined;
        found.push(...further);
      }
    }
  }
  return found;
}

/**
 * The statements of these names that hold in a block of the file: those of the nearest level that has any, else of the places that include
 * the file. Undefined where that cannot be known.
 */
export function inForce(
  file: File,
  project: Project,
  level: Statement | undefined,
  names: Iterable<string>,
  depth = 0,
): readonly Held[] | undefined {
  for (let block = level; ; block = block.parent) {
    const own = onLevel(file, project, block, names);
    if (!own || own.length > 0) return own;
    if (!block) break;
  }
  const includers = depth < deepestInclude ? project.includers(file) : [];
  for (const { file: outer, statement } of includers) {
    const held = inForce(outer, project, statement.parent, names, depth + 1);
    if (!held || held.length > 0) return held;
  }
  const isWhole = includers.length > 0 || rootContext(file) === 'main' || project.complete;
  return isWhole ? [] : undefined;
}

/** The same for many blocks of one file: what the levels around them have is looked up once. */
export function inheritance(
  file: File,
  project: Project,
  names: Iterable<string>,
): (level: Statement | undefined) => readonly Held[] | undefined {
  const known = new Map<Statement | undefined, readonly Held[] | undefined>();
  const find = (level: Statement | undefined): readonly Held[] | undefined => {
    if (known.has(level)) return known.get(level);
    const own = level ? onLevel(file, project, level, names) : inForce(file, project, undefined, names);
    const held = level && own?.length === 0 ? find(level.parent) : own;
    known.set(level, held);
    return held;
  };
  return find;
}
