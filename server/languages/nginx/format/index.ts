/** Formats by white space alone: every word, mark, comment and body of Lua stays as it is. */
import type { Edit, File, FormatStyle } from '../../../types.ts';
import { align } from './alignment.ts';
import { itemsOf } from './items.ts';
import { linesOf } from './lines.ts';

/** Marks of template languages: what they will make of the white space around them is not known. */
const templateMarks = /\{[{%]|<%/;

export function format(file: File, { indentation, alignment }: FormatStyle): readonly Edit[] | undefined {
  const { text } = file;
  const items = templateMarks.test(text) ? undefined : itemsOf(file);
  if (!items) return undefined;
  const lines = linesOf(text, items);
  align(text, lines, alignment);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const edits: Edit[] = [];
  let last = 0;
  const put = (until: number, blanks: string): void => {
    if (text.slice(last, until) !== blanks) edits.push({ start: last, end: until, text: blanks });
  };
  lines.forEach(({ cells, isApart, depth, offset }, index) => {
    const above = index === 0 ? '' : lineEnd.repeat(isApart ? 2 : 1);
    const margin = `${above}${indentation.repeat(depth)}${' '.repeat(offset)}`;
    cells.forEach(({ item, gap }, place) => {
      put(item.start, place === 0 ? margin : ' '.repeat(gap));
      last = item.end;
    });
  });
  if (items.length > 0) put(text.length, lineEnd);
  return edits;
}
