/** Shell scripts as unbash reads them: what no shell would take, and the simple commands, each with its words. */
import { type Command, forEachChild, type ParsedScript, parse, type SyntaxNode, type Word } from 'unbash';
import type { Span, Token } from '../../types.ts';

export interface ShellWord extends Token {
  /** Its value is known only when the script runs. */
  isDynamic: boolean;
}

export interface ShellCommand extends Span {
  words: readonly ShellWord[];
}

export interface ShellReading {
  commands: readonly ShellCommand[];
  /** Where a shell stops reading; nothing but the first is certain. */
  error: { message: string; offset: number } | undefined;
}

const nothing: ShellReading = { commands: [], error: undefined };

/** dash reads such an expansion to its end and complains only when it is run. */
const badSubstitution = /\$\{[#!]?\w*(?:[^\w}:=?+%#/^,@*[-]|:[^=?+-])/;
/** The library takes an argument `case` in there for the keyword, and looks for its end. */
const caseInSubstitution = /\$\([^()\n]*\bcase\b/;
/** A test to bash, two words to every other shell. */
const doubleBracket = /\[\[|\]\]/;

/** What a shell would read, whatever the line ends; nothing where the library gives up. */
export function readShell(text: string): ShellReading {
  try {
    const plain = text.replaceAll('\r\n', '\n');
    const place = placesIn(text, plain);
    const script = parse(plain);
    const [first] = script.errors ?? [];
    const isBash = /^#!.*\bbash\b/.test(plain);
    // What stands behind the line of the error has not led to it.
    const read = first ? plain.slice(0, plain.indexOf('\n', first.pos) + 1 || plain.length) : '';
    const isClear = !badSubstitution.test(read) && !caseInSubstitution.test(read);
    const isCertain = first && isClear && (isBash || !doubleBracket.test(read));
    return {
      commands: commandsIn(script, place),
      error: isCertain ? { message: first.message, offset: place(first.pos) } : undefined,
    };
  } catch {
    return nothing;
  }
}

type Place = (offset: number) => number;

/** From offsets in the text with plain line ends to those in the text itself. */
function placesIn(text: string, plain: string): Place {
  if (text.length === plain.length) return (offset) => offset;
  const places: number[] = [];
  for (let position = 0; position <= text.length; position++) {
    if (text.startsWith('\r\n', position)) continue;
    // A line's end begins with its carriage return.
    places.push(text.startsWith('\r\n', position - 1) ? position - 1 : position);
  }
  return (offset) => places[offset] ?? text.length;
}

function commandsIn(script: ParsedScript, place: Place): ShellCommand[] {
  const found: ShellCommand[] = [];
  const waiting: SyntaxNode[] = [script];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'Command') found.push(commandOf(node, place));
    forEachChild(node, (child) => {
      // Words are read further only where a command can stand in them: their parts cost more than all else.
      if (!('text' in child) || /[`(]/.test(child.text)) waiting.push(child);
    });
  }
  return found.sort((one, other) => one.start - other.start);
}

function commandOf({ pos, end, name, args }: Command, place: Place): ShellCommand {
  const words = [name, ...args].flatMap((word) => (word?.type === 'Word' ? [wordOf(word, place)] : []));
  return { start: place(pos), end: place(end), words };
}

function wordOf({ pos, end, text, value }: Word, place: Place): ShellWord {
  const [first = ''] = text;
  const quote = (first === '"' || first === "'") && text.endsWith(first) ? first : '';
  return { start: place(pos), end: place(end), text: value, quote, isDynamic: /[$`*?[]/.test(text) && first !== "'" };
}
