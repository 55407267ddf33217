/** Workspace symbols: what the files define, by a part of its name. */

import { type Named, namesOf } from '../names.ts';
import type { Project } from '../types.ts';

const mostSymbols = 500;

/** The names that hold the letters asked for in their order. */
export function workspaceSymbols(project: Project, query: string): Named[] {
  const found: Named[] = [];
  for (const file of project.files()) {
    const seen = new Set<string>();
    for (const use of namesOf(file)) {
      if (use.role !== 'definition' || !holds(use.name, query)) continue;
      const key = `${use.kind} ${use.scope} ${use.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ file, use });
      if (found.length === mostSymbols) return found;
    }
  }
  return found;
}

function holds(name: string, query: string): boolean {
  const lower = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    if (letter === '$' || letter === '@') continue;
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
