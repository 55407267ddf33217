/** Document links: the files that a file names. */
import type { File, Link, Project } from '../types.ts';

/** Targets stand as the file writes them; who asks knows where they lie. */
export function links(file: File, _project: Project): Link[] {
  return [...(file.language.links?.(file) ?? [])];
}
