/** Run scripts as commands: what a shell parts by line ends, `;`, `&&` and the like, each with its words. */
import type { Span, Statement, Tree } from '../../types.ts';
import { commandWords, type Word } from '../shellWords.ts';

export interface Command {
  words: readonly Word[];
}

const commands = new WeakMap<Tree, Command[]>();

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
  const tree: Tree = { statements, comments, errors: [] };
  commands.set(tree, found);
  return tree;
}

/** Lines that are comments; behind a command a sign may belong to a word. */
function commentsIn(text: string): Span[] {
  return [...text.matchAll(/^[ \t]*(#.*?)[ \t\r]*$/gm)].map((found) => {
    const start = found.index + found[0].indexOf('#');
    return { start, end: start + (found[1]?.length ?? 0) };
  });
}
