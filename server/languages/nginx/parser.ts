/**
 * nginx's configuration as a tree. Words and statements are read as ngx_conf_read_token (src/core/ngx_conf_file.c) reads them;
 * where nginx would stop at an error, this goes on with what the author most likely meant, so that one fault costs one error.
 */
import * as l10n from '@vscode/l10n';
import type { Fix, Problem, Span, Statement, Token, Tree } from '../../types.ts';
import { skipLua } from './lua.ts';
import { type DirectiveRecord, dataBlocks, directives, isLuaBlock, takes } from './reference.ts';

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const doubleQuote = 34;
const hash = 35;
const dollar = 36;
const singleQuote = 39;
const closeParenthesis = 41;
const semicolon = 59;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const byteOrderMark = 0xfeff;

/** The characters that end a word, or mean something in it. */
const isMark = new Uint8Array(128);
for (const code of [tab, lineFeed, carriageReturn, space, dollar, semicolon, backslash, openBrace]) isMark[code] = 1;
const lastMark = openBrace;

/** nginx reads a file through a buffer of this many bytes, and a word or comment must fit into it. */
const bufferSize = 4096;

/** Directives that refuse what is no word of theirs, so that a line which they swallow is none of their arguments. */
const strict = new Set([
  'access_log',
  'error_log',
  'error_page',
  'if',
  'limit_except',
  'listen',
  'location',
  'resolver',
  'server',
]);

/** The blocks in which some blocks stand, and no deeper; none for those of the top level. */
const homesOf: Readonly<Record<string, readonly string[]>> = {
  events: [],
  http: [],
  mail: [],
  map: ['http', 'stream'],
  server: ['http', 'mail', 'rtmp', 'stream', 'upstream'],
  stream: [],
  upstream: ['http', 'stream'],
};

/** Blocks within blocks beyond this are read but not kept: no real file comes near, and what walks the tree may recurse. */
const deepest = 200;

/** nginx stops at its first error; a text that is no configuration at all need not be told more often than this. */
const mostErrors = 500;

/** Each block of Lua that never ends is found out at the end of the text; after so many, indentation alone tells. */
const mostEndlessLua = 10;

export function parse(text: string): Tree {
  const tree = new Reader(text, 0, 0).read();
  if (tree.unclosed === 0 && tree.surplus === 0) return tree;
  // Braces do not match: read again and take the indentation as a witness of where one is missing or too many.
  return new Reader(text, tree.unclosed, tree.surplus).read();
}

/**
 * The code units of the text, which are quicker to come by in an array than in a string: a text that has just been changed is a
 * chain of pieces, and each look at it would start from there.
 */
function codesOf(text: string): Uint8Array | Uint16Array {
  const bytes = new Uint8Array(text.length);
  if (new TextEncoder().encodeInto(text, bytes).read === text.length) return bytes;
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return units;
}

class Reader {
  private readonly text: string;
  private readonly codes: Uint8Array | Uint16Array;
  private position = 0;
  private missing: number;
  private extra: number;
  private readonly statements: Statement[] = [];
  private readonly comments: Span[] = [];
  private readonly errors: Problem[] = [];
  private siblings: Statement[] = this.statements;
  private parent: Statement | undefined;
  /** The words of the statement that is being read: the first `count`, for the array is used again. */
  private words: Token[] = [];
  private count = 0;
  /** Indexes of the words of this statement that begin a line. */
  private lineStarts: number[] | undefined;
  private surplus = 0;
  private depth = 0;
  /** Open blocks beyond the depth that is kept. */
  private tooDeep = 0;
  /** Where the last word ends that lacks its closing quote. */
  private unclosedQuote = -1;
  private lineFeeds: number[] | undefined;
  private endlessLua = 0;
  private hasTemplateMarks: boolean | undefined;

  /** `missing` and `extra`: how many closing braces the indentation may add or take away. */
  constructor(text: string, missing: number, extra: number) {
    this.text = text;
    this.codes = codesOf(text);
    this.missing = missing;
    this.extra = extra;
  }

