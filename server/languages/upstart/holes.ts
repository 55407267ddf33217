/** Jobs with holes that a template language fills (Jinja, ERB, Mustache): what is written there is not what init reads. */
import { oncePerFile } from '../../memory.ts';
import type { File, Span } from '../../types.ts';

const mark = /\{[{%#]|[}%#]\}|<%|%>|@[A-Z][A-Z0-9_]*@|%%[A-Z][A-Z0-9_]*%%/;
/** No line of a job is longer. */
const longest = 1000;

/** Whether a template language speaks anywhere. */
export const isTemplate = oncePerFile(({ text }): boolean => mark.test(text));

/** Whether one speaks on the lines of the place. */
export function hasHole(file: File, { start, end }: Span): boolean {
  if (!isTemplate(file)) return false;
  const { text } = file;
  const before = text.slice(Math.max(0, start - longest), start);
  const behind = text.slice(end, end + longest);
  const from = start - (before.length - 1 - before.lastIndexOf('\n'));
  const lineFeed = behind.indexOf('\n');
  return mark.test(text.slice(from, end + (lineFeed < 0 ? behind.length : lineFeed)));
}
