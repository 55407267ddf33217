/** Which items of a file go on which line, before anything is aligned. */
import type { Statement } from '../../../types.ts';
import type { Item } from './items.ts';

export interface Cell {
  item: Item;
  /** Blanks before it on its line. */
  gap: number;
}

export interface Line {
  cells: Cell[];
  /** Whether an empty line stands above it. */
  isApart: boolean;
  /** Levels of indentation. */
  depth: number;
  /** Blanks behind the indentation. */
  offset: number;
}

/** A block longer than this is not left on one line. */
const longestInline = 120;

export function linesOf(text: string, items: readonly Item[]): Line[] {
  const lines: Line[] = [];
  const inline = inlineBlocks(text, items);
  const continuations = new Map<Statement, number | undefined>();
  items.forEach((item, index) => {
    const previous = items[index - 1];
    const lineFeeds = previous ? lineFeedsIn(text, previous.end, item.start) : 0;
    const line = lines[lines.length - 1];
    if (line && previous && staysOnLine(item, previous, lineFeeds, inline)) {
      line.cells.push({ item, gap: hasGap(item, previous) ? 1 : 0 });
      return;
    }
    const continued = isContinued(item);
    const isApart = lineFeeds > 1 && !continued && previous?.kind !== 'open' && item.kind !== 'close';
    const { statement } = item;
    if (continued && statement && !continuations.has(statement))
      continuations.set(statement, alignedOffset(text, statement));
    const offset = continued && statement && item.kind === 'argument' ? continuations.get(statement) : undefined;
    const depth = item.depth + (continued && offset === undefined ? 1 : 0);
    lines.push({ cells: [{ item, gap: 0 }], isApart, depth, offset: offset ?? 0 });
  });
  return lines;
}

/** Whether the item goes on a statement that began on a line above. */
function isContinued({ kind, inHead }: Item): boolean {
  return kind === 'argument' || kind === 'semicolon' || (kind === 'comment' && inHead);
}

function staysOnLine(item: Item, previous: Item, lineFeeds: number, inline: ReadonlySet<Statement>): boolean {
  if (previous.kind === 'comment') return false;
  const { kind, statement } = item;
  if (kind === 'comment' || kind === 'argument') return lineFeeds === 0;
  if (kind === 'close') return previous.kind === 'raw' || (statement !== undefined && inline.has(statement));
  if (kind === 'name') return statement?.parent !== undefined && inline.has(statement.parent);
  return true;
}

function hasGap(item: Item, previous: Item): boolean {
  if (item.kind === 'semicolon' || item.kind === 'raw' || previous.kind === 'raw') return false;
  return !(item.kind === 'close' && previous.kind === 'open');
}

/** Blocks that someone has written on one line, short and with nothing nested, stay on one. */
function inlineBlocks(text: string, items: readonly Item[]): Set<Statement> {
  const found = new Set<Statement>();
  for (const { kind, statement } of items) {
    if (kind !== 'open' || statement?.close === undefined || statement.raw) continue;
    const { start, close, body = [] } = statement;
    const isShort = close - start < longestInline && !text.slice(start, close).includes('\n');
    if (isShort && body.every((inner) => inner.body === undefined)) found.add(statement);
  }
  return found;
}

/**
 * Where the arguments on further lines of a statement go, in columns from its name, when someone has put them all below an
 * argument of the first line; undefined where they stand anyhow.
 */
function alignedOffset(text: string, { name, args }: Statement): number | undefined {
  const firstLine = args.findIndex((argument, index) =>
    text.slice(args[index - 1]?.end ?? name.end, argument.start).includes('\n'),
  );
  const above = args.slice(0, firstLine);
  if (above.some((argument) => text.slice(argument.start, argument.end).includes('\n'))) return undefined;
  const columns = args.slice(firstLine).flatMap((argument, index) => {
    const before = args[firstLine + index - 1]?.end ?? name.end;
    return text.slice(before, argument.start).includes('\n') ? [columnOf(text, argument.start)] : [];
  });
  const [column] = columns;
  if (columns.some((other) => other !== column)) return undefined;
  let offset = name.end - name.start;
  for (const argument of above) {
    if (columnOf(text, argument.start) === column) return offset + 1;
    offset += 1 + argument.end - argument.start;
  }
  return undefined;
}

/** Columns from the start of the line, a tab reaching to the next multiple of eight. */
export function columnOf(text: string, offset: number): number {
  let columns = 0;
  for (let at = text.lastIndexOf('\n', offset - 1) + 1; at < offset; at++)
    columns += text.charAt(at) === '\t' ? 8 - (columns % 8) : 1;
  return columns;
}

function lineFeedsIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (text.charAt(at) === '\n') count++;
  return count;
}
