/**
 * Sections of `key = value` lines, for the languages that share the form. A section is a statement whose name is what stands
 * between the brackets and whose body are its options; an option's one argument is its value as the program reads it.
 */
import * as l10n from '@vscode/l10n';
import { cursorInStatements } from '../cursor.ts';
import type { Cursor, Edit, File, FormatStyle, Problem, Span, Statement, Token, Tree } from '../types.ts';

/** How one program reads the form. */
export interface IniDialect {
  /** Characters that make a line a comment when they come first. */
  comments: string;
  /** Characters that begin a comment behind anything when white space stands before them. */
  inlineComments: string;
  /** Characters that part a key from its value. */
  delimiters: string;
  /** What makes the next line part of a value: deeper indentation (Python's configparser) or a backslash at the end (systemd). */
  continuation: 'indentation' | 'backslash';
}

const mostErrors = 500;

interface Line extends Span {
  /** Columns of white space before the first other character. */
  indentation: number;
  first: number;
  /** Where a comment behind something begins; else the end. */
  until: number;
}

interface OpenOption {
  statement: Statement;
  indentation: number;
  pieces: Span[];
  goesOn: boolean;
}

export function parseIni(text: string, dialect: IniDialect): Tree {
  return new IniReader(text, dialect).read();
}

class IniReader {
  private readonly text: string;
  private readonly dialect: IniDialect;
  private readonly statements: Statement[] = [];
  private readonly comments: Span[] = [];
  private readonly errors: Problem[] = [];
  private section: Statement | undefined;
  private option: OpenOption | undefined;

  constructor(text: string, dialect: IniDialect) {
    this.text = text;
    this.dialect = dialect;
  }

  read(): Tree {
    let start = this.text.startsWith('\uFEFF') ? 1 : 0;
    while (start < this.text.length) {
      const lineFeed = this.text.indexOf('\n', start);
      const next = lineFeed < 0 ? this.text.length : lineFeed + 1;
      let end = lineFeed < 0 ? this.text.length : lineFeed;
      if (end > start && this.text.charCodeAt(end - 1) === 13) end--;
      this.readLine(this.lineOf(start, end));
      start = next;
    }
    this.finishOption();
    this.finishSection(this.text.length);
    return { statements: this.statements, comments: this.comments, errors: this.errors };
  }

  private lineOf(start: number, end: number): Line {
    let first = start;
    while (first < end && isWhite(this.text, first)) first++;
    return { start, end, first, indentation: first - start, until: this.commentIn(start, end) };
  }

  private commentIn(start: number, end: number): number {
    const { inlineComments } = this.dialect;
    if (inlineComments === '') return end;
    for (let at = start; at < end; at++)
      if (inlineComments.includes(this.text.charAt(at)) && (at === start || isWhite(this.text, at - 1))) return at;
    return end;
  }

  private readLine(line: Line): void {
    const { text, dialect } = this;
    if (line.first >= line.end) {
      if (dialect.continuation === 'backslash') this.finishOption();
      return;
    }
    if (dialect.comments.includes(text.charAt(line.first)) || line.until <= line.first) {
      this.comments.push({ start: line.first, end: line.end });
      return;
    }
    const isContinued =
      this.option !== undefined &&
      (dialect.continuation === 'backslash' ? this.option.goesOn : line.indentation > this.option.indentation);
    if (this.option && isContinued) this.addPiece(this.option, line.first, line);
    else {
      this.finishOption();
      if (text.charAt(line.first) === '[' && text.lastIndexOf(']', line.until - 1) > line.first + 1)
        this.readSection(line);
      else this.readOption(line);
    }
    if (line.until < line.end) this.comments.push({ start: line.until, end: line.end });
  }

  private readSection(line: Line): void {
    const { text } = this;
    this.finishSection(line.start);
    const close = text.lastIndexOf(']', line.until - 1);
    const name: Token = { start: line.first + 1, end: close, text: text.slice(line.first + 1, close), quote: '' };
    this.section = { start: line.first, end: text.length, name, args: [], parent: undefined, body: [], open: close };
    this.statements.push(this.section);
  }

  private readOption(line: Line): void {
    const { text } = this;
    const delimiter = this.delimiterIn(line);
    const keyEnd = trimmedEnd(text, line.first, delimiter < 0 ? line.until : delimiter);
    const name: Token = { start: line.first, end: keyEnd, text: text.slice(line.first, keyEnd), quote: '' };
    const statement: Statement = { start: line.first, end: keyEnd, name, args: [], parent: this.section };
    const span = { start: line.first, end: trimmedEnd(text, line.first, line.until) };
    if (!this.section) this.report(span, l10n.t('No section header stands before this line.'));
    if (delimiter < 0) {
      const isHeader = text.charAt(line.first) === '[';
      this.report(
        span,
        isHeader
          ? l10n.t('Section header without "]".')
          : l10n.t('"{0}" is no option: "=" and a value are missing.', shortened(name.text)),
      );
    } else if (keyEnd === line.first) this.report(span, l10n.t('No name stands before "{0}".', text.charAt(delimiter)));
    if (keyEnd > line.first) (this.section?.body ?? this.statements).push(statement);
    if (delimiter < 0 || keyEnd === line.first) return;
    this.option = { statement, indentation: line.indentation, pieces: [], goesOn: false };
    this.addPiece(this.option, delimiter + 1, line);
  }

