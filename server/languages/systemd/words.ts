/** Values as systemd parts them into words (extract-word.c, EXTRACT_UNQUOTE and EXTRACT_CUNESCAPE). */

import { oncePerFile } from '../../memory.ts';
import type { File, Span, Token } from '../../types.ts';
import { withoutComments } from '../comments.ts';

/** The value as it stands in the file, with what joins its lines made blank, so that offsets stay. */
export function sourceOf(file: File, { start, end }: Span): string {
  const source = file.text.slice(start, end);
  if (!source.includes('\n') && !source.includes('\r')) return source;
  return withoutComments(file, { start, end })
    .slice(start, end)
    .replace(/\\(?=\r?\n)/g, ' ')
    .replace(/[\r\n]/g, ' ');
}

export interface Words {
  words: Token[];
  /** The word with a quote that nothing closes. */
  open: Token | undefined;
  /** Backslashes before signs that have no meaning behind one. */
  escapes: Span[];
}

const simple = 'abfnrtvs\\"\'';

/** Several rules ask for the same. */
const known = oncePerFile(() => new Map<Span, Words>());

export function wordsOf(file: File, value: Token): Words {
  const before = known(file).get(value);
  if (before) return before;
  const words = readWords(file, value);
  known(file).set(value, words);
  return words;
}

function readWords(file: File, value: Span): Words {
  const source = sourceOf(file, value);
  const result: Words = { words: [], open: undefined, escapes: [] };
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source.charAt(at))) {
      at++;
      continue;
    }
    at = readWord(source, at, value.start, result);
  }
  return result;
}

function readWord(source: string, from: number, base: number, result: Words): number {
  let quote = '';
  let text = '';
  let at = from;
  for (; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '\\') {
      const length = escapeAt(source, at + 1);
      if (length === 0) result.escapes.push({ start: base + at, end: base + Math.min(at + 2, source.length) });
      text += source.slice(length === 1 ? at + 1 : at, at + 1 + Math.max(length, 1));
      at += Math.max(length, 1);
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else text += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (/\s/.test(character)) break;
    else text += character;
  }
  const end = Math.min(at, source.length);
  const first = source.charAt(from);
  const token: Token = {
    start: base + from,
    end: base + end,
    text,
    quote: first === '"' || first === "'" ? first : '',
  };
  result.words.push(token);
  if (quote !== '') result.open = token;
  return end;
}

/** How many signs behind a backslash belong to it; none where they have no meaning. */
function escapeAt(source: string, at: number): number {
  const character = source.charAt(at);
  if (character === '') return 0;
  if (simple.includes(character)) return 1;
  const digits = { x: 2, u: 4, U: 8 }[character];
  if (digits !== undefined)
    return /^[\da-f]+$/i.test(source.slice(at + 1, at + 1 + digits).padEnd(digits, '-')) ? 1 + digits : 0;
  return /^[0-3][0-7]{2}$/.test(source.slice(at, at + 3)) ? 3 : 0;
}
