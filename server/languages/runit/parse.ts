/** Run scripts: the commands of a shell, as they stand in its blocks. */
import type { Span, Statement, Tree } from '../../types.ts';
import { readShell, type ShellBlock, type ShellCommand, type ShellReading } from '../shell/read.ts';
import { syntaxErrors } from './syntax.ts';

const readings = new WeakMap<Tree, ShellReading>();

/** What walks the tree may recurse so far. */
const deepest = 200;

/** What a shell makes of it; undefined where another program reads it. */
export function shellOf({ tree }: { tree: Tree }): ShellReading | undefined {
  return readings.get(tree);
}

/** The commands that a shell runs. */
export function commandsOf(file: { tree: Tree }): readonly ShellCommand[] {
  return shellOf(file)?.commands ?? [];
}

export function parse(text: string): Tree {
  const shell = isShell(text) ? readShell(text) : undefined;
  if (!shell) return { statements: [], comments: commentsIn(text, []), errors: [] };
  const tree: Tree = {
    statements: statementsOf(shell),
    comments: commentsIn(text, shell.literals),
    errors: syntaxErrors(text, shell),
  };
  readings.set(tree, shell);
  return tree;
}

/** Without a first line that names another interpreter (execline, Python, perl). */
function isShell(text: string): boolean {
  return !text.startsWith('#!') || /^#!.*\b(?:ba|da|a|k|z)?sh\b|^#!.*\binvoke-run\b/.test(text);
}

/** Blocks and commands by where they stand; what is in a word is the word's. */
function statementsOf({ blocks, commands }: ShellReading): Statement[] {
  const statements: Statement[] = [];
  const around: Statement[] = [];
  let last = 0;
  for (const item of merged(blocks, commands)) {
    while (around.length > 0 && (around[around.length - 1]?.end ?? 0) <= item.start) around.pop();
    const parent = around[around.length - 1];
    const statement = 'kind' in item ? blockStatement(item, parent) : commandStatement(item, parent);
    if (!statement || statement.start < last || (parent && statement.end > (parent.close ?? parent.end))) continue;
    (parent?.body ?? statements).push(statement);
    last = statement.open ?? statement.end;
    if (statement.body && around.length < deepest) around.push(statement);
    else if (statement.body) delete statement.body;
  }
  return statements;
}

function merged(blocks: readonly ShellBlock[], commands: readonly ShellCommand[]): (ShellBlock | ShellCommand)[] {
  return [...blocks, ...commands.filter(({ around }) => !around.inSubstitution)].sort(
    (one, other) => one.start - other.start || other.end - one.end,
  );
}

function commandStatement({ words, assignments }: ShellCommand, parent: Statement | undefined): Statement | undefined {
  const [name, ...args] = words;
  if (name) return { start: name.start, end: args[args.length - 1]?.end ?? name.end, name, args, parent };
  const [set] = assignments;
  // The whole word, with its value, says what the statement is.
  const word = set && { start: set.start, end: set.end, text: set.text, quote: '' as const };
  return word && { start: word.start, end: word.end, name: word, args: [], parent };
}

/** Nothing where the text ends before the block has begun. */
function blockStatement(block: ShellBlock, parent: Statement | undefined): Statement | undefined {
  const { start, end, name, words, open, close } = block;
  if (open >= end) return undefined;
  const isClosed = close !== undefined && open < close;
  return { start, end, name, args: [...words], parent, body: [], open, ...(isClosed && { close }) };
}

/** Lines that are comments: not one that names a program, nor those in words or here documents; behind a command a sign may belong to a word. */
function commentsIn(text: string, literals: readonly Span[]): Span[] {
  const comments: Span[] = [];
  let next = 0;
  for (const { index, 0: line } of text.matchAll(/^(?!#!)\uFEFF?[ \t]*#.*$/gm)) {
    while ((literals[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
    const start = index + line.indexOf('#');
    if ((literals[next]?.start ?? Number.POSITIVE_INFINITY) < start) continue;
    comments.push({ start, end: index + line.trimEnd().length });
  }
  return comments;
}