  private delimiterIn({ first, until }: Line): number {
    for (let at = first; at < until; at++) if (this.dialect.delimiters.includes(this.text.charAt(at))) return at;
    return -1;
  }

  private addPiece(option: OpenOption, from: number, { until }: Line): void {
    let start = from;
    while (start < until && isWhite(this.text, start)) start++;
    const end = trimmedEnd(this.text, start, until);
    option.goesOn = end > start && this.text.charAt(end - 1) === '\\';
    if (end > start) option.pieces.push({ start, end });
  }

  /** One token for the whole value, whose text joins the lines as the program does. */
  private finishOption(): void {
    const { option, dialect } = this;
    this.option = undefined;
    const first = option?.pieces[0];
    const last = option?.pieces[option.pieces.length - 1];
    if (!option || !first || !last) return;
    const read = option.pieces.map(({ start, end }) => this.text.slice(start, end));
    const text =
      dialect.continuation === 'backslash' ? read.map((line) => line.replace(/\\$/, '')).join(' ') : read.join('\n');
    option.statement.args.push({ start: first.start, end: last.end, text, quote: '' });
    option.statement.end = last.end;
  }

  /** A section goes on up to the next one, so that its blank lines belong to it. */
  private finishSection(end: number): void {
    if (this.section) this.section.end = end;
  }

  private report(span: Span, message: string): void {
    if (this.errors.length < mostErrors) this.errors.push({ ...span, rule: 'syntax', severity: 'error', message });
  }
}

function isWhite(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isWhite(text, at - 1)) at--;
  return at;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** As `cursor.ts` tells it; on a header the brackets belong to the name. */
export function cursorInIni(file: File, offset: number): Cursor {
  const cursor = cursorInStatements(file, offset);
  const { role, statement, token } = cursor;
  if (role !== 'name' || !statement?.body || !token) return cursor;
  const close = file.text.charAt(token.end) === ']' ? 1 : 0;
  const whole = { start: token.start - 1, end: token.end + close };
  return { ...cursor, token: { ...token, ...whole, text: file.text.slice(whole.start, whole.end) } };
}

/** Names begin their line, `=` has blanks around it or not as most of the file has them, an empty line parts sections. */
export function formatIni(file: File, { alignment }: FormatStyle): readonly Edit[] {
  const { text, tree } = file;
  const options = tree.statements.flatMap((statement) => statement.body ?? [statement]);
  const gaps = options.flatMap((option) => gapOf(text, option) ?? []);
  const isAligned = alignment === 'keep' && gaps.some(({ start, end }) => /[ \t]{2}|\t/.test(text.slice(start, end)));
  const spaced = gaps.filter(({ start, end }) => /^[ \t]/.test(text.slice(start, end))).length * 2 > gaps.length;
  const edits = isAligned ? [] : gaps.flatMap((gap) => spacedGap(text, gap, spaced));
  return [...edits, ...blankEdits(text, tree)].sort((one, other) => one.start - other.start);
}

/** From the end of the name to the value, on one line. */
function gapOf(text: string, { name, args }: Statement): Span | undefined {
  const [value] = args;
  if (!value || text.slice(name.end, value.start).includes('\n')) return undefined;
  return { start: name.end, end: value.start };
}

function spacedGap(text: string, { start, end }: Span, spaced: boolean): Edit[] {
  const blanks = text.slice(start, end);
  const sign = start + blanks.search(/\S/);
  const blank = spaced ? ' ' : '';
  return [
    { start, end: sign, text: blank },
    { start: sign + 1, end, text: blank },
  ].filter((edit) => text.slice(edit.start, edit.end) !== edit.text);
}

/** White space at the ends of lines goes, and of empty lines one is left, but none inside a value, where each may count. */
function blankEdits(text: string, tree: Tree): Edit[] {
  const kept = [
    ...tree.statements.flatMap(({ body, args }) => [...args, ...(body ?? []).flatMap((option) => option.args)]),
    ...tree.comments,
  ];
  kept.sort((one, other) => one.start - other.start);
  const edits: Edit[] = [];
  let next = 0;
  let empty = 0;
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? text.length : lineFeed;
    const lineEnd = text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end;
    const blanks = trimmedBlanks(text, start, lineEnd);
    while (kept[next] && (kept[next]?.end ?? 0) <= blanks) next++;
    const isKept = (kept[next]?.start ?? text.length) < lineEnd;
    empty = blanks === start && !isKept ? empty + 1 : 0;
    if (empty > 1 && lineFeed >= 0) edits.push({ start, end: lineFeed + 1, text: '' });
    else if (blanks < lineEnd && !isKept) edits.push({ start: blanks, end: lineEnd, text: '' });
    start = end + 1;
  }
  return edits;
}

function trimmedBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && ' \t'.includes(text.charAt(at - 1))) at--;
  return at;
}