  read(): Tree & { unclosed: number; surplus: number } {
    if (this.text.charCodeAt(0) === byteOrderMark) {
      this.position = 1;
      if (this.text.length > 1) {
        this.report(
          { start: 0, end: 1 },
          l10n.t('Unknown directive: nginx reads the byte order mark as part of the first word.'),
          [{ title: l10n.t('Remove the byte order mark'), edits: [{ start: 0, end: 1, text: '' }], preferred: true }],
        );
      }
    }
    this.readStatements();
    if (this.count > 0) this.finishUnterminated(true);
    const unclosed = this.depth;
    if (this.parent) this.reportUnclosed(this.parent);
    for (let block = this.parent; block; block = block.parent) block.end = this.text.length;
    return {
      statements: this.statements,
      comments: this.comments,
      errors: this.errors,
      unclosed,
      surplus: this.surplus,
    };
  }

  private readStatements(): void {
    const { text, codes } = this;
    const { length } = codes;
    while (this.position < length) {
      let start = this.position;
      let code = codes[start] as number;
      let lineBreak = false;
      while (code === space || code === lineFeed || code === tab || code === carriageReturn) {
        if (code === lineFeed) lineBreak = true;
        code = codes[++start] as number;
      }
      this.position = start;
      if (start >= length) return;
      if (code === semicolon) {
        this.position++;
        if (this.count > 0) this.finish(this.position);
        else this.reportUnexpected(start, ';', true);
      } else if (code === openBrace) {
        this.position++;
        this.openBlock(start);
      } else if (code === closeBrace) {
        this.position++;
        this.closeBlock(start);
      } else if (code === hash) {
        let end = text.indexOf('\n', start);
        if (end < 0) end = length;
        this.position = end;
        if (codes[end - 1] === carriageReturn) end--;
        this.comments.push({ start, end });
        if (end - start > bufferSize / 3) this.checkLength(start, end);
      } else {
        if (this.count === 0 && this.missing > 0) {
          this.closeByIndentation(start);
          this.closeByName(start);
        }
        if (lineBreak && this.count > 0) {
          this.lineStarts ??= [];
          this.lineStarts.push(this.count);
        }
        const word = this.readWord(start, code);
        this.words[this.count++] = word.quote === '' ? word : this.withGlued(word);
      }
    }
  }

  private readWord(start: number, first: number): Token {
    if (first === doubleQuote || first === singleQuote) return this.readQuoted(start, first);
    const { text, codes } = this;
    const { length } = codes;
    let position = start;
    let escaped = false;
    let variableBrace = -1;
    let count: Span | undefined;
    for (; position < length; position++) {
      const code = codes[position] as number;
      if (code > lastMark || !isMark[code]) continue;
      if (code === backslash) {
        escaped = true;
        position++;
      } else if (code === dollar) {
        while (codes[position + 1] === openBrace) variableBrace = ++position;
      } else if (code === openBrace) {
        const end = this.regexCount(position);
        if (end < 0) break;
        count ??= { start: position, end };
        position = end - 1;
      } else break;
    }
    const end = Math.min(position, length);
    this.position = end;
    if (count) this.reportUnquoted(count, { start, end });
    if (variableBrace >= 0 && variableBrace === end - 1 && codes[end - 2] === dollar && this.beginsBlock())
      return this.readBeforeBrace(start, end - 1);
    if (end - start > bufferSize / 3) this.checkLength(start, end);
    const source = text.slice(start, end);
    return { start, end, text: escaped ? withoutEscapes(source) : source, quote: '' };
  }

  /** Whether the statement being read can only be the header of a block. */
  private beginsBlock(): boolean {
    const name = this.count > 0 ? this.words[0]?.text : undefined;
    return name !== undefined && (this.recordsOf(name)?.every((record) => record.block) ?? false);
  }

