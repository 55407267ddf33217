/** runit's own programs: their flags, as getopt reads them. */
import type { Texts } from '../../types.ts';
import type { ShellCommand, ShellWord } from '../shell/read.ts';
import reference from './reference/flags.json';

export interface Flag {
  /** What its value is called; absent where it takes none. */
  value?: string;
  /** The value is a number. */
  number?: boolean;
  since?: string;
  docs: Texts;
}

export interface Program {
  url: string;
  flags: Readonly<Record<string, Flag>>;
  /** Its first word behind the flags. */
  commands?: Readonly<Record<string, { docs: Texts }>>;
}

export const programs: Readonly<Record<string, Program>> = reference;

export function flagOf(program: string, letter: string): Flag | undefined {
  const flags = Object.hasOwn(programs, program) ? programs[program]?.flags : undefined;
  return flags && Object.hasOwn(flags, letter) ? flags[letter] : undefined;
}

/** The words of a program of this name that the command runs, itself or through `exec`; they begin with its name. */
export function wordsOf({ words }: ShellCommand, program: string): readonly ShellWord[] | undefined {
  const index = words.findIndex(({ text }) => text !== 'exec');
  const name = words[index];
  return name && !name.isDynamic && name.text.replace(/^.*\//, '') === program ? words.slice(index) : undefined;
}

export interface Option {
  letter: string;
  /** The word in which it stands. */
  word: ShellWord;
  flag: Flag | undefined;
  /** The word in which its value stands, and the value. */
  value: { word: ShellWord; text: string } | undefined;
}

export interface Reading {
  options: readonly Option[];
  /** What is behind the options; undefined where something is known only when it runs. */
  rest: readonly ShellWord[] | undefined;
}

/** getopt(3), which stops at the first word that is no option. */
export function readOptions(program: string, words: readonly ShellWord[]): Reading {
  const options: Option[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word || word.isDynamic) return { options, rest: undefined };
    if (word.text === '--') return { options, rest: words.slice(index + 1) };
    if (!/^-./.test(word.text)) return { options, rest: words.slice(index) };
    for (let place = 1; place < word.text.length; place++) {
      const letter = word.text.charAt(place);
      const flag = flagOf(program, letter);
      const option: Option = { letter, word, flag, value: undefined };
      options.push(option);
      // What getopt makes of the rest does not matter any more.
      if (!flag) return { options, rest: undefined };
      if (flag.value === undefined) continue;
      const isBeside = place < word.text.length - 1;
      const valueWord = isBeside ? word : words[++index];
      if (!valueWord) return { options, rest: undefined };
      option.value = { word: valueWord, text: isBeside ? word.text.slice(place + 1) : valueWord.text };
      break;
    }
  }
  return { options, rest: [] };
}
