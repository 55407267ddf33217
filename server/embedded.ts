/** Languages inside a language: a command line in a unit file, a script in a job. */
import type { EmbeddedFile, File } from './types.ts';

const none: readonly EmbeddedFile[] = [];
const remembered = new WeakMap<File, readonly EmbeddedFile[]>();

/** The pieces of the file in other languages; found once per file. */
export function embeddedFiles(file: File): readonly EmbeddedFile[] {
  if (!file.language.embedded) return none;
  let found = remembered.get(file);
  if (!found) {
    found = file.language.embedded(file);
    remembered.set(file, found);
  }
  return found;
}

/** The innermost file at the offset: the file itself, or the piece of it that the offset stands in or touches. */
export function fileAt(file: File, offset: number): File {
  const inner = embeddedFiles(file).find((piece) => piece.start <= offset && offset <= piece.end);
  return inner ? fileAt(inner, offset) : file;
}