  /** A pattern's `$` with the block's `{` against it: nginx reads the beginning of a variable. */
  private readBeforeBrace(start: number, brace: number): Token {
    this.report(
      { start: brace - 1, end: brace + 1 },
      l10n.t('"{0}" begins a variable here: a space is missing before "{1}".', '${', '{'),
      [{ title: l10n.t('Insert a space'), edits: [{ start: brace, end: brace, text: ' ' }], preferred: true }],
    );
    this.position = brace;
    return { start, end: brace, text: withoutEscapes(this.text.slice(start, brace)), quote: '' };
  }

  /** Where a pattern's `{3}` or `{1,2}` ends that stands unquoted where no block can begin so; else -1. */
  private regexCount(open: number): number {
    const name = this.count > 0 ? this.words[0]?.text : undefined;
    if (name === undefined ? !dataBlocks.has(this.parent?.name.text ?? '') : dataBlocks.has(name)) return -1;
    const { text } = this;
    let position = open + 1;
    while (position < text.length && /[\d,]/.test(text.charAt(position))) position++;
    return position > open + 1 && text.charCodeAt(position) === closeBrace ? position + 1 : -1;
  }

  private reportUnquoted(count: Span, { start, end }: Span): void {
    const mark = this.text.slice(start, end).includes('"') ? "'" : '"';
    this.report(count, l10n.t('"{0}" begins a block here: a pattern with braces must be in quotes.', '{'), [
      {
        title: l10n.t('Put the pattern in quotes'),
        edits: [
          { start, end: start, text: mark },
          { start: end, end, text: mark },
        ],
        preferred: true,
      },
    ]);
  }

  private readQuoted(start: number, quote: number): Token {
    const { text } = this;
    const { length } = text;
    let position = start + 1;
    let escaped = false;
    while (position < length) {
      const code = text.charCodeAt(position);
      if (code === quote) break;
      if (code === backslash) {
        escaped = true;
        position++;
      }
      position++;
    }
    const mark = quote === doubleQuote ? '"' : "'";
    const closed = position < length;
    const isCut = !this.mayFollowQuote(text.charCodeAt(position + 1), position + 1);
    if (!closed || (isCut && text.slice(start, position).includes('\n')))
      return this.readUnclosed(start, this.lineEnd(start), mark);
    const end = position + 1;
    this.position = end;
    if (end - start > bufferSize / 3) this.checkLength(start + 1, position);
    const source = text.slice(start + 1, position);
    return { start, end, text: escaped ? withoutEscapes(source) : source, quote: mark };
  }

