/** What init refuses in a stanza that it knows, or does not know: its first fault, in the order in which init reads. */
import type { Span, Statement, Token, Tree } from '../../types.ts';
import type { Expression, ExpressionFault } from './expression.ts';
import { type Shape, shapeFor, stanzas } from './shapes.ts';
import { isTaken, type ValueKind } from './values.ts';
import { plainText, type Taken } from './words.ts';

export type Fault = Span & { statement: Statement } & (
    | { kind: 'unknown stanza' }
    /** Another word must follow the name; here is one that is none of them. */
    | { kind: 'unknown word'; word: Token; expected: readonly string[] }
    | { kind: 'missing value' }
    | { kind: 'unexpected value' }
    | { kind: 'illegal value'; word: Token; value: ValueKind }
    | { kind: 'expression'; expression: ExpressionFault['kind'] }
  );

export interface Reading {
  faults: readonly Fault[];
  expressions: ReadonlyMap<Statement, Expression>;
}

/** A property and no WeakMap, for the reason that `memory.ts` gives. */
const known = Symbol('reading');
const nothing: Reading = { faults: [], expressions: new Map() };

export function remember(tree: Tree, reading: Reading): void {
  Object.defineProperty(tree, known, { value: reading });
}

/** What was found beside the statements when the file was read. */
export function readingOf({ tree }: { tree: Tree & { [known]?: Reading } }): Reading {
  return tree[known] ?? nothing;
}

/** The first fault of a stanza of words; `open` is the last of them where its quote does not end. */
export function faultIn(text: string, statement: Statement, open: Taken | undefined): Fault | undefined {
  const { name, args } = statement;
  const stanza = stanzas.get(name.text);
  if (stanza === undefined) return { kind: 'unknown stanza', start: name.start, end: name.end, statement };
  const [first] = args;
  if (stanza === 'nothing')
    return first && { kind: 'unexpected value', start: first.start, end: statement.end, statement };
  const isDequoted = typeof stanza !== 'string' && 'isDequoted' in stanza && stanza.isDequoted;
  const found = shapeFor(name.text, first && (isDequoted ? first.text : plainText(text, first)));
  if (found) return faultInShape(text, statement, found.shape, found.words, open !== undefined);
  const expected = expectedWords(name.text);
  if (!first) return { kind: 'missing value', start: statement.start, end: statement.end, statement };
  return { kind: 'unknown word', start: first.start, end: first.end, word: first, expected, statement };
}

/** The words of which one must stand behind the name. */
export function expectedWords(name: string): readonly string[] {
  const stanza = stanzas.get(name);
  if (stanza === 'events') return ['on'];
  if (stanza === 'process') return ['exec', 'script'];
  return stanza !== undefined && typeof stanza !== 'string' && 'forms' in stanza ? [...stanza.forms.keys()] : [];
}

function faultInShape(
  text: string,
  statement: Statement,
  shape: Shape,
  words: number,
  isOpen: boolean,
): Fault | undefined {
  const { args, start, end } = statement;
  const values = args.slice(words);
  const { least = shape.values.length, repeats = false, alone } = shape;
  for (const [index, word] of values.entries()) {
    const kind = shape.values[index] ?? (repeats ? shape.values[shape.values.length - 1] : undefined);
    const isLast = index === values.length - 1;
    if (kind === undefined || (alone !== undefined && index > 0 && values[0]?.text === alone))
      return { kind: 'unexpected value', start: word.start, end, statement };
    // The syntax error says enough.
    if (isOpen && isLast) return undefined;
    // To libnih a line's end behind a backslash is a blank of the word.
    if (word.text === '' && !text.startsWith('\\\n', word.end))
      return { kind: 'missing value', start: word.start, end: word.end, statement };
    if (!isTaken(kind, word.text))
      return { kind: 'illegal value', start: word.start, end: word.end, word, value: kind, statement };
  }
  const isEnough = values.length >= least || (alone !== undefined && values[0]?.text === alone);
  return isEnough ? undefined : { kind: 'missing value', start, end, statement };
}
