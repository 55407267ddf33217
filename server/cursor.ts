/** What stands under an offset: the one question that hover, completion and the rest share. */

import type { Cursor, File, Span, Statement } from './types.ts';
import { contextOf } from './walk.ts';

export function cursorAt(file: File, offset: number): Cursor {
  return file.language.cursorAt?.(file, offset) ?? cursorInStatements(file, offset);
}

/** By the shape of statements, their blocks and the comments between them. */
export function cursorInStatements(file: File, offset: number): Cursor {
  const { tree, text } = file;
  const comment = lastBefore(tree.comments, offset - 1);
  let parent: Statement | undefined;
  let siblings: readonly Statement[] = tree.statements;
  for (;;) {
    const statement = lastBefore(siblings, offset);
    if (statement && isInside(statement, offset)) {
      parent = statement;
      siblings = statement.body ?? [];
      continue;
    }
    const context = contextOf(file, parent);
    if (comment && offset <= comment.end)
      return { role: 'comment', context, index: -1, ...(parent && { statement: parent }) };
    if (!statement || !isHead(statement, offset, text))
      return { role: 'blank', context, index: -1, ...(parent && { statement: parent }) };
    return inHead(file, statement, context, offset);
  }
}

function inHead(file: File, statement: Statement, context: string, offset: number): Cursor {
  const { name, args } = statement;
  if (offset <= name.end) return { role: 'name', context, statement, token: name, index: -1 };
  let index = 0;
  for (const token of args) {
    if (offset < token.start) break;
    if (offset <= token.end) {
      const part = file.language.partAt?.(file, token, offset);
      return { role: 'argument', context, statement, token, index, ...(part && { part }) };
    }
    index++;
  }
  return { role: 'argument', context, statement, index };
}

/** The last of the spans, which stand in order, that begins at or before the offset. */
function lastBefore<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}

function isInside(statement: Statement, offset: number): boolean {
  const { open, close, end } = statement;
  if (open === undefined || offset <= open) return false;
  return offset <= (close ?? end);
}

/** Whether the offset touches the statement before its body, or stands on the same line behind one that is not ended yet. */
function isHead(statement: Statement, offset: number, text: string): boolean {
  if (statement.open !== undefined) return offset <= statement.open;
  if (offset < statement.end) return true;
  const last = statement.args[statement.args.length - 1] ?? statement.name;
  if (statement.end > last.end) return false;
  return !/[\n;{}]/.test(text.slice(last.end, offset));
}
