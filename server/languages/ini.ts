/**
 * Sections of `key = value` lines, for the languages that share the form. A section is a statement whose name is what stands
 * between the brackets and whose body are its options; an option's one argument is its value as the program reads it.
 */
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Token, Tree } from '../types.ts';

export interface IniDialect {
  /** Characters that make a line a comment when they come first. */
  comments: string;
  /** Characters that begin a comment behind a value when a blank stands before them. */
  inlineComments: string;
  /** Characters that part a key from its value. */
  delimiters: string;
  /** What makes the next line part of a value: deeper indentation (Python's configparser) or a backslash at the end (systemd). */
  continuation: 'indentation' | 'backslash';
}

interface Line extends Span {
  /** Columns of blanks before the first other character. */
  indentation: number;
  first: number;
}

export function parseIni(text: string, dialect: IniDialect): Tree {
  const statements: Statement[] = [];
  const comments: Span[] = [];
  const errors: Problem[] = [];
  let section: Statement | undefined;
  let option: { statement: Statement; indentation: number; pieces: Span[]; goesOn: boolean } | undefined;

  const report = (span: Span, message: string): void => {
    if (errors.length < mostErrors) errors.push({ ...span, rule: 'syntax', severity: 'error', message });
  };
  const finishOption = (): void => {
    if (option) setValue(text, option.statement, option.pieces, dialect);
    option = undefined;
  };

  for (const line of lines(text)) {
    if (line.first >= line.end) {
      if (dialect.continuation === 'backslash') finishOption();
      continue;
    }
    const isComment = dialect.comments.includes(text.charAt(line.first));
    const isValue =
      option !== undefined &&
      (dialect.continuation === 'backslash' ? option.goesOn : line.indentation > option.indentation);
    if (isComment) {
      comments.push({ start: line.first, end: line.end });
      continue;
    }
    if (option && isValue) {
      const piece = valueSpan(text, line.first, line.end, dialect, comments);
      option.pieces.push(piece);
      option.goesOn = text.charAt(piece.end - 1) === '\\';
      continue;
    }
    finishOption();
    if (text.charAt(line.first) === '[') {
      const close = text.lastIndexOf(']', line.end - 1);
      if (close <= line.first) {
        report(line, l10n.t('Section header without "]".'));
        continue;
      }
      if (section) section.end = trimmedEnd(text, section.start, line.start);
      const name: Token = { start: line.first + 1, end: close, text: text.slice(line.first + 1, close), quote: '' };
      section = { start: line.first, end: text.length, name, args: [], parent: undefined, body: [], open: close };
      statements.push(section);
      collectComment(text, close + 1, line.end, dialect, comments);
      continue;
    }
    const delimiter = firstOf(text, line.first, line.end, dialect.delimiters);
    const keyEnd = trimmedEnd(text, line.first, delimiter < 0 ? line.end : delimiter);
    const name: Token = { start: line.first, end: keyEnd, text: text.slice(line.first, keyEnd), quote: '' };
    const statement: Statement = { start: line.first, end: keyEnd, name, args: [], parent: section };
    (section?.body ?? statements).push(statement);
    if (!section) report(line, l10n.t('No section header stands before this line.'));
    if (delimiter < 0) {
      report(line, l10n.t('"{0}" is no option: "=" and a value are missing.', name.text));
      continue;
    }
    statement.end = delimiter + 1;
    const piece = valueSpan(text, delimiter + 1, line.end, dialect, comments);
    const goesOn = piece.end > piece.start && text.charAt(piece.end - 1) === '\\';
    option = { statement, indentation: line.indentation, pieces: [piece], goesOn };
  }
  finishOption();
  if (section) section.end = Math.max(section.end, trimmedEnd(text, section.start, text.length));
  return { statements, comments, errors };
}

const mostErrors = 500;

function* lines(text: string): Iterable<Line> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    let end = lineFeed < 0 ? text.length : lineFeed;
    if (text.charCodeAt(end - 1) === 13 && end > start) end--;
    let first = start;
    while (first < end && (text.charAt(first) === ' ' || text.charAt(first) === '\t')) first++;
    yield { start, end, first, indentation: first - start };
    start = next;
  }
}

/** The value between the offsets without the blanks around it and the comment behind it. */
function valueSpan(text: string, start: number, end: number, dialect: IniDialect, comments: Span[]): Span {
  let first = start;
  while (first < end && /\s/.test(text.charAt(first))) first++;
  const until = collectComment(text, start, end, dialect, comments);
  return { start: Math.min(first, until), end: Math.max(Math.min(first, until), trimmedEnd(text, first, until)) };
}

/** Where the comment behind a value begins, which is kept; else the end. */
function collectComment(text: string, start: number, end: number, dialect: IniDialect, comments: Span[]): number {
  if (dialect.inlineComments === '') return end;
  for (let at = start; at < end; at++) {
    if (!dialect.inlineComments.includes(text.charAt(at)) || !/\s/.test(text.charAt(at - 1))) continue;
    comments.push({ start: at, end });
    return at;
  }
  return end;
}

function firstOf(text: string, start: number, end: number, characters: string): number {
  for (let at = start; at < end; at++) if (characters.includes(text.charAt(at))) return at;
  return -1;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

/** One token for the whole value, whose text joins the lines as the program does. */
function setValue(text: string, statement: Statement, pieces: readonly Span[], dialect: IniDialect): void {
  const filled = pieces.filter((piece) => piece.end > piece.start);
  const first = filled[0];
  const last = filled[filled.length - 1];
  if (!first || !last) return;
  const read = filled.map((piece) => text.slice(piece.start, piece.end));
  const joined =
    dialect.continuation === 'backslash' ? read.map((line) => line.replace(/\\$/, '')).join(' ') : read.join('\n');
  statement.args.push({ start: first.start, end: last.end, text: joined, quote: '' });
  statement.end = last.end;
}
