/** A file in the context of a place that includes it. */
import { oncePerFile } from './memory.ts';
import type { File } from './types.ts';

/** The same object each time, since much is remembered by it. */
const copies = oncePerFile(() => new Map<string, File>());

/** The file as it is read in the context, unless it is said already how it is read. */
export function inContext(file: File, context: string): File {
  if (saysContext(file)) return file;
  const known = copies(file).get(context);
  if (known) return known;
  const copy = { ...file, context };
  copies(file).set(context, copy);
  return copy;
}

/** Whether the file or whoever opened it says in which context it is read. */
export function saysContext(file: File): boolean {
  return file.context !== undefined || hasComment(file);
}

const hasComment = oncePerFile(({ text }): boolean => text.includes('deploy-config-context'));
