/** Run scripts as commands: what a shell parts by line ends, `;`, `&&` and the like, each with its words. */
import type { Span, Statement, Tree } from '../../types.ts';
import { readShell, type ShellReading } from '../shell/read.ts';
import { commandWords, type Word } from '../shellWords.ts';
import { syntaxErrors } from './syntax.ts';

export interface Command {
  words: readonly Word[];
}

const commands = new WeakMap<Tree, Command[]>();
const readings = new WeakMap<Tree, ShellReading>();

/** What a shell makes of it. */
export function shellOf({ tree }: { tree: Tree }): ShellReading {
  return readings.get(tree) ?? { commands: [], error: undefined };
}

export function commandsOf({ tree }: { tree: Tree }): readonly Command[] {
  return commands.get(tree) ?? [];
}

export function parse(text: string): Tree {
  const comments = commentsIn(text);
  const found: Command[] = [];
  let words: Word[] = [];
  const finish = (): void => {
    if (words.length > 0) found.push({ words });
    words = [];
  };
  for (const word of commandWords(text, { start: 0, end: text.length }, 'shell')) {
    if (word.isOperator) finish();
    else words.push(word);
  }
  finish();
  const statements = found.flatMap(({ words: [name, ...args] }): Statement[] =>
    name ? [{ start: name.start, end: args[args.length - 1]?.end ?? name.end, name, args, parent: undefined }] : [],
  );
  const shell = isShell(text) ? readShell(text) : undefined;
  const tree: Tree = { statements, comments, errors: shell ? syntaxErrors(text, shell) : [] };
  if (shell) readings.set(tree, shell);
  commands.set(tree, found);
  return tree;
}

/** Without a first line that names another interpreter (execline, Python, perl). */
function isShell(text: string): boolean {
  return !text.startsWith('#!') || /^#!.*\b(?:ba|da|a)?sh\b|^#!.*\binvoke-run\b/.test(text);
}

/** Lines that are comments; behind a command a sign may belong to a word. */
function commentsIn(text: string): Span[] {
  return [...text.matchAll(/^[ \t]*(#.*?)[ \t\r]*$/gm)].map((found) => {
    const start = found.index + found[0].indexOf('#');
    return { start, end: start + (found[1]?.length ?? 0) };
  });
}
