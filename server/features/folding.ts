/** Folding: blocks, runs of comment lines, and `# region` … `# endregion`. */
import type { File, Span, Statement } from '../types.ts';

export interface Fold extends Span {
  kind?: 'comment' | 'region';
}

export function folds(file: File): Fold[] {
  const found: Fold[] = [];
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      const { body, open, close, end } = statement;
      if (!body || open === undefined) continue;
      const lineFeed = lineFeedIn(file.text, open, close ?? end);
      if (lineFeed === undefined) continue;
      const last = close === undefined ? trimmedEnd(file.text, open, end) : lastOffsetOfLineBefore(file.text, close);
      if (lineFeed < last) found.push({ start: statement.start, end: last });
      visit(body);
    }
  };
  visit(file.tree.statements);
  return [...found, ...commentFolds(file)];
}

function commentFolds({ text, tree }: File): Fold[] {
  const found: Fold[] = [];
  const regions: Span[] = [];
  let run: Span | undefined;
  const endRun = (): void => {
    if (run && lineFeedIn(text, run.start, run.end) !== undefined) found.push({ ...run, kind: 'comment' });
    run = undefined;
  };
  for (const comment of tree.comments) {
    const mark = /^[#;]+\s*(end)?region\b/.exec(text.slice(comment.start, comment.end));
    if (mark) {
      const opened = mark[1] === undefined ? undefined : regions.pop();
      if (opened) found.push({ start: opened.start, end: comment.end, kind: 'region' });
      else if (mark[1] === undefined) regions.push(comment);
      continue;
    }
    if (run && /^\r?\n[ \t]*$/.test(text.slice(run.end, comment.start))) run = { start: run.start, end: comment.end };
    else {
      endRun();
      if (/(^|\n)[ \t]*$/.test(text.slice(Math.max(0, comment.start - 200), comment.start))) run = { ...comment };
    }
  }
  endRun();
  return found;
}

/** A section goes on to the header of the next one, whose line stays in sight, as do the empty lines before it. */
function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

/** The closing brace's own line stays in sight. */
function lastOffsetOfLineBefore(text: string, offset: number): number {
  const lineFeed = text.lastIndexOf('\n', offset - 1);
  return lineFeed < 0 ? offset : text.charCodeAt(lineFeed - 1) === 13 ? lineFeed - 1 : lineFeed;
}

/** The first one, looked for no further than the end. */
function lineFeedIn(text: string, start: number, end: number): number | undefined {
  const index = text.slice(start, end).indexOf('\n');
  return index < 0 ? undefined : start + index;
}
