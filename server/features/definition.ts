/** Go to definition and find references: where a name is given, and where it is used. */

import { definitionsOf, type Named, nameAt, usesOf } from '../names.ts';
import type { File, Project } from '../types.ts';

export function definition(file: File, project: Project, offset: number): Named[] {
  const name = nameAt(file, offset, project);
  return name ? definitionsOf(name, project) : [];
}

export function references(file: File, project: Project, offset: number, hasDefinitions: boolean): Named[] {
  const name = nameAt(file, offset, project);
  if (!name) return [];
  return usesOf(name, project).filter(({ use }) => hasDefinitions || use.role === 'reference');
}
