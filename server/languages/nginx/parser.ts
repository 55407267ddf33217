/**
 * nginx's configuration as a tree. Words and statements are read as ngx_conf_read_token (src/core/ngx_conf_file.c) reads them;
 * where nginx would stop at an error, this goes on with what the author most likely meant, so that one fault costs one error.
 */
import * as l10n from '@vscode/l10n';
import type { Fix, Problem, Span, Statement, Token, Tree } from '../../types.ts';
import { skipLua } from './lua.ts';
import { dataBlocks, directives, isLuaBlock, takes } from './reference.ts';

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

/** nginx reads a file through a buffer of this many bytes, and a word or comment must fit into it. */
const bufferSize = 4096;

/** Blocks within blocks beyond this are read but not kept: no real file comes near, and what walks the tree may recurse. */
const deepest = 200;

/** nginx stops at its first error; a text that is no configuration at all need not be told more often than this. */
const mostErrors = 500;

export function parse(text: string): Tree {
  const tree = new Reader(text, 0, 0).read();
  if (tree.unclosed === 0 && tree.surplus === 0) return tree;
  // Braces do not match: read again and take the indentation as a witness of where one is missing or too many.
  return new Reader(text, tree.unclosed, tree.surplus).read();
}

class Reader {
  private readonly text: string;
  private position = 0;
  private missing: number;
  private extra: number;
  private readonly statements: Statement[] = [];
  private readonly comments: Span[] = [];
  private readonly errors: Problem[] = [];
  private siblings: Statement[] = this.statements;
  private parent: Statement | undefined;
  private words: Token[] = [];
  /** Indexes of the words of this statement that begin a line. */
  private lineStarts: number[] | undefined;
  private surplus = 0;
  private afterQuote = false;
  private depth = 0;
  /** Open blocks beyond the depth that is kept. */
  private tooDeep = 0;
  private lineFeeds: number[] | undefined;

  /** `missing` and `extra`: how many closing braces the indentation may add or take away. */
  constructor(text: string, missing: number, extra: number) {
    this.text = text;
    this.missing = missing;
    this.extra = extra;
  }

