/** Shell scripts as unbash reads them: what no shell would take, the simple commands, and the blocks they stand in. */
import { parse } from 'unbash';
import type { Span, Token } from '../../types.ts';
import { type Bashism, bashismsIn } from './bashisms.ts';
import { scan } from './scan.ts';
import { type ShellVariables, variablesIn } from './variables.ts';

export interface ShellWord extends Token {
  /** Its value is known only when the script runs. */
  isDynamic: boolean;
}

/** `NAME=value` before a command, or alone. */
export interface ShellAssignment extends Span {
  /** With its value, as it stands. */
  text: string;
  name: Token;
}

export interface ShellRedirect extends Span {
  operator: string;
  /** The number in front of the sign. */
  descriptor: number | undefined;
  /** Nothing where a here document is meant. */
  target: ShellWord | undefined;
}

/** What stands around a command and says when it runs, and who sees how it ends. */
export interface Surroundings {
  inFunction: boolean;
  /** In parentheses, a substitution or a coprocess: nothing that it sets comes out. */
  inSubshell: boolean;
  /** In a word. */
  inSubstitution: boolean;
  inLoop: boolean;
  /** Only when something else ends well, or ill. */
  isConditional: boolean;
  /** How it ends decides what comes next: it is a condition, negated, or something stands behind its `&&` or `||`. */
  isDecisive: boolean;
  isPiped: boolean;
  isBackground: boolean;
}

export interface ShellCommand extends Span {
  words: readonly ShellWord[];
  assignments: readonly ShellAssignment[];
  redirects: readonly ShellRedirect[];
  around: Surroundings;
}

/** `if … fi`, `{ … }`, a function and the like. */
export interface ShellBlock extends Span {
  kind: 'if' | 'for' | 'while' | 'case' | 'function' | 'group' | 'subshell';
  /** Its keyword, sign or name. */
  name: Token;
  /** What stands between that and the commands. */
  words: readonly ShellWord[];
  /** Where the commands may begin. */
  open: number;
  /** Its last keyword or sign, where that is there. */
  close: number | undefined;
}

export interface ShellReading {
  /** In the order of the text, those in substitutions as well. */
  commands: readonly ShellCommand[];
  /** In the order of the text, those in substitutions left out. */
  blocks: readonly ShellBlock[];
  /** Words over several lines and here documents, where a line's beginning is no beginning. */
  literals: readonly Span[];
  /** Looked for when they are asked for. */
  variables: () => ShellVariables;
  bashisms: () => readonly Bashism[];
  /** Where a shell stops reading; nothing but the first is certain. */
  error: { message: string; offset: number } | undefined;
}

const nothing: ShellReading = {
  commands: [],
  blocks: [],
  literals: [],
  bashisms: () => [],
  variables: () => ({ uses: [], settings: [], read: new Set(), isOpen: true }),
  error: undefined,
};

/** dash reads such an expansion to its end and complains only when it is run. */
const badSubstitution = /\$\{[#!]?\w*(?:[^\w}:=?+%#/^,@*[-]|:[^=?+-])/;
/** The library takes an argument `case` in there for the keyword, and looks for its end. */
const caseInSubstitution = /\$\([^()\n]*\bcase\b/;
/** A test to bash, two words to every other shell. */
const doubleBracket = /(?:^|[\s;&|(!])\[\[(?=\s)|(?:^|\s)\]\](?=[\s;&|)]|$)/m;

/** What a shell would read, whatever the line ends; nothing where the library gives up. */
export function readShell(text: string): ShellReading {
  try {
    // A byte order mark is a fault of its own.
    const plain = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, ' ');
    const place = placesIn(text, plain);
    const script = parse(plain);
    const [first] = script.errors ?? [];
    const isBash = /^#!.*\bbash\b/.test(plain);
    // What stands behind the line of the error has not led to it.
    const read = first ? plain.slice(0, plain.indexOf('\n', first.pos) + 1 || plain.length) : '';
    const isClear = !badSubstitution.test(read) && !caseInSubstitution.test(read);
    const isCertain = first && isClear && (isBash || !doubleBracket.test(read));
    let variables: ShellVariables | undefined;
    return {
      ...scan(script, plain, place),
      bashisms: () => bashismsIn(script, plain, place),
      variables: () => {
        variables ??= variablesIn(script, plain, place);
        return variables;
      },
      error: isCertain ? { message: first.message, offset: place(first.pos) } : undefined,
    };
  } catch {
    return nothing;
  }
}

/** From offsets in the text with plain line ends to those in the text itself. */
function placesIn(text: string, plain: string): (offset: number) => number {
  if (text.length === plain.length) return (offset) => offset;
  const places: number[] = [];
  for (let position = 0; position <= text.length; position++) {
    if (text.startsWith('\r\n', position)) continue;
    // A line's end begins with its carriage return.
    places.push(text.startsWith('\r\n', position - 1) ? position - 1 : position);
  }
  return (offset) => places[offset] ?? text.length;
}
