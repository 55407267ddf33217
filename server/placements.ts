/** In which contexts the files of a graph are read, and a new version of a file in the place of another. */
import { keyOf } from './environment.ts';
import { type Graph, type Inclusion, includesOf, isMain, patternOf } from './inclusions.ts';
import { inContext, saysContext } from './placing.ts';
import type { File, Placement, Statement } from './types.ts';
import { contextOf } from './walk.ts';

/** The places that include the file. */
export function includersIn(graph: Graph, file: File): readonly Inclusion[] {
  const key = keyOf(file.uri);
  // Debian's nginx includes links in sites-enabled; what people edit lies in sites-available.
  const found =
    graph.includers.get(key) ?? graph.includers.get(key.replace('/sites-available/', '/sites-enabled/')) ?? [];
  return found.map(({ file: includer, statement }) => ({ file: placedIn(graph, includer), statement }));
}

/** The file with the context that the files including it agree on, unless it says so itself. */
export function placedIn(graph: Graph, file: File): File {
  const known = graph.placed.get(file);
  if (known !== undefined) return known;
  const { contexts, isOpen } = contextsOf(graph, file);
  const [context] = contexts.keys();
  const placed = context === undefined || isOpen || contexts.size > 1 ? file : inContext(file, context);
  graph.placed.set(file, placed);
  return placed;
}

/** The file in each of the contexts in which others include it, where these are several. */
export function placementsIn(graph: Graph, file: File): readonly Placement[] {
  const known = graph.placements.get(file);
  if (known !== undefined) return known;
  const found = [...contextsOf(graph, file).contexts].map(([context, from]) => {
    return { file: inContext(file, context), from };
  });
  const several = found.length > 1 ? found : [];
  graph.placements.set(file, several);
  return several;
}

/** The contexts in which others include the file, each with the first place that does; `isOpen`: in some that are not known. */
function contextsOf(graph: Graph, file: File): { contexts: Map<string, Inclusion>; isOpen: boolean } {
  const contexts = new Map<string, Inclusion>();
  let isOpen = false;
  for (const from of saysContext(file) ? [] : includersIn(graph, file)) {
    const { parent } = from.statement;
    const several = placementsIn(graph, from.file);
    for (const outer of several.length > 0 ? several.map((placement) => placement.file) : [from.file]) {
      // At the top of a fragment that nobody includes, the context is itself a guess.
      if (parent === undefined && !saysContext(outer) && !isMain(outer)) isOpen = true;
      else {
        const context = contextOf(outer, parent);
        if (!contexts.has(context)) contexts.set(context, from);
      }
    }
  }
  return { contexts, isOpen };
}

/**
 * Puts a version of a file in the place of another, so that a keystroke does not cost what the whole graph does; false where it includes
 * other files, or in other contexts.
 */
export function exchange(graph: Graph, before: File, after: File): boolean {
  const old = includesOf(before);
  const now = includesOf(after);
  if (old.length !== now.length || before.language !== after.language) return false;
  if (isMain(before) !== isMain(after) || saysContext(before) !== saysContext(after)) return false;
  if (old.length > 0) {
    if (placementsIn(graph, before).length > 0) return false;
    const [one, other] = [placedIn(graph, before), placedIn(graph, after)];
    const isAlike = (statement: Statement, next: Statement | undefined): boolean =>
      next !== undefined &&
      graph.included.has(statement) &&
      patternOf(statement) === patternOf(next) &&
      (statement.parent === undefined) === (next.parent === undefined) &&
      contextOf(one, statement.parent) === contextOf(other, next.parent);
    if (!old.every((statement, index) => isAlike(statement, now[index]))) return false;
  }
  for (const [index, statement] of now.entries()) {
    const former = old[index];
    if (former) exchangeStatement(graph, former, { file: after, statement });
  }
  // They tell where the file is included.
  graph.placements = new WeakMap();
  return true;
}

function exchangeStatement({ included, includers, circles }: Graph, former: Statement, inclusion: Inclusion): void {
  const targets = included.get(former);
  included.delete(former);
  included.set(inclusion.statement, targets);
  for (const target of targets ?? []) {
    const list = includers.get(target) ?? [];
    const index = list.findIndex(({ statement }) => statement === former);
    if (index >= 0) list[index] = inclusion;
  }
  const circle = circles.get(former);
  if (!circle) return;
  circles.delete(former);
  circles.set(inclusion.statement, circle);
}
