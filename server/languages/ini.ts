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

/** The option whose value may go on in the next line. */
interface OpenOption {
  statement: Statement;
  indentation: number;
  /** Of the value so far; -1 while there is none. */
  start: number;
  end: number;
  /** The pieces of a value that stands on several lines. */
  pieces: Span[] | undefined;
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
  /** For each sign of an inline comment where it stands next: it is looked for once, not on every line. */
  private readonly nextSigns: { sign: string; at: number }[];

  constructor(text: string, dialect: IniDialect) {
    this.text = text;
    this.dialect = dialect;
    this.nextSigns = [...dialect.inlineComments].map((sign) => ({ sign, at: -1 }));
  }

  read(): Tree {
    let start = this.text.startsWith('\uFEFF') ? 1 : 0;
    while (start < this.text.length) {
      const lineFeed = this.text.indexOf('\n', start);
      const next = lineFeed < 0 ? this.text.length : lineFeed + 1;
      let end = lineFeed < 0 ? this.text.length : lineFeed;
      if (end > start && this.text.charCodeAt(end - 1) === 13) end--;
      this.readLine(start, end);
      start = next;
    }
    this.finishOption();
    this.finishSection(this.text.length);
    return { statements: this.statements, comments: this.comments, errors: this.errors };
  }

  private commentIn(start: number, end: number): number {
    let until = end;
    for (const next of this.nextSigns) {
      if (next.at < start) next.at = this.indexOf(next.sign, start);
      for (let { at } = next; at < until; at = this.indexOf(next.sign, at + 1))
        if (at === start || isWhite(this.text, at - 1)) until = at;
    }
    return until;
  }

  private indexOf(sign: string, from: number): number {
    const at = this.text.indexOf(sign, from);
    return at < 0 ? this.text.length : at;
  }

  private readLine(start: number, end: number): void {
    const { text, dialect } = this;
    let first = start;
    while (first < end && isWhite(text, first)) first++;
    if (first >= end) {
      if (dialect.continuation === 'backslash') this.finishOption();
      return;
    }
    // Where a comment behind something begins; else the end.
    const until = this.commentIn(start, end);
    if (dialect.comments.includes(text.charAt(first)) || until <= first) {
      this.comments.push({ start: first, end });
      return;
    }
    const { option } = this;
    const isContinued =
      option !== undefined &&
      (dialect.continuation === 'backslash' ? option.goesOn : first - start > option.indentation);
    if (isContinued) this.addPiece(option, first, until);
    else {
      this.finishOption();
      const length = text.charAt(first) === '[' ? text.slice(first, until).lastIndexOf(']') : -1;
      if (length > 1) this.readSection(start, first, first + length);
      else this.readOption(first, until, first - start);
    }
    if (until < end) this.comments.push({ start: until, end });
  }

  private readSection(start: number, first: number, close: number): void {
    const { text } = this;
    this.finishSection(start);
    const name: Token = { start: first + 1, end: close, text: text.slice(first + 1, close), quote: '' };
    this.section = { start: first, end: text.length, name, args: [], parent: undefined, body: [], open: close };
    this.statements.push(this.section);
  }

  private readOption(first: number, until: number, indentation: number): void {
    const { text } = this;
    const delimiter = this.delimiterIn(first, until);
    const keyEnd = trimmedEnd(text, first, delimiter < 0 ? until : delimiter);
    const name: Token = { start: first, end: keyEnd, text: text.slice(first, keyEnd), quote: '' };
    const statement: Statement = { start: first, end: keyEnd, name, args: [], parent: this.section };
    if (!this.section) this.report(first, until, l10n.t('No section header stands before this line.'));
    if (delimiter < 0) {
      const isHeader = text.charAt(first) === '[';
      this.report(
        first,
        until,
        isHeader
          ? l10n.t('Section header without "]".')
          : l10n.t('"{0}" is no option: "=" and a value are missing.', shortened(name.text)),
      );
    } else if (keyEnd === first)
      this.report(first, until, l10n.t('No name stands before "{0}".', text.charAt(delimiter)));
    if (keyEnd > first) (this.section?.body ?? this.statements).push(statement);
    if (delimiter < 0 || keyEnd === first) return;
    this.option = { statement, indentation, start: -1, end: -1, pieces: undefined, goesOn: false };
    this.addPiece(this.option, delimiter + 1, until);
  }

  private delimiterIn(first: number, until: number): number {
    const { delimiters } = this.dialect;
    for (let at = first; at < until; at++) {
      const code = this.text.charCodeAt(at);
      for (let index = 0; index < delimiters.length; index++) if (delimiters.charCodeAt(index) === code) return at;
    }
    return -1;
  }

  private addPiece(option: OpenOption, from: number, until: number): void {
    let start = from;
    while (start < until && isWhite(this.text, start)) start++;
    const end = trimmedEnd(this.text, start, until);
    option.goesOn = end > start && endsOpen(this.text, start, until);
    if (end <= start) return;
    if (option.start < 0) option.start = start;
    else {
      option.pieces ??= [{ start: option.start, end: option.end }];
      option.pieces.push({ start, end });
    }
    option.end = end;
  }

  /** One token for the whole value, whose text joins the lines as the program does. */
  private finishOption(): void {
    const { option } = this;
    this.option = undefined;
    if (!option || option.start < 0) return;
    const { statement, start, end } = option;
    statement.args = [{ start, end, text: this.valueOf(option), quote: '' }];
    statement.end = end;
  }

  private valueOf({ start, end, pieces }: OpenOption): string {
    const { text, dialect } = this;
    if (dialect.continuation === 'indentation')
      return pieces?.map((piece) => text.slice(piece.start, piece.end)).join('\n') ?? text.slice(start, end);
    return (pieces ?? [{ start, end }]).map((piece) => text.slice(piece.start, piece.end).replace(/\\$/, '')).join(' ');
  }

  /** A section goes on up to the next one, so that its blank lines belong to it. */
  private finishSection(end: number): void {
    if (this.section) this.section.end = end;
  }

  private report(start: number, until: number, message: string): void {
    const end = trimmedEnd(this.text, start, until);
    if (this.errors.length < mostErrors) this.errors.push({ start, end, rule: 'syntax', severity: 'error', message });
  }
}

/** Whether the line ends in a backslash that no other one takes its meaning from; blanks behind it are no line's end. */
function endsOpen(text: string, start: number, end: number): boolean {
  let at = end;
  while (at > start && text.charAt(at - 1) === '\\') at--;
  return (end - at) % 2 === 1;
}

function isWhite(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(text.charAt(at)));
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
