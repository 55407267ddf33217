/** Edits that put a new statement beside another one, as people would write it. */
import type { Edit, Statement } from '../../types.ts';

/** A comment behind a statement is looked at so far. */
const longestComment = 1000;

/** On a line of its own where the statement has one, behind the comment that follows it; else beside it. */
export function lineBehind(text: string, { start, end }: Statement, line: string): Edit {
  const indentation = indentationOf(text, start);
  const rest = (/^[^\r\n]*/.exec(text.slice(end, end + longestComment))?.[0] ?? '').trimEnd();
  if (indentation === undefined || !/^([ \t]*#|$)/.test(rest)) return { start: end, end, text: ` ${line}` };
  const place = end + rest.length;
  return { start: place, end: place, text: `${lineBreakOf(text)}${indentation}${line}` };
}

/** On a line of its own where the statement begins one, before the comments that lead up to it; else beside it. */
export function lineBefore(text: string, { start }: Statement, line: string): Edit {
  const indentation = indentationOf(text, start);
  if (indentation === undefined) return { start, end: start, text: `${line} ` };
  let lineStart = start - indentation.length;
  while (lineStart > 0) {
    const above = text.lastIndexOf('\n', lineStart - 2) + 1;
    if (!text.startsWith(`${indentation}#`, above)) break;
    lineStart = above;
  }
  const place = lineStart + indentation.length;
  return { start: place, end: place, text: `${line}${lineBreakOf(text)}${indentation}` };
}

export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The blanks before the offset when it begins its line. */
export function indentationOf(text: string, offset: number): string | undefined {
  let start = offset;
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start--;
  return start === 0 || text.charAt(start - 1) === '\n' ? text.slice(start, offset) : undefined;
}
