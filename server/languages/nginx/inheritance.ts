/**
 * What holds in a block: a directive that is a list (`add_header`, `allow`, `proxy_set_header` …) or a single value is inherited from the
 * level above only where a level has none of its own (ngx_conf_merge_value and its kin).
 */
import type { File, Project, Statement } from '../../types.ts';
import { rootContext } from './rootContext.ts';

export interface Held {
  file: File;
  statement: Statement;
}

const deepestInclude = 10;

/** The statements of these names on one level, through its includes too; undefined where one of these cannot be read. */
export function onLevel(
  file: File,
  project: Project,
  level: Statement | undefined,
  names: ReadonlySet<string>,
  depth = 0,
): readonly Held[] | undefined {
  const found: Held[] = [];
  for (const statement of level?.body ?? (level ? [] : file.tree.statements)) {
    if (names.has(statement.name.text)) found.push({ file, statement });
    else if (statement.name.text === 'include') {
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
  names: ReadonlySet<string>,
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
