/** A file as one row of words, marks and comments, for the formatter: between two neighbours stands nothing but white space. */
import type { File, Span, Statement } from '../../../types.ts';

export interface Item extends Span {
  kind: 'name' | 'argument' | 'open' | 'close' | 'semicolon' | 'comment' | 'raw';
  /** The statement it belongs to; for a comment the one whose head or block it stands in. */
  statement: Statement | undefined;
  /** How many blocks are around the statement; for a comment around itself. */
  depth: number;
  /** Whether a comment stands between the words of a statement. */
  inHead: boolean;
}

/** The items in the order of the text; undefined where something else than white space is between them. */
export function itemsOf(file: File): Item[] | undefined {
  const { text, tree } = file;
  const items: Item[] = [];
  let comment = 0;
  let place: Pick<Item, 'statement' | 'depth' | 'inHead'> = { statement: undefined, depth: 0, inHead: false };
  const add = (kind: Item['kind'], start: number, end: number, statement: Statement, depth: number): void => {
    for (let next = tree.comments[comment]; next && next.start < start; next = tree.comments[++comment])
      items.push({ kind: 'comment', start: next.start, end: next.end, ...place });
    items.push({ kind, start, end, statement, depth, inHead: false });
  };
  const visit = (statements: readonly Statement[], depth: number, around: Statement | undefined): void => {
    for (const statement of statements) {
      const { name, args, body, open, close, raw, end } = statement;
      add('name', name.start, name.end, statement, depth);
      place = { statement, depth, inHead: true };
      for (const argument of args) add('argument', argument.start, argument.end, statement, depth);
      if (body && open !== undefined && close !== undefined) {
        add('open', open, open + 1, statement, depth);
        place = { statement, depth: depth + 1, inHead: false };
        if (raw) add('raw', raw.start, raw.end, statement, depth);
        else visit(body, depth + 1, statement);
        add('close', close, close + 1, statement, depth);
      } else if (text.charAt(end - 1) === ';') add('semicolon', end - 1, end, statement, depth);
      place = { statement: around, depth, inHead: false };
    }
  };
  visit(tree.statements, 0, undefined);
  for (const { start, end } of tree.comments.slice(comment)) items.push({ kind: 'comment', start, end, ...place });
  return isCovered(text, items) ? items : undefined;
}

function isCovered(text: string, items: readonly Item[]): boolean {
  let last = 0;
  for (const { start, end } of items) {
    if (start < last || !isBlank(text, last, start)) return false;
    last = end;
  }
  return isBlank(text, last, text.length);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!' \t\r\n'.includes(text.charAt(at))) return false;
  return true;
}
