/** Document highlight: the places in this file that mean the same as the name under the cursor. */

import { nameAt, usesOf } from '../names.ts';
import type { File, NameUse, Project } from '../types.ts';

export function highlights(file: File, project: Project, offset: number): NameUse[] {
  const name = nameAt(file, offset, project);
  if (!name) return [];
  return usesOf(name, project).flatMap(({ file: { uri }, use }) => (uri === file.uri ? use : []));
}
