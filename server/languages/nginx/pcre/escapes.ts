/** What follows a backslash (check_escape and read_repeat_counts in pcre2_compile.c). */
import * as l10n from '@vscode/l10n';
import { readName } from './names.ts';
import type { Reader } from './reader.ts';

/** What an escape stands for, as far as the reader must know. */
export type Escape =
  /** One character, with its code. */
  | { is: 'character'; code: number }
  /** A class of characters, such as `\d`. */
  | { is: 'class' }
  /** What can be repeated and is no single character: a reference, `\R`. */
  | { is: 'item' }
  /** A place, such as `\b`, which cannot be repeated. */
  | { is: 'place' };

const item: Escape = { is: 'item' };
const place: Escape = { is: 'place' };
const classes = new Set([...'dDwWsShHvV']);
const places = new Set([...'AbBGKzZ']);
const controls: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };
const octal = /[0-7]{1,3}/y;
const octalAfterZero = /[0-7]{0,2}/y;
const decimal = /\d+/y;
const number = /[+-]?\d+/y;

/** Reads on from the character behind the backslash. */
export function readEscape(reader: Reader, isInClass: boolean): Escape {
  const start = reader.at - 1;
  if (reader.isAtEnd) throw reader.fault(start, l10n.t('nothing follows the backslash at the end.'));
  const letter = reader.peek();
  reader.at++;
  if (!/[0-9A-Za-z]/.test(letter)) return { is: 'character', code: letter.charCodeAt(0) };
  const control = controls[letter];
  if (control !== undefined) return { is: 'character', code: control };
  if (classes.has(letter)) return { is: 'class' };
  if (isInClass && letter === 'b') return { is: 'character', code: 8 };
  if (isInClass && (letter === 'B' || letter === 'R' || letter === 'X' || letter === 'N'))
    throw reader.fault(start, l10n.t('"{0}" cannot stand in a character class.', `\\${letter}`));
  switch (letter) {
    case 'c':
      return readControl(reader, start);
    case 'x':
      return readHexadecimal(reader, start);
    case 'o':
      return readBracedOctal(reader, start);
    case 'p':
    case 'P':
      return readProperty(reader, start);
    case 'N':
      if (/\{(?!\d+(?:,\d*)?\})/y.test(reader.text.slice(reader.at, reader.at + 20)))
        throw reader.fault(start, l10n.t('"{0}" is not supported here.', '\\N{…}'));
      return item;
    case 'C':
    case 'R':
    case 'X':
      return isInClass ? unknown(reader, start, letter) : item;
    case 'E':
      return place;
    case 'g':
      return isInClass ? character(letter.charCodeAt(0)) : readReference(reader, start);
    case 'k':
      return isInClass ? unknown(reader, start, letter) : readNamedReference(reader, start);
  }
  if (/\d/.test(letter)) return readDigits(reader, start, isInClass);
  if (!isInClass && places.has(letter)) return place;
  return unknown(reader, start, letter);
}

function unknown(reader: Reader, start: number, letter: string): never {
  throw reader.fault(start, l10n.t('"{0}" means nothing.', `\\${letter}`), true);
}

function character(code: number): Escape {
  return { is: 'character', code };
}

function readControl(reader: Reader, start: number): Escape {
  const code = reader.text.charCodeAt(reader.at);
  if (!(code >= 32 && code <= 126)) throw reader.fault(start, l10n.t('a letter must follow "{0}".', '\\c'));
  reader.at++;
  return character(code & 31);
}

function readHexadecimal(reader: Reader, start: number): Escape {
  if (!reader.skip('{')) return character(Number.parseInt(reader.match(/[\da-f]{1,2}/iy)?.[0] ?? '0', 16));
  const digits = reader.match(/\s*([\da-f]+)\s*\}/iy)?.[1];
  if (digits === undefined)
    throw reader.fault(start, l10n.t('"{0}" takes hexadecimal digits and a closing brace.', '\\x{'));
  return byte(reader, start, Number.parseInt(digits, 16));
}