  read(): Tree & { unclosed: number; surplus: number } {
    if (this.text.charCodeAt(0) === 0xfeff) {
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
    if (this.words.length > 0) this.finishUnterminated(true);
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
    const { text } = this;
    const { length } = text;
    let lineBreak = false;
    while (this.position < length) {
      const start = this.position;
      const code = text.charCodeAt(start);
      if (code === space || code === tab || code === carriageReturn || code === lineFeed) {
        if (code === lineFeed) lineBreak = true;
        this.position++;
        this.afterQuote = false;
        continue;
      }
      if (code === semicolon) {
        this.position++;
        this.afterQuote = false;
        if (this.words.length > 0) this.finish(this.position);
        else this.reportUnexpected(start, ';', true);
      } else if (code === openBrace) {
        this.position++;
        this.afterQuote = false;
        this.openBlock(start);
      } else if (code === closeBrace) {
        this.position++;
        this.afterQuote = false;
        this.closeBlock(start);
      } else if (code === hash) {
        if (this.afterQuote) this.reportAfterQuote(start);
        this.afterQuote = false;
        let end = text.indexOf('\n', start);
        if (end < 0) end = length;
        this.position = end;
        if (text.charCodeAt(end - 1) === carriageReturn) end--;
        this.comments.push({ start, end });
        if (end - start > bufferSize / 3) this.checkLength(start, end);
      } else {
        if (this.afterQuote && code !== closeParenthesis) this.reportAfterQuote(start);
        this.afterQuote = false;
        if (this.words.length === 0 && this.missing > 0) this.closeByIndentation(start);
        if (lineBreak && this.words.length > 0) {
          this.lineStarts ??= [];
          this.lineStarts.push(this.words.length);
        }
        this.words.push(this.readWord(start, code));
      }
      lineBreak = false;
    }
  }

  private readWord(start: number, first: number): Token {
    if (first === doubleQuote || first === singleQuote) return this.readQuoted(start, first);
    const { text } = this;
    const { length } = text;
    let position = start;
    let escaped = false;
    let variable = false;
    while (position < length) {
      const code = text.charCodeAt(position);
      if (code === openBrace && variable) {
        position++;
        continue;
      }
      variable = false;
      if (code === backslash) {
        escaped = true;
        position += 2;
        continue;
      }
      if (code === dollar) variable = true;
      else if (code === semicolon || code === space || code === lineFeed || code === tab || code === carriageReturn) {
        break;
      } else if (code === openBrace) {
        const end = this.regexCount(position);
        if (end < 0) break;
        this.report(
          { start: position, end },
          l10n.t('"{0}" begins a block here: nginx wants a pattern with braces in quotes.', '{'),
        );
        position = end;
        continue;
      }
      position++;
    }
    const end = Math.min(position, length);
    this.position = end;
    if (end - start > bufferSize / 3) this.checkLength(start, end);
    const source = text.slice(start, end);
    return { start, end, text: escaped ? withoutEscapes(source) : source, quote: '' };
  }

  /** Where a pattern's `{3}` or `{1,2}` ends that stands unquoted in a statement which no block can follow so; else -1. */
  private regexCount(open: number): number {
    const name = this.words[0]?.text;
    if (name === undefined || dataBlocks.has(name)) return -1;
    const { text } = this;
    let position = open + 1;
    while (position < text.length && /[\d,]/.test(text.charAt(position))) position++;
    return position > open + 1 && text.charCodeAt(position) === closeBrace ? position + 1 : -1;
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
    if (!closed || !this.mayFollowQuote(text.charCodeAt(position + 1), position + 1)) {
      const cut = this.lineEnd(start);
      if (!closed || cut < position) return this.readUnclosed(start, cut, mark);
    }
    const end = position + 1;
    this.position = end;
    this.afterQuote = true;
    if (end - start > bufferSize / 3) this.checkLength(start + 1, position);
    const source = text.slice(start + 1, position);
    return { start, end, text: escaped ? withoutEscapes(source) : source, quote: mark };
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
      l10n.t('This quote is never closed: the word goes on behind the line, and nginx stops further down.'),
      [{ title: l10n.t('Insert the closing quote'), edits: [{ start: end, end, text: mark }] }],
    );
    this.position = end;
    this.afterQuote = false;
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

  private add(words: Token[], end: number): Statement {
    const name = words[0] as Token;
    words.shift();
    const statement: Statement = { start: name.start, end, name, args: words, parent: this.parent };
    this.siblings.push(statement);
    return statement;
  }

  /** The words so far were ended by `;`. */
  private finish(end: number): void {
    this.splitMissing(false);
    this.add(this.takeWords(), end);
  }

  private takeWords(): Token[] {
    const words = this.words;
    this.words = [];
    this.lineStarts = undefined;
    return words;
  }

  private openBlock(open: number): void {
    if (this.words.length === 0) {
      this.reportUnexpected(open, '{', false);
      this.words.push({ start: open, end: open, text: '', quote: '' });
    }
    this.splitMissing(true);
    const statement = this.add(this.takeWords(), open + 1);
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
    const close = skipLua(this.text, open + 1);
    const end = close < 0 ? this.text.length : close;
    statement.raw = { start: open + 1, end };
    this.position = end;
  }

  private closeBlock(offset: number): void {
    if (this.words.length > 0) this.finishUnterminated(false);
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
    this.splitMissing(false);
    const words = this.takeWords();
    const end = words[words.length - 1]?.end ?? 0;
    this.reportUnterminated(this.add(words, end), end, atEnd ? '' : '}');
  }

  /** Makes statements of their own out of the lines among the words so far after which a `;` or `{` is missing. */
  private splitMissing(block: boolean): void {
    const starts = this.lineStarts;
    if (!starts) return;
    const all = this.words;
    let base = 0;
    let from = 0;
    for (;;) {
      const next = this.splitPoint(all, base, starts, from, block);
      if (next === undefined) break;
      const index = starts[next] ?? all.length;
      this.splitOff(all.slice(base, index), all[index]?.text ?? '');
      base = index;
      from = next + 1;
    }
    if (base > 0) this.words = all.slice(base);
  }

  /**
   * Which of the line starts is surely a directive of its own, because what stands before it is complete without it
   * and the whole is not what nginx takes.
   */
  private splitPoint(words: Token[], base: number, starts: number[], from: number, block: boolean): number | undefined {
    if (this.parent && dataBlocks.has(this.parent.name.text)) return undefined;
    const records = directives.get(words[base]?.text ?? '');
    const count = words.length - base - 1;
    if (records?.some((record) => Boolean(record.block) === block && takes(record, count))) return undefined;
    for (let next = from; next < starts.length; next++) {
      const index = starts[next] ?? 0;
      const word = words[index];
      if (word?.quote !== '' || !directives.has(word.text)) continue;
      if (!records || records.some((record) => takes(record, index - base - 1))) return next;
      const rest = directives.get(word.text);
      if (rest?.some((record) => Boolean(record.block) === block && takes(record, words.length - index - 1)))
        return next;
    }
    return undefined;
  }

  private splitOff(words: Token[], before: string): void {
    const end = words[words.length - 1]?.end ?? 0;
    const records = directives.get(words[0]?.text ?? '');
    const statement = this.add(words, end);
    if (records?.every((record) => record.block)) {
      this.report(statement.name, l10n.t('Directive "{0}" has no opening "{1}".', statement.name.text, '{'), [
        { title: l10n.t('Insert "{0}"', '{'), edits: [{ start: end, end, text: ' {' }], preferred: true },
      ]);
      this.enter(statement, end);
    } else this.reportUnterminated(statement, end, before);
  }

  private reportUnterminated(statement: Statement, end: number, before: string): void {
    const last = statement.args[statement.args.length - 1] ?? statement.name;
    const { text } = statement.name;
    const message =
      before === ''
        ? l10n.t('Unexpected end of file: directive "{0}" is not terminated by ";".', text)
        : l10n.t('Directive "{0}" is not terminated by ";" before "{1}".', text, before);
    this.report(last, message, [
      { title: l10n.t('Insert ";"'), edits: [{ start: end, end, text: ';' }], preferred: true },
    ]);
  }

  private reportAfterQuote(offset: number): void {
    const mark = this.text.charAt(offset);
    this.report({ start: offset, end: offset + 1 }, l10n.t('Unexpected "{0}" after a closing quote.', mark));
  }

  private reportUnexpected(offset: number, mark: string, removable: boolean): void {
    const span = { start: offset, end: offset + 1 };
    const fixes = removable
      ? [{ title: l10n.t('Remove "{0}"', mark), edits: [{ ...span, text: '' }], preferred: true }]
      : undefined;
    this.report(span, l10n.t('Unexpected "{0}".', mark), fixes);
  }

  private reportUnclosed(block: Statement): void {
    const line = this.lineOf(block.start);
    const end = this.text.trimEnd().length;
    this.report(
      { start: Math.max(0, end - 1), end },
      l10n.t('Unexpected end of file, expecting "{0}": "{1}" of line {2} is never closed.', '}', block.name.text, line),
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
    for (let at = offset - 1; at >= 0; at--) {
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
      this.missing--;
      const before = brace ? '}' : (/^\S{1,40}/.exec(this.text.slice(offset, offset + 40))?.[0] ?? '');
      this.report(
        { start: offset, end: offset + 1 },
        l10n.t(
          '"{0}" expected before "{1}": "{2}" of line {3} is not closed.',
          '}',
          before,
          block.name.text,
          this.lineOf(block.start),
        ),
      );
      const last = block.body?.[block.body.length - 1];
      this.leave(last?.end ?? (block.open ?? block.end) + 1);
    }
  }

  private isDeeperThanBlock(offset: number): boolean {
    const columns = this.indentation(offset);
    const outer = this.parent && this.indentation(this.parent.start);
    return columns !== undefined && outer !== undefined && columns > outer;
  }

  private report(span: Span, message: string, fixes?: Fix[]): void {
    if (this.errors.length >= mostErrors) return;
    this.errors.push({
      start: span.start,
      end: span.end,
      rule: 'syntax',
      severity: 'error',
      message,
      ...(fixes && { fixes }),
    });
  }
}

/** A word's value: a backslash is dropped before a quote or itself and makes `\t`, `\r`, `\n`; elsewhere it stays. */
function withoutEscapes(source: string): string {
  return source.replace(/\\(["'\\trn])/g, (_, character: string) => {
    if (character === 't') return '\t';
    if (character === 'r') return '\r';
    return character === 'n' ? '\n' : character;
  });
}
