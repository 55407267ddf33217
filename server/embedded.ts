/** Languages inside a language: a command line in a unit file, a script in a job. */
import { oncePerFile } from './memory.ts';
import type { EmbeddedFile, File } from './types.ts';

/** The pieces of the file in other languages. */
export const embeddedFiles = oncePerFile((file): readonly EmbeddedFile[] => file.language.embedded?.(file) ?? []);

/** The innermost file at the offset: the file itself, or the piece of it that the offset stands in or touches. */
export function fileAt(file: File, offset: number): File {
  const inner = embeddedFiles(file).find((piece) => piece.start <= offset && offset <= piece.end);
  return inner ? fileAt(inner, offset) : file;
}
