/** Run scripts as commands: what a shell parts by line ends, `;`, `&&` and the like, each with its words. */
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Tree } from '../../types.ts';
import { readShell, type ShellReading } from '../shell/read.ts';
import { commandWords, type Word } from '../shellWords.ts';

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
  const tree: Tree = { statements, comments, errors: shell ? syntaxError(text, shell) : [] };
  if (shell) readings.set(tree, shell);
  commands.set(tree, found);
  return tree;
}

/** Without a first line that names another interpreter (execline, Python, perl). */
function isShell(text: string): boolean {
  return !text.startsWith('#!') || /^#!.*\b(?:ba|da|a)?sh\b|^#!.*\binvoke-run\b/.test(text);
}

function syntaxError(text: string, { commands, error }: ShellReading): Problem[] {
  if (!error) return [];
  const { message, offset } = error;
  const [, closing = '', opening = ''] = /^expected '(\w+)' to close '(\w+)'$/.exec(message) ?? [];
  const swallowed = closing === '' ? undefined : wordOfAnother(text, commands, closing);
  if (swallowed)
    return [
      {
        rule: 'syntax',
        severity: 'error',
        start: swallowed.start,
        end: swallowed.end,
        message: l10n.t(
          '"{0}" is an argument here and does not end "{1}": a ";" is missing before it.',
          closing,
          opening,
        ),
        fixes: [
          {
            title: l10n.t('Insert ";"'),
            edits: [{ start: swallowed.after, end: swallowed.after, text: ';' }],
            preferred: true,
          },
        ],
      },
    ];
  // What is missing at the end is told at the last sign of the text.
  const start = Math.max(0, Math.min(offset, text.trimEnd().length - 1));
  return [
    {
      rule: 'syntax',
      severity: 'error',
      start,
      end: Math.min(start + 1, text.length),
      message:
        closing === ''
          ? l10n.t('The shell stops reading here: {0}.', message)
          : l10n.t('"{0}" is missing, which ends "{1}".', closing, opening),
    },
  ];
}

/** The keyword as the argument of a command, where a `;` before it makes the script whole. */
function wordOfAnother(
  text: string,
  commands: ShellReading['commands'],
  keyword: string,
): (Span & { after: number }) | undefined {
  for (const { words } of commands) {
    const index = words.findIndex((word, place) => place > 0 && word.text === keyword && word.quote === '');
    const word = words[index];
    const after = words[index - 1]?.end;
    if (!word || after === undefined) continue;
    const mended = readShell(`${text.slice(0, after)};${text.slice(after)}`);
    return mended.error ? undefined : { start: word.start, end: word.end, after };
  }
  return undefined;
}

/** Lines that are comments; behind a command a sign may belong to a word. */
function commentsIn(text: string): Span[] {
  return [...text.matchAll(/^[ \t]*(#.*?)[ \t\r]*$/gm)].map((found) => {
    const start = found.index + found[0].indexOf('#');
    return { start, end: start + (found[1]?.length ?? 0) };
  });
}
