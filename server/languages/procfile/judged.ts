/** The lines of a Procfile as the program reads them that the user has named; foreman stands for all of them. */
import type { File, Project } from '../../types.ts';
import { type Line, linesOf } from './parse.ts';
import { type Entry, type Reader, readers, readLine } from './readers.ts';

export interface Judged {
  line: Line;
  /** Without the blanks at its end. */
  text: string;
  read: Entry | 'comment' | Reader['others'];
}

/** Undefined where all of them are meant. */
export function readerOf({ options }: Project): Reader | undefined {
  const { target } = options.procfile;
  return target === 'portable' ? undefined : readers[target];
}

export function judgedLines(file: File, project: Project): Judged[] {
  const reader = readerOf(project) ?? readers.foreman;
  return linesOf(file).map((line) => {
    const text = file.text.slice(line.lineStart, line.end);
    return { line, text, read: readLine(reader, text) };
  });
}

/** Whether it is as nearly all programs want it: at the beginning of its line, with a colon right behind the name. */
export function isRegular(file: File, { lineStart, start, entry, sign }: Line): boolean {
  if (!entry || !sign || lineStart < start || entry.name.text.includes('.')) return false;
  return file.text.charAt(sign.start) === ':';
}
