/** The words of Gunicorn's command line as Python's argparse takes them, with the flags of gunicorn/config.py. */
import type { Token } from '../../../types.ts';
import type { Word } from '../../shellWords.ts';
import { settingOfFlag, settings } from '../settings.ts';

export interface Flag {
  /** The setting, or "" for help and version. */
  setting: string;
  /** As it is written, without a value that is glued to it. */
  name: Token;
  /** In full. */
  flag: string;
  value: Token | undefined;
  /** The value is made when the command runs. */
  isDynamic: boolean;
}

export type Fault =
  | { kind: 'unknown'; word: Token }
  | { kind: 'ambiguous'; word: Token; flags: string[] }
  | { kind: 'missing value'; word: Token; flag: string }
  | { kind: 'unexpected value'; word: Token; flag: string; value: Token }
  | { kind: 'unexpected argument'; word: Token };

export interface Arguments {
  flags: Flag[];
  /** The application and what follows it directly. */
  positionals: Word[];
  faults: Fault[];
}

const others = ['-h', '--help', '-v', '--version'];
const all: ReadonlySet<string> = new Set([...settingOfFlag.keys(), ...others]);

export function readArguments(words: readonly Word[]): Arguments {
  const result: Arguments = { flags: [], positionals: [], faults: [] };
  let ended = false;
  let isTaken = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    if (!ended && word.text === '--') {
      ended = true;
      continue;
    }
    const read = ended ? undefined : optionOf(word);
    if (!read) {
      // Of positional words the first run is taken, and no other.
      const before = words[words[index - 1]?.text === '--' ? index - 2 : index - 1];
      const goesOn = result.positionals[result.positionals.length - 1] === before;
      if (isTaken && !goesOn) result.faults.push({ kind: 'unexpected argument', word });
      else result.positionals.push(word);
      isTaken = true;
      continue;
    }
    if ('fault' in read) {
      result.faults.push(read.fault);
      continue;
    }
    index += take(read, words[index + 1], word, result);
  }
  return result;
}

interface Read {
  flag: string;
  name: Token;
  /** What is glued to it. */
  glued: Token | undefined;
}

function optionOf(word: Word): Read | { fault: Fault } | undefined {
  const { text } = word;
  if (!text.startsWith('-') || text === '-' || (word.isDynamic && !/^--?[a-zA-Z]/.test(text))) return undefined;
  if (all.has(text)) return { flag: text, name: word, glued: undefined };
  const sign = text.indexOf('=');
  if (sign > 0 && all.has(text.slice(0, sign))) return parted(word, text.slice(0, sign), sign);
  if (text.startsWith('--')) {
    const prefix = sign < 0 ? text : text.slice(0, sign);
    const fitting = [...all].filter((flag) => flag.startsWith(prefix));
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1)
      return sign < 0 ? { flag: only, name: word, glued: undefined } : parted(word, only, sign);
    if (fitting.length > 1) return { fault: { kind: 'ambiguous', word: part(word, 0, prefix.length), flags: fitting } };
  } else if (all.has(text.slice(0, 2))) return parted(word, text.slice(0, 2), 2, 2);
  if (/^-\d+$|^-\d*\.\d+$/.test(text) || text.includes(' ')) return undefined;
  return { fault: { kind: 'unknown', word: part(word, 0, sign < 0 ? text.length : sign) } };
}

/** A word with its value behind a sign, or right behind a short flag. */
function parted(word: Word, flag: string, end: number, from = end + 1): Read {
  return { flag, name: part(word, 0, end), glued: part(word, from, word.text.length) };
}

/** A part of the word's text; where quotes or escapes shift its offsets, the whole word stands for it. */
function part(word: Token, start: number, end: number): Token {
  const isPlain = word.end - word.start === word.text.length;
  const text = word.text.slice(start, end);
  if (isPlain) return { start: word.start + start, end: word.start + end, text, quote: '' };
  // Most often the value alone is in quotes: --bind="…"
  if (start === 0) return { start: word.start, end: word.start + end, text, quote: '' };
  return { start: Math.min(word.start + start, word.end), end: word.end, text, quote: '' };
}

/** Takes a flag, and says how many words beside it. */
function take({ flag, name, glued }: Read, next: Word | undefined, word: Word, result: Arguments): number {
  const setting = settingOfFlag.get(flag) ?? '';
  const takesValue = setting === '' ? false : (settings.get(setting)?.takesValue ?? true);
  const add = (value: Token | undefined, isDynamic: boolean) =>
    result.flags.push({ setting, name, flag, value, isDynamic });
  if (takesValue === false) {
    if (!glued) add(undefined, false);
    else if (!flag.startsWith('--') && all.has(`-${glued.text.charAt(0)}`)) {
      // Short switches may be written as one word: -DR
      add(undefined, false);
      const rest: Read = {
        flag: `-${glued.text.charAt(0)}`,
        name: { ...glued, end: glued.start + 1, text: `-${glued.text.charAt(0)}` },
        glued: glued.text.length > 1 ? { ...glued, start: glued.start + 1, text: glued.text.slice(1) } : undefined,
      };
      return take(rest, next, word, result);
    } else result.faults.push({ kind: 'unexpected value', word, flag, value: glued });
    return 0;
  }
  if (glued) {
    add(glued, word.isDynamic);
    return 0;
  }
  const isValue = next !== undefined && next.text !== '--' && !isOption(next);
  if (isValue) {
    add(next, next.isDynamic);
    return 1;
  }
  if (takesValue === 'optional') add(undefined, false);
  else result.faults.push({ kind: 'missing value', word: name, flag });
  return 0;
}

function isOption(word: Word): boolean {
  return optionOf(word) !== undefined;
}
