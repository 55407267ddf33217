/** `name: command` lines, as foreman's procfile.rb and its kin read them. */
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Token, Tree } from '../../types.ts';

/** A line that is no entry, and what it may have been meant as. */
export interface Stray extends Span {
  /** The name and command of an entry that is written with another sign. */
  meant?: { name: Span; sign: Span };
}

const strays = new WeakMap<Tree, Stray[]>();

export function straysOf({ tree }: { tree: Tree }): readonly Stray[] {
  return strays.get(tree) ?? [];
}

export function parse(text: string): Tree {
  const statements: Statement[] = [];
  const comments: Span[] = [];
  const errors: Problem[] = [];
  const stray: Stray[] = [];
  const isMarked = text.startsWith('\uFEFF');
  if (isMarked && text.length > 1)
    errors.push({
      start: 0,
      end: 1,
      rule: 'syntax',
      severity: 'error',
      message: l10n.t('A byte order mark stands before the first entry, which is passed over for it.'),
      fixes: [
        { title: l10n.t('Remove the byte order mark'), edits: [{ start: 0, end: 1, text: '' }], preferred: true },
      ],
    });
  for (let start = isMarked ? 1 : 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    readLine(text, { start, end: trimmedEnd(text, start, next) }, statements, comments, stray);
    start = next;
  }
  const tree = { statements, comments, errors };
  strays.set(tree, stray);
  return tree;
}

function readLine(text: string, { start, end }: Span, statements: Statement[], comments: Span[], stray: Stray[]): void {
  const line = text.slice(start, end);
  if (/^\s*$/.test(line)) return;
  if (/^\s*#/.test(line)) {
    comments.push({ start: start + line.search('#'), end });
    return;
  }
  const entry = /^([A-Za-z0-9_-]+):[ \t]*/.exec(line);
  const name = entry?.[1];
  if (entry && name !== undefined) {
    const from = start + entry[0].length;
    const token: Token = { start, end: start + name.length, text: name, quote: '' };
    const args: Token[] = from < end ? [{ start: from, end, text: text.slice(from, end), quote: '' }] : [];
    statements.push({ start, end: args.length > 0 ? end : token.end, name: token, args, parent: undefined });
    return;
  }
  const meant = /^(\s*)([A-Za-z0-9_-]+)(\s*[=:]\s*)\S/.exec(line);
  const [, blanks = '', word = '', sign = ''] = meant ?? [];
  const from = start + blanks.length;
  const span = { start: start + (line.length - line.trimStart().length), end };
  stray.push(
    meant
      ? {
          ...span,
          meant: {
            name: { start: from, end: from + word.length },
            sign: { start: from + word.length, end: from + word.length + sign.length },
          },
        }
      : span,
  );
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\s]/.test(text.charAt(at - 1))) at--;
  return at;
}
