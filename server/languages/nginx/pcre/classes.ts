/** Classes of characters in brackets. */
import * as l10n from '@vscode/l10n';
import { readEscape } from './escapes.ts';
import type { Reader } from './reader.ts';

const posixNames = new Set(
  'alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit'.split(' '),
);
const posix = /\[([:.=])((?:[^\]\\[]|\\(?!\])|\[(?!\1))*?)\1\]/y;

/** Reads on from the character behind the `[`. */
export function readClass(reader: Reader): void {
  const start = reader.at - 1;
  // `[[:<:]]` and `[[:>:]]` are the edges of words.
  if (reader.match(/\[:[<>]:\]\]/y)) return;
  reader.skip('^');
  let isFirst = true;
  /** The code of a character that may begin a range; `class` for what may not. */
  let low: number | 'class' | undefined;
  for (;;) {
    if (reader.isAtEnd) throw reader.fault(start, l10n.t('the "]" of the character class is missing.'));
    if (reader.match(/\\E/y)) continue;
    if (reader.peek() === ']' && !isFirst) {
      reader.at++;
      return;
    }
    isFirst = false;
    const from = reader.at;
    if (low !== undefined && reader.peek() === '-' && !isEndOfClass(reader, low === 'class')) {
      reader.match(/-(?:\\E)*/y);
      // Nothing but `\E` behind the hyphen of a class is a range that goes nowhere.
      if (reader.peek() === ']') throw reader.fault(from, l10n.t('a range goes from one character to another.'));
      const isRange = low;
      const high = readMember(reader);
      if (isRange === 'class' || high === 'class') {
        if (high === 'quoted') continue;
        throw reader.fault(from, l10n.t('a range goes from one character to another.'));
      }
      if (typeof high === 'number' && high < isRange)
        throw reader.fault(from, l10n.t('the range is out of order: its first character comes after its last.'));
      low = undefined;
      continue;
    }
    const member = readMember(reader);
    low = member === 'quoted' ? undefined : member;
  }
}

/** Whether the class ends behind the hyphen; behind a class of characters PCRE does not look through `\E`. */
function isEndOfClass(reader: Reader, isExact: boolean): boolean {
  const end = isExact ? /-\]/y : /-(?:\\E)*\]/y;
  end.lastIndex = reader.at;
  return end.test(reader.text);
}

/** One character as its code, or a class of characters. */
function readMember(reader: Reader): number | 'class' | 'quoted' {
  const start = reader.at;
  const named = reader.match(posix);
  if (named) {
    if (named[1] !== ':') throw reader.fault(start, l10n.t('PCRE has no "{0}".', named[0]));
    if (!posixNames.has((named[2] ?? '').replace(/^\^/, '')))
      throw reader.fault(start, l10n.t('there is no class of characters "{0}".', named[0]));
    return 'class';
  }
  if (reader.skip('\\Q')) {
    const end = reader.text.indexOf('\\E', reader.at);
    reader.at = end < 0 ? reader.text.length : end + 2;
    return 'quoted';
  }
  if (!reader.skip('\\')) return reader.text.charCodeAt(reader.at++);
  const escaped = readEscape(reader, true);
  return escaped.is === 'character' ? escaped.code : 'class';
}

/** A POSIX class outside of brackets: a class of its letters, surely not what is meant, and PCRE refuses it. */
export function refuseBarePosix(reader: Reader): void {
  const start = reader.at;
  if (reader.match(posix))
    throw reader.fault(start, l10n.t('"{0}" stands in a character class only.', reader.text.slice(start, reader.at)));
}
