/** `name: command` lines, read so that a slip in one does not hide what it was meant as; `readers.ts` says what programs take. */
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Token, Tree } from '../../types.ts';

/** A line that is neither blank nor a comment, without the blanks at its ends. */
export interface Line extends Span {
  /** Where it begins in the file, blanks and all. */
  lineStart: number;
  /** The entry that it is or was meant as. */
  entry?: Statement;
  /** From the end of the entry's name to its command. */
  sign?: Span;
  /** The line above ends in a backslash, as if this one belonged to it. */
  isContinued: boolean;
}

const read = Symbol('lines');

export function linesOf({ tree }: { tree: Tree & { [read]?: readonly Line[] } }): readonly Line[] {
  return tree[read] ?? [];
}

export function parse(text: string): Tree {
  const statements: Statement[] = [];
  const comments: Span[] = [];
  const errors: Problem[] = [];
  const lines: Line[] = [];
  const isMarked = text.startsWith('\uFEFF');
  if (isMarked && text.length > 1) errors.push(byteOrderMark());
  let goesOn = false;
  for (let lineStart = isMarked ? 1 : 0; lineStart < text.length; ) {
    const lineFeed = text.indexOf('\n', lineStart);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    const span = trimmed(text, lineStart, next);
    if (span.start < span.end && text.charAt(span.start) === '#' && !goesOn) comments.push(span);
    else if (span.start < span.end) {
      const line: Line = { ...span, lineStart, isContinued: goesOn, ...(!goesOn && entryOf(text, span)) };
      lines.push(line);
      if (line.entry) statements.push(line.entry);
      goesOn = /(?<!\\)(?:\\\\)*\\$/.test(text.slice(Math.max(span.start, span.end - 100), span.end));
    } else goesOn = false;
    lineStart = next;
  }
  const tree = { statements, comments, errors };
  Object.defineProperty(tree, read, { value: lines });
  return tree;
}

function byteOrderMark(): Problem {
  return {
    start: 0,
    end: 1,
    rule: 'syntax',
    severity: 'error',
    message: l10n.t('A byte order mark stands before the first entry, which is passed over for it.'),
    fixes: [{ title: l10n.t('Remove the byte order mark'), edits: [{ start: 0, end: 1, text: '' }], preferred: true }],
  };
}

/** A name, then a colon or what is taken for one; the name of an equals sign has no dots, which addresses have. */
const entry = /([\w.-]+)(\s*[:=]\s*)/y;

function entryOf(text: string, { start, end }: Span): Pick<Line, 'entry' | 'sign'> {
  entry.lastIndex = start;
  const [whole, word, sign] = entry.exec(text) ?? [];
  if (whole === undefined || word === undefined || sign === undefined || start + whole.trimEnd().length > end)
    return {};
  const name: Token = { start, end: start + word.length, text: word, quote: '' };
  const from = Math.min(start + whole.length, end);
  const args: Token[] = from < end ? [{ start: from, end, text: text.slice(from, end), quote: '' }] : [];
  if (sign.includes('=') && args.length === 0) return {};
  const statement: Statement = { start, end: args.length > 0 ? end : name.end, name, args, parent: undefined };
  return { entry: statement, sign: { start: name.end, end: from } };
}

function trimmed(text: string, lineStart: number, lineEnd: number): Span {
  let start = lineStart;
  let end = lineEnd;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  while (start < end && /\s/.test(text.charAt(start))) start++;
  return { start, end };
}