function readBracedOctal(reader: Reader, start: number): Escape {
  const digits = reader.match(/\{\s*([0-7]+)\s*\}/y)?.[1];
  if (digits === undefined) throw reader.fault(start, l10n.t('"{0}" takes octal digits in braces.', '\\o'));
  return byte(reader, start, Number.parseInt(digits, 8));
}

/** nginx has PCRE match bytes. */
function byte(reader: Reader, start: number, code: number): Escape {
  if (code > 255) throw reader.fault(start, l10n.t('the character is beyond 255: nginx matches bytes.'));
  return character(code);
}

function readProperty(reader: Reader, start: number): Escape {
  const property = reader.match(/\{\^?[\w\s:=&-]+\}|[CLMNPSZclmnpsz]/y);
  if (!property)
    throw reader.fault(
      start,
      l10n.t('"{0}" takes a property such as {1}.', reader.text.slice(start, start + 2), '{Lu}'),
    );
  return { is: 'class' };
}

function readDigits(reader: Reader, start: number, isInClass: boolean): Escape {
  reader.at--;
  if (reader.peek() === '0') {
    reader.at++;
    return character(Number.parseInt(`0${reader.match(octalAfterZero)?.[0] ?? ''}`, 8));
  }
  if (!isInClass) {
    const digits = reader.match(decimal)?.[0] ?? '';
    const value = Number(digits);
    if (value < 10 || digits.charAt(0) >= '8' || value <= reader.groups) {
      reader.references.push({ start, end: reader.at, to: value });
      return item;
    }
    reader.at = start + 1;
  }
  if (reader.peek() >= '8') {
    reader.at++;
    return character(reader.text.charCodeAt(reader.at - 1));
  }
  return byte(reader, start, Number.parseInt(reader.match(octal)?.[0] ?? '0', 8));
}

/** `\g{…}`, `\g2`, `\g<name>`. */
function readReference(reader: Reader, start: number): Escape {
  const open = reader.peek();
  if (open === '<' || open === "'") {
    reader.at++;
    const close = open === '<' ? '>' : "'";
    const digits = reader.match(number)?.[0];
    if (digits === undefined) refer(reader, start, readName(reader, close));
    else {
      if (!reader.skip(close)) throw reader.fault(start, l10n.t('the "{0}" of the reference is missing.', close));
      refer(reader, start, relative(reader, digits));
    }
    return item;
  }
  const isBraced = reader.skip('{');
  const digits = reader.match(number)?.[0];
  if (digits === undefined) {
    if (!isBraced) throw reader.fault(start, l10n.t('"{0}" takes the number or the name of a group.', '\\g'));
    refer(reader, start, readName(reader, '}'));
    return item;
  }
  if (isBraced && !reader.skip('}')) throw reader.fault(start, l10n.t('the "{0}" of the reference is missing.', '}'));
  const to = relative(reader, digits);
  // A group is not inside itself.
  reader.references.push({ start, end: reader.at, to: to === 0 ? -1 : to });
  return item;
}

function readNamedReference(reader: Reader, start: number): Escape {
  const close = { '{': '}', '<': '>', "'": "'" }[reader.peek()];
  if (close === undefined) throw reader.fault(start, l10n.t('"{0}" takes the name of a group in brackets.', '\\k'));
  reader.at++;
  refer(reader, start, readName(reader, close));
  return item;
}

export function refer(reader: Reader, start: number, to: string | number): void {
  reader.references.push({ start, end: reader.at, to });
}

/** The number of a group that is said by its distance. */
export function relative(reader: Reader, digits: string): number {
  const value = Number(digits);
  if (digits.startsWith('-')) return reader.groups + 1 + value > 0 && value !== 0 ? reader.groups + 1 + value : -1;
  if (digits.startsWith('+')) return value === 0 ? -1 : reader.groups + value;
  return value;
}