  /** A quoted word with what stands against its closing quote: nginx refuses that, and people mean one word. */
  private withGlued(word: Token): Token {
    let { end, text } = word;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (code === closeBrace || this.mayFollowQuote(code, end)) return { ...word, end, text };
      if (end === word.end) {
        const mark = this.text.charAt(end);
        this.report({ start: end, end: end + 1 }, l10n.t('Unexpected "{0}" after a closing quote.', mark));
      }
      if (code === hash) return { ...word, end, text };
      const rest = this.readWord(end, code);
      end = rest.end;
      text += rest.text;
    }
  }

  private mayFollowQuote(code: number, offset: number): boolean {
    return (
      offset >= this.text.length ||
      code === space ||
      code === lineFeed ||
      code === carriageReturn ||
      code === tab ||
      code === semicolon ||
      code === openBrace ||
      code === closeParenthesis
    );
  }

  /** A quote without its partner: the word is taken to end with its line. */
  private readUnclosed(start: number, lineEnd: number, mark: '"' | "'"): Token {
    let end = lineEnd;
    while (end > start + 1 && /[\s;{]/.test(this.text.charAt(end - 1))) end--;
    this.report(
      { start, end },
      l10n.t('This quote is never closed: the word goes on past the end of the line, and nginx stops further down.'),
      [{ title: l10n.t('Insert the closing quote'), edits: [{ start: end, end, text: mark }] }],
    );
    this.position = end;
    this.unclosedQuote = end;
    return { start, end, text: withoutEscapes(this.text.slice(start + 1, end)), quote: mark };
  }

  private lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    if (end < 0) return this.text.length;
    return this.text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  private checkLength(start: number, end: number): void {
    if (end >= this.text.length) return;
    if (new TextEncoder().encode(this.text.slice(start, end)).length < bufferSize) return;
    this.report(
      { start, end },
      l10n.t('Too long: nginx reads words and comments of at most {0} bytes.', bufferSize - 1),
    );
  }

  private add(words: readonly Token[], count: number, end: number): Statement {
    const name = words[0] as Token;
    // A copy takes just the room it needs.
    const args = words.slice(1, count);
    const statement: Statement = { start: name.start, end, name, args, parent: this.parent };
    this.siblings.push(statement);
    return statement;
  }

  /** A statement of the words so far, which end there. */
  private addWords(end: number): Statement {
    const statement = this.add(this.words, this.count, end);
    this.count = 0;
    this.lineStarts = undefined;
    return statement;
  }

  /** The words so far were ended by `;`. */
  private finish(end: number): void {
    if (this.lineStarts) this.splitMissing(this.lineStarts, false);
    this.addWords(end);
  }

  private openBlock(open: number): void {
    if (this.count === 0) {
      this.reportUnexpected(open, '{', false);
      this.words[this.count++] = { start: open, end: open, text: '', quote: '' };
    }
    if (this.lineStarts) this.splitMissing(this.lineStarts, true);
    const statement = this.addWords(open + 1);
    this.enter(statement, open);
    if (isLuaBlock(statement.name.text)) this.readLua(statement, open);
  }

  private enter(statement: Statement, open: number): void {
    statement.body = [];
    statement.open = open;
    if (this.depth >= deepest) {
      if (this.tooDeep++ === 0) this.report(statement.name, l10n.t('Blocks are nested too deeply to be read.'));
      return;
    }
    this.depth++;
    this.parent = statement;
    this.siblings = statement.body;
  }

  private readLua(statement: Statement, open: number): void {
    let close = this.endlessLua < mostEndlessLua ? skipLua(this.text, open + 1) : -1;
    if (close < 0) this.endlessLua++;
    if (close < 0 || this.missing > 0) {
      const aligned = this.alignedBrace(statement, close < 0 ? this.text.length : close);
      if (aligned !== undefined) {
        if (close >= 0) this.missing--;
        close = aligned;
        this.report(
          statement.name,
          l10n.t(
            'The Lua code of "{0}" does not end: a brace, quote or bracket in it is never closed.',
            statement.name.text,
          ),
        );
      }
    }
    const end = close < 0 ? this.text.length : close;
    statement.raw = { start: open + 1, end };
    this.position = end;
  }

  /** The first `}` before the limit that begins a line and is indented no deeper than the block's own line. */
  private alignedBrace(block: Statement, limit: number): number | undefined {
    const outer = this.indentation(block.start);
    if (outer === undefined) return undefined;
    for (const { index, 0: found } of this.text.slice(block.end, limit).matchAll(/\n[ \t]*\}/g)) {
      const brace = block.end + index + found.length - 1;
      if ((this.indentation(brace) ?? outer + 1) <= outer) return brace;
    }
    return undefined;
  }

  private closeBlock(offset: number): void {
    if (this.count > 0) this.finishUnterminated(false);
    if (this.tooDeep > 0) {
      this.tooDeep--;
      return;
    }
    if (this.extra > 0 && this.parent && this.isDeeperThanBlock(offset)) {
      this.extra--;
      this.surplus++;
      this.reportUnexpected(offset, '}', true);
      return;
    }
    if (this.missing > 0) this.closeByIndentation(offset, true);
    if (!this.parent) {
      this.surplus++;
      this.reportUnexpected(offset, '}', true);
      return;
    }
    this.leave(offset + 1, offset);
  }

  private leave(end: number, close?: number): void {
    const block = this.parent;
    if (!block) return;
    this.depth--;
    block.end = end;
    if (close !== undefined) block.close = close;
    this.parent = block.parent;
    this.siblings = block.parent?.body ?? this.statements;
  }

  /** The words so far were ended by `}` or the end of the text: a `;` is missing. */
  private finishUnterminated(atEnd: boolean): void {
    if (this.lineStarts) this.splitMissing(this.lineStarts, false);
    const end = this.words[this.count - 1]?.end ?? 0;
    this.reportUnterminated(this.addWords(end), end, atEnd ? '' : '}');
  }

  /** Makes statements of their own out of the lines among the words so far after which a `;` or `{` is missing. */
  private splitMissing(starts: number[], block: boolean): void {
    const all = this.words.slice(0, this.count);
    let base = 0;
    let from = 0;
    for (;;) {
      const next = this.splitPoint(all, base, starts, from, block);
      if (next === undefined) break;
      const index = starts[next] ?? all.length;
      const following = all[index];
      if (following) this.splitOff(all.slice(base, index), following);
      base = index;
      from = next + 1;
    }
    if (base === 0) return;
    this.words = all.slice(base);
    this.count = this.words.length;
  }

  /**
   * Which of the line starts is surely a directive of its own, because what stands before it is complete without it
   * and the whole is not what nginx takes.
   */
  private splitPoint(words: Token[], base: number, starts: number[], from: number, block: boolean): number | undefined {
    if (this.parent && dataBlocks.has(this.parent.name.text)) return undefined;
    const name = words[base]?.text ?? '';
    const records = this.recordsOf(name);
    const count = words.length - base - 1;
    const isTaken = records?.some((record) => Boolean(record.block) === block && takes(record, count));
    if (isTaken && !strict.has(name) && !records?.some(({ kind }) => kind === 'enum' || kind === 'bitmask'))
      return undefined;
    for (let next = from; next < starts.length; next++) {
      const index = starts[next] ?? 0;
      const word = words[index];
      if (word?.quote !== '' || !directives.has(word.text)) continue;
      if (isTaken) {
        const end = block ? words.length : (starts[next + 1] ?? words.length);
        if (this.isStatement(word.text, end - index - 1, block)) return next;
        continue;
      }
      if (!records || records.some((record) => takes(record, index - base - 1))) return next;
      const rest = this.recordsOf(word.text);
      if (rest?.some((record) => Boolean(record.block) === block && takes(record, words.length - index - 1)))
        return next;
    }
    // Whatever it is called, the last line is a block's header when the lines before it are none.
    const last = starts.length - 1;
    const isHeader = block && last >= from && records?.every((record) => !record.block);
    return isHeader && records?.some((record) => takes(record, (starts[last] ?? 0) - base - 1)) ? last : undefined;
  }

  /** Whether a name with so many words behind it can only be a statement of its own, though it begins as an argument of a strict one. */
  private isStatement(name: string, count: number, block: boolean): boolean {
    if (!block && name === 'server') return this.parent?.name.text === 'upstream' && count > 0;
    if (!block) return isSwallowed(name, count);
    return this.recordsOf(name)?.some((record) => record.block && takes(record, count)) ?? false;
  }

  /** What is known of a name: only an upstream's `server` has no block. */
  private recordsOf(name: string): readonly DirectiveRecord[] | undefined {
    const records = directives.get(name);
    if (name !== 'server') return records;
    const isBlock = this.parent?.name.text !== 'upstream';
    return records?.filter((record) => Boolean(record.block) === isBlock);
  }

  private splitOff(words: Token[], following: Token): void {
    const end = words[words.length - 1]?.end ?? 0;
    const records = this.recordsOf(words[0]?.text ?? '');
    const statement = this.add(words, words.length, end);
    if (!records?.every((record) => record.block)) {
      this.reportUnterminated(statement, end, following.text);
      return;
    }
    const isOpen = this.isOpenedBefore(statement, following);
    this.report(statement.name, l10n.t('Directive "{0}" has no opening "{1}".', statement.name.text, '{'), [
      { title: l10n.t('Insert "{0}"', '{'), edits: [{ start: end, end, text: ' {' }], preferred: isOpen },
    ]);
    if (isOpen) this.enter(statement, end);
  }

  /** Whether what follows a block's header without a brace stands in the block: it is indented, or a `}` is too many. */
  private isOpenedBefore(statement: Statement, following: Token): boolean {
    const outer = this.indentation(statement.start);
    const inner = this.indentation(following.start);
    if (outer === undefined || inner === undefined || inner > outer) return true;
    if (this.extra === 0) return false;
    this.extra--;
    return true;
  }

  private reportUnterminated(statement: Statement, end: number, before: string): void {
    if (this.isFull || end === this.unclosedQuote) return;
    const last = statement.args[statement.args.length - 1] ?? statement.name;
    const { text } = statement.name;
    const message =
      before === ''
        ? l10n.t('Unexpected end of file: directive "{0}" is not terminated by ";".', text)
        : l10n.t('Directive "{0}" is not terminated by ";" before "{1}".', text, before);
    const isPlain = directives.get(text)?.some((record) => !record.block) ?? false;
    const isWide = this.text.startsWith('；', end - 1);
    this.report(last, message, [
      isWide
        ? { title: l10n.t('Change to "{0}"', ';'), edits: [{ start: end - 1, end, text: ';' }], preferred: isPlain }
        : {
            title: l10n.t('Insert ";"'),
            edits: [{ start: end, end, text: ';' }],
            preferred: isPlain && !this.text.startsWith('\\;', end - 2),
          },
    ]);
  }

  private reportUnexpected(offset: number, mark: string, removable: boolean): void {
    if (this.isFull) return;
    const span = { start: offset, end: offset + 1 };
    const fixes = removable
      ? [{ title: l10n.t('Remove "{0}"', mark), edits: [{ ...span, text: '' }], preferred: true }]
      : undefined;
    this.report(span, l10n.t('Unexpected "{0}".', mark), fixes);
  }

  private reportUnclosed(block: Statement): void {
    const line = this.lineOf(block.start);
    const end = this.text.trimEnd().length;
    // Where the brace should stand, as nginx counts the lines to the end: below what there is.
    const below = this.text.indexOf('\n', end) + 1;
    this.report(
      below > 0 ? { start: below, end: below } : { start: Math.max(0, end - 1), end },
      l10n.t('Unexpected end of file, expecting "{0}": "{1}" on line {2} is never closed.', '}', block.name.text, line),
      this.closingFix(block),
    );
  }

  private lineOf(offset: number): number {
    this.lineFeeds ??= [...this.text.matchAll(/\n/g)].map((match) => match.index);
    let low = 0;
    let high = this.lineFeeds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lineFeeds[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  /** Columns before the offset when only blanks stand there on its line; else undefined. */
  private indentation(offset: number): number | undefined {
    let columns = 0;
    const first = this.text.charCodeAt(0) === byteOrderMark ? 1 : 0;
    for (let at = offset - 1; at >= first; at--) {
      const code = this.text.charCodeAt(at);
      if (code === lineFeed) break;
      if (code === tab) columns += 8;
      else if (code === space) columns++;
      else return undefined;
    }
    return columns;
  }

  /** Closes blocks that what begins at the offset, by its indentation, stands outside of. */
  private closeByIndentation(offset: number, brace = false): void {
    const columns = this.indentation(offset);
    if (columns === undefined) return;
    for (let block = this.parent; block && this.missing > 0; block = this.parent) {
      const outer = this.indentation(block.start);
      if (outer === undefined || (brace ? columns >= outer : columns > outer)) return;
      if (!brace && !this.isIndented(block, outer)) return;
      this.closeBefore(offset, block);
    }
  }

  /** Closes blocks that what begins a line, by its name, never stands in. */
  private closeByName(offset: number): void {
    if (this.indentation(offset) === undefined) return;
    const name = /^[a-z]+(?=[\s{])/.exec(this.text.slice(offset, offset + 20))?.[0] ?? '';
    const homes = homesOf[name];
    if (!homes) return;
    let depth = 0;
    let block = this.parent;
    for (; block && !homes.includes(block.name.text); block = block.parent) depth++;
    const isHome = block !== undefined || homes.length === 0;
    for (; isHome && depth > 0 && depth <= this.missing && this.parent; depth--) this.closeBefore(offset, this.parent);
  }

  private closeBefore(offset: number, block: Statement): void {
    this.missing--;
    const before = /^\S{1,40}/.exec(this.text.slice(offset, offset + 40))?.[0] ?? '';
    this.report(
      { start: offset, end: offset + 1 },
      l10n.t(
        '"{0}" expected before "{1}": "{2}" on line {3} is not closed.',
        '}',
        before,
        block.name.text,
        this.lineOf(block.start),
      ),
      this.closingFix(block),
    );
    this.leave(endOfContent(block));
  }

  /** Whether the inside of a block stands deeper than its header, as far as can be seen, so that what does not is outside. */
  private isIndented({ body, parent }: Statement, outer: number): boolean {
    const first = body?.[0];
    if (first) return (this.indentation(first.start) ?? 0) > outer;
    return parent !== undefined && (this.indentation(parent.start) ?? outer) < outer;
  }

  private closingFix(block: Statement): Fix[] {
    const end = this.lineEnd(endOfContent(block));
    const lineStart = this.text.lastIndexOf('\n', block.start - 1) + 1;
    const lineBreak = /\r?\n/.exec(this.text)?.[0] ?? '\n';
    const text = `${lineBreak}${/^[ \t]*/.exec(this.text.slice(lineStart, block.start))?.[0] ?? ''}}`;
    return [{ title: l10n.t('Insert "{0}"', '}'), edits: [{ start: end, end, text }] }];
  }

  private isDeeperThanBlock(offset: number): boolean {
    const columns = this.indentation(offset);
    const outer = this.parent && this.indentation(this.parent.start);
    return columns !== undefined && outer !== undefined && columns > outer;
  }

  /** The signs of template languages look like faults, and mending them would break the template. */
  private isTemplate(): boolean {
    this.hasTemplateMarks ??= /\{[{%]|<%|@[A-Z_]+@/.test(this.text);
    return this.hasTemplateMarks;
  }

  /** Whether no error more is taken: its message need not be made. */
  private get isFull(): boolean {
    return this.errors.length >= mostErrors;
  }

  private report(span: Span, message: string, fixes?: Fix[]): void {
    if (this.isFull) return;
    this.errors.push({
      start: span.start,
      end: span.end,
      rule: 'syntax',
      severity: 'error',
      message,
      ...(fixes && { fixes: this.isTemplate() ? fixes.map((fix) => ({ ...fix, preferred: false })) : fixes }),
    });
  }
}

/** Where what has been read of a block ends. */
function endOfContent({ body, open, end }: Statement): number {
  return body?.[body.length - 1]?.end ?? (open ?? end) + 1;
}

/** Whether a word that begins a line, and could be an argument of what stands before, is named like a directive and has just what it takes. */
export function isSwallowed(name: string, count: number): boolean {
  return (name.includes('_') || plainNames.has(name)) && isComplete(name, count);
}

/** Whether the name is a directive's without a block, and so many arguments, at least one, are what it takes. */
export function isComplete(name: string, count: number): boolean {
  return count > 0 && (directives.get(name)?.some((record) => !record.block && takes(record, count)) ?? false);
}

/** Directives with a name of one word that no list of names, types or values would hold on a line of its own. */
const plainNames = new Set(['alias', 'expires', 'include', 'index', 'listen', 'return', 'rewrite', 'root', 'set']);

/** A word's value: a backslash is dropped before a quote or itself and makes `\t`, `\r`, `\n`; elsewhere it stays. */
function withoutEscapes(source: string): string {
  return source.replace(/\\(["'\\trn])/g, (_, character: string) => {
    if (character === 't') return '\t';
    if (character === 'r') return '\r';
    return character === 'n' ? '\n' : character;
  });
}
