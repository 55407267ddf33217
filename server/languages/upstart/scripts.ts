/** Where a script ends: libnih looks for a line `end script`, whatever quotes or here-documents stand open. */
import type { Span, Statement } from '../../types.ts';
import { nearest } from '../spelling.ts';
import { lineEnd } from './words.ts';

/** The whole words `end script` on their line, or the place behind the text where there are none. */
const ending = /^[ \t\r]*end[ \t\r]+script[ \t\r]*(?:#|$)/;

/** The line `end script` at or behind the offset: from its beginning to the end of its words. */
export function scriptEnd(text: string, from: number): Span | undefined {
  for (let start = from; start < text.length; ) {
    const end = lineEnd(text, start);
    // Longer lines cannot be it, but for blanks and comments.
    const line = text.slice(start, end);
    if (line.includes('end') && ending.test(line)) {
      const script = line.indexOf('script') + 'script'.length;
      return { start, end: start + script };
    }
    start = end + 1;
  }
  return undefined;
}

const opening = /^[ \t\r]*(?:(?:pre|post)-(?:start|stop)[ \t\r]+)?script[ \t\r]*(?:#|$)/m;

/** Whether a script begins between the offsets. */
export function opensScript(text: string, start: number, end: number): boolean {
  return opening.test(text.slice(start, end));
}

/** Whether a stanza that is none would have opened a script. */
export function isNearScript({ name, args }: Statement): boolean {
  const last = args.length > 0 ? args[args.length - 1] : name;
  return args.length <= 1 && last !== undefined && nearest(last.text, ['script']) !== undefined;
}
