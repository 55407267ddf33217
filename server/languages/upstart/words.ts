/** Words as libnih's config.c takes them from a job: quotes may go over lines, and `#` ends a word in its middle. */
import type { Token } from '../../types.ts';

/** What ends a word besides a comment and a line's end: blanks, parentheses too, or nothing more (a command). */
export type Until = 'blank' | 'parenthesis' | 'line';

export interface Taken {
  /** Behind the word. */
  end: number;
  /** Nothing is left of it without its quotes: init expects a word there. */
  isEmpty: boolean;
  token: Token;
  /** Where the quote stands that does not end, or the backslash at the end of the file. */
  open?: { quote: string; at: number };
}

export const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';

/** The word that begins here, up to the limit. */
export function takeWord(text: string, start: number, until: Until = 'blank', limit = text.length): Taken {
  const plain = plainWord(text, start, until, limit);
  if (plain) return plain;
  const stops = until === 'blank' ? ' \t\r#\n' : until === 'line' ? '#\n' : '() \t\r#\n';
  let value = '';
  let blanks = '';
  let quote = '';
  let quoteAt = start;
  /** The first quote that has gone over a line's end, which may be the one that was left open. */
  let longQuoteAt: number | undefined;
  let isBroken = false;
  let position = start;
  /** Behind the last character that is more than white space. */
  let end = start;
  let hasText = false;
  const add = (piece: string): void => {
    value += (isBroken ? ' ' : blanks) + piece;
    blanks = '';
    isBroken = false;
  };
  for (; position < limit; position++) {
    const character = text.charAt(position);
    if (character === '\\') {
      const next = text.charAt(position + 1);
      if (position + 1 >= limit) return taken(text, start, limit, value, { quote: '\\', at: position });
      position++;
      if (next === '\n') isBroken = true;
      else {
        add(next === '\\' || isBlank(next) ? next : `\\${next}`);
        end = position + 1;
      }
      hasText = true;
      continue;
    }
    if (quote !== '') {
      if (character === quote) {
        // Keeps the blanks before it.
        add('');
        quote = '';
      } else if (character === '\n') {
        isBroken = true;
        hasText = true;
        longQuoteAt ??= quoteAt;
      } else if (isBlank(character)) {
        blanks += character;
        hasText = true;
      } else {
        add(character);
        hasText = true;
      }
      end = position + 1;
      continue;
    }
    if (character === '"' || character === "'") {
      quote = character;
      quoteAt = position;
      add('');
      end = position + 1;
    } else if (stops.includes(character)) break;
    else if (isBlank(character)) blanks += character;
    else {
      add(character);
      end = position + 1;
      hasText = true;
    }
  }
  if (quote !== '') return taken(text, start, limit, value, { quote, at: longQuoteAt ?? quoteAt });
  return { ...taken(text, start, end, value), end: position, isEmpty: !hasText };
}

/** A word without quotes and backslashes, as most are. */
function plainWord(text: string, start: number, until: Until, limit: number): Taken | undefined {
  let end = start;
  let position = start;
  for (; position < limit; position++) {
    const code = text.charCodeAt(position);
    if (code === 34 || code === 39 || code === 92) return undefined;
    if (code === 10 || code === 35) break;
    if (code === 32 || code === 9 || code === 13) {
      if (until !== 'line') break;
    } else if (until === 'parenthesis' && (code === 40 || code === 41)) break;
    else end = position + 1;
  }
  const token: Token = { start, end, text: text.slice(start, end), quote: '' };
  return { end: position, isEmpty: end === start, token };
}

function taken(text: string, start: number, end: number, value: string, open?: Taken['open']): Taken {
  const first = text.charAt(start);
  const isQuoted = (first === '"' || first === "'") && text.indexOf(first, start + 1) === end - 1;
  const token: Token = { start, end, text: value, quote: isQuoted ? (first as '"' | "'") : '' };
  return { end, isEmpty: false, token, ...(open && { open }) };
}

/** The word as it stands, for where init does not take quotes away: names of stanzas and the words that go with them. */
export function plainText(text: string, { start, end }: Pick<Token, 'start' | 'end'>): string {
  return text.slice(start, end);
}

/** Behind blanks and escaped line ends. */
export function skipBlanks(text: string, start: number): number {
  let position = start;
  for (;;) {
    if (isBlank(text.charAt(position))) position++;
    else if (text.charAt(position) === '\\' && text.charAt(position + 1) === '\n') position += 2;
    else return position;
  }
}

/** Whether a word may begin here: neither a comment nor a line's nor the file's end. */
export function hasWord(text: string, position: number): boolean {
  return position < text.length && text.charAt(position) !== '#' && text.charAt(position) !== '\n';
}

/** The line feed at or behind the offset, or the end of the text. */
export function lineEnd(text: string, start: number): number {
  const lineFeed = text.indexOf('\n', start);
  return lineFeed < 0 ? text.length : lineFeed;
}
