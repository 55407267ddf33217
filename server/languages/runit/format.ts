/** Indentation of run scripts: of the lines on which a command, a keyword or a comment begins, and of no others. */
import type { Edit, File, FormatStyle, Span } from '../../types.ts';
import type { ShellBlock, ShellReading } from '../shell/read.ts';
import { shellOf } from './parse.ts';

interface Line {
  start: number;
  /** Its first sign that is no blank. */
  first: number;
  text: string;
}

export function format(file: File, { indentation }: FormatStyle): Edit[] | undefined {
  const shell = shellOf(file);
  if (!shell) return undefined;
  const lines = linesOf(file.text);
  const levels = levelsOf(lines, shell, file);
  return lines.flatMap(({ start, first }, index) => {
    const level = levels[index];
    return level === undefined ? [] : [{ start, end: first, text: indentation.repeat(level) }];
  });
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? text.length : lineFeed;
    const line = text.slice(start, end).replace(/\r$/, '');
    const blanks = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    lines.push({ start, first: start + blanks, text: line.slice(blanks) });
    start = end + 1;
  }
  return lines;
}

/** How deep each line stands; undefined where its beginning belongs to something that began before. */
function levelsOf(lines: readonly Line[], shell: ShellReading, file: File): (number | undefined)[] {
  const begins = new Set([...shell.commands, ...shell.blocks].map(({ start }) => start));
  const comments = new Set(file.tree.comments.map(({ start }) => start));
  const isInLiteral = following(shell.literals);
  const around = blocksAround(shell.blocks, lines);
  const levels: (number | undefined)[] = [];
  let before = '';
  for (const line of lines) {
    const isComment = comments.has(line.first);
    const goesOn = /(?:^|[^\\])(?:\\\\)*\\$|(?:&&|\|\|?)[ \t]*$/.test(before.slice(-200));
    const blocks = around(line.first);
    if (isInLiteral(line.start)) before = line.text;
    else if (line.text === '') {
      levels.push(undefined);
      continue;
    } else {
      if (!isComment) before = line.text;
      levels.push(goesOn ? undefined : isComment ? levelIn(blocks) : levelOf(line, blocks, begins));
      continue;
    }
    levels.push(undefined);
  }
  return withComments(lines, levels, comments);
}

/** A keyword in the middle or at the end of a block stands as deep as the block itself. */
function levelOf(line: Line, blocks: readonly Depth[], begins: ReadonlySet<number>): number | undefined {
  const inner = blocks[blocks.length - 1];
  if (/^(?:then|else|elif|do)(?![\w-])/.test(line.text))
    return inner && inner.levels > 0 ? levelIn(blocks) - 1 : undefined;
  if (inner?.block.close === line.first) return levelIn(blocks.slice(0, -1));
  if (begins.has(line.first) || /^!\s/.test(line.text) || line.text.startsWith(';;')) return levelIn(blocks);
  // Only a pattern can stand there, one level in front of its commands.
  return inner?.block.kind === 'case' && /^\(?[^()]*\)/.test(line.text) ? levelIn(blocks) - 1 : undefined;
}

interface Depth {
  block: ShellBlock;
  /** By how much what stands in it is deeper. */
  levels: number;
}

function levelIn(blocks: readonly Depth[]): number {
  return blocks.reduce((sum, { levels }) => sum + levels, 0);
}

/** The blocks around an offset, outermost first, asked from above to below. */
function blocksAround(blocks: readonly ShellBlock[], lines: readonly Line[]): (offset: number) => readonly Depth[] {
  let next = 0;
  let line = 0;
  let open: Depth[] = [];
  return (offset) => {
    for (let block = blocks[next]; block && block.start < offset; block = blocks[++next]) {
      while (line + 1 < lines.length && (lines[line + 1]?.start ?? offset) <= block.start) line++;
      const start = lines[line]?.start ?? 0;
      open = open.filter(({ block: { end } }) => end > (block?.start ?? 0));
      const isSecond = open.some((other) => other.block.start >= start);
      open.push({ block, levels: isSecond ? 0 : block.kind === 'case' && isIndented(block, lines, line) ? 2 : 1 });
    }
    open = open.filter(({ block: { end } }) => end > offset);
    return open.filter(({ block }) => block.open < offset);
  };
}

/** Whether the patterns of a case are deeper than its keyword: both are usual, so the script says which. */
function isIndented({ close }: ShellBlock, lines: readonly Line[], line: number): boolean {
  const own = lines[line];
  const pattern = lines.slice(line + 1, line + 50).find(({ text }) => text !== '' && !text.startsWith('#'));
  if (!own || !pattern || (close !== undefined && pattern.first >= close)) return false;
  return pattern.first - pattern.start > own.first - own.start;
}

/** A comment stands as the next line does that is none, save in front of the end of a block. */
function withComments(
  lines: readonly Line[],
  levels: (number | undefined)[],
  comments: ReadonlySet<number>,
): (number | undefined)[] {
  let below: { level: number | undefined; text: string } | undefined;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    const level = levels[index];
    if (!line || line.text === '') continue;
    if (!comments.has(line.first)) below = { level, text: line.text };
    else if (level !== undefined && below?.level !== undefined && below.level < level && !ending.test(below.text))
      levels[index] = below.level;
  }
  return levels;
}

const ending = /^(?:(?:fi|done|esac|else|elif|then|do)(?![\w-])|[})]|;;)/;

/** Whether an offset lies inside one of the spans, asked from above to below. */
function following(spans: readonly Span[]): (offset: number) => boolean {
  let next = 0;
  let end = 0;
  return (offset) => {
    for (let span = spans[next]; span && span.start < offset; span = spans[++next]) end = Math.max(end, span.end);
    return offset < end;
  };
}
