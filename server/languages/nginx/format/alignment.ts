/** Columns of values and of the comments behind them, in runs of statements that stand on one line each. */
import type { FormatStyle } from '../../../types.ts';
import { type Cell, columnOf, type Line } from './lines.ts';

/** A line that may be part of a column: one whole statement, perhaps with a comment behind it. */
interface Row {
  line: Line;
  name: string;
  /** The arguments, and the comment. */
  cells: Cell[];
  comment: Cell | undefined;
}

/** Changes the gaps in the lines. `keep` leaves columns where someone has made them, `all` makes them everywhere. */
export function align(text: string, lines: readonly Line[], alignment: FormatStyle['alignment']): void {
  if (alignment === 'none') return;
  for (const run of runsOf(text, lines)) {
    const most = Math.max(...run.map(({ cells }) => cells.length));
    for (let index = 0; index < most; index++)
      for (const column of columnsOf(text, run, (row) => row.cells[index], alignment, index > 0))
        settle(text, column, alignment);
    for (const column of columnsOf(text, run, (row) => row.comment, alignment, false)) settle(text, column, alignment);
  }
}

/** Rows that follow each other directly. */
function runsOf(text: string, lines: readonly Line[]): Row[][] {
  const runs: Row[][] = [];
  let run: Row[] = [];
  for (const line of lines) {
    const row = rowOf(text, line);
    if (run.length > 0 && (!row || line.isApart || line.depth !== run[0]?.line.depth)) {
      runs.push(run);
      run = [];
    }
    if (row) run.push(row);
  }
  return [...runs, run].filter(({ length }) => length > 1);
}

function rowOf(text: string, line: Line): Row | undefined {
  const [name, ...rest] = line.cells;
  if (name?.item.kind !== 'name') return undefined;
  const cells = rest.filter(({ item }) => item.kind === 'argument');
  const comment = rest.find(({ item }) => item.kind === 'comment');
  const ends = rest.filter(({ item }) => item.kind === 'semicolon').length;
  if (ends !== 1 || cells.length + ends + (comment ? 1 : 0) !== rest.length) return undefined;
  if (text.slice(name.item.start, (comment ?? rest[rest.length - 1])?.item.end).includes('\n')) return undefined;
  return { line, name: text.slice(name.item.start, name.item.end), cells, comment };
}

interface Entry {
  row: Row;
  cell: Cell;
}

/** The columns that the chosen cells form: those of neighbouring rows that stand below each other, or for `all` belong together. */
function columnsOf(
  text: string,
  run: readonly Row[],
  choose: (row: Row) => Cell | undefined,
  alignment: FormatStyle['alignment'],
  sameName: boolean,
): Entry[][] {
  const columns: Entry[][] = [];
  let column: Entry[] = [];
  for (const row of run) {
    const cell = choose(row);
    const last = column[column.length - 1];
    const belongs =
      cell !== undefined &&
      last !== undefined &&
      (alignment === 'all'
        ? !sameName || row.name === last.row.name
        : offsetBefore(text, row, cell) === offsetBefore(text, last.row, last.cell));
    if (!belongs && column.length > 0) {
      columns.push(column);
      column = [];
    }
    if (cell) column.push({ row, cell });
  }
  return [...columns, column].filter(({ length }) => length > 1);
}

/** Columns from the statement's name to the cell as the text stands. */
function offsetBefore(text: string, row: Row, { item }: Cell): number {
  return columnOf(text, item.start) - columnOf(text, row.line.cells[0]?.item.start ?? item.start);
}

function settle(text: string, column: readonly Entry[], alignment: FormatStyle['alignment']): void {
  const isWide = column.some(({ cell }) =>
    /[\t ]{2}|\t/.test(text.slice(Math.max(0, cell.item.start - 2), cell.item.start)),
  );
  if (alignment === 'keep' && !isWide) return;
  const ends = column.map(({ row, cell }) => endBefore(row, cell));
  const [first] = column;
  const kept = alignment === 'keep' && first ? offsetBefore(text, first.row, first.cell) : 0;
  const offset = Math.max(kept, ...ends.map((end) => end + 1));
  column.forEach(({ cell }, index) => {
    cell.gap = offset - (ends[index] ?? 0);
  });
}

/** Columns from the start of the statement to the end of what stands before the cell, as the line will be. */
function endBefore({ line }: Row, cell: Cell): number {
  let end = 0;
  for (const { item, gap } of line.cells) {
    if (item === cell.item) break;
    end += gap + item.end - item.start;
  }
  return end;
}
