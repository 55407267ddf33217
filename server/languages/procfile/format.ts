/** One blank behind each colon, or columns where someone has made them; none at the ends of lines; one empty line in a row. */
import type { Edit, File, FormatStyle } from '../../types.ts';
import { isRegular } from './judged.ts';
import { linesOf } from './parse.ts';

/** A column further to the right than this is none. */
const widest = 40;

export function formatProcfile(file: File, { alignment }: FormatStyle): readonly Edit[] {
  const entries = linesOf(file).flatMap((line) => {
    const command = line.entry?.args[0];
    return line.sign && command && isRegular(file, line)
      ? [{ from: line.sign.start + 1, lineStart: line.lineStart, command }]
      : [];
  });
  const columnOf = ({ lineStart, command }: (typeof entries)[number]): number => command.start - lineStart;
  const nameEnd = ({ from, lineStart }: (typeof entries)[number]): number => from - lineStart;
  const column = 1 + Math.max(0, ...entries.map(nameEnd));
  const isAligned =
    entries.length > 1 &&
    entries.every((one) => columnOf(one) === columnOf(entries[0] ?? one)) &&
    entries.some((one) => columnOf(one) > nameEnd(one) + 1) &&
    !entries.some(({ from, command }) => file.text.slice(from, command.start).includes('\t'));
  const isColumned = alignment === 'all' ? column <= widest : alignment === 'keep' && isAligned;
  const gaps = entries.map((one): Edit => {
    const { from, command } = one;
    return { start: from, end: command.start, text: ' '.repeat(isColumned ? Math.max(1, column - nameEnd(one)) : 1) };
  });
  return [...gaps, ...blankEdits(file.text)].sort((one, other) => one.start - other.start);
}

function blankEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  let empty = 0;
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    let end = lineFeed < 0 ? text.length : lineFeed;
    if (end > start && text.charCodeAt(end - 1) === 13) end--;
    let blanks = end;
    while (blanks > start && ' \t'.includes(text.charAt(blanks - 1))) blanks--;
    empty = blanks === start ? empty + 1 : 0;
    if (empty > 1 && lineFeed >= 0) edits.push({ start, end: next, text: '' });
    else if (blanks < end) edits.push({ start: blanks, end, text: '' });
    start = next;
  }
  return edits;
}
