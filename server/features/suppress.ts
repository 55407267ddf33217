/** Comments that silence rules: `# deploy-config-ignore RULE…` on its own line for the next one, behind a statement for its own. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../memory.ts';
import type { File, Fix, Problem, Span, Statement, Tree } from '../types.ts';

const word = 'deploy-config-ignore';

/** Tells which problems of the file its comments silence. */
export function suppressed(file: File): (problem: Problem) => boolean {
  if (!file.text.includes(word)) return () => false;
  const lines = lineStarts(file);
  const silent = new Map<string, Set<number>>();
  const whole = new Set<string>();
  for (const { rules, line, scope } of suppressions(file))
    for (const rule of rules) {
      if (scope === 'file') whole.add(rule);
      else silent.set(rule, (silent.get(rule) ?? new Set()).add(line));
    }
  return ({ rule, start }) => whole.has(rule) || (silent.get(rule)?.has(lineOf(lines, start)) ?? false);
}

/** Silences the problem by a comment on the line above it; undefined where no comment can stand there. */
export function suppress(file: File, problem: Problem): Fix | undefined {
  const { text } = file;
  const lines = lineStarts(file);
  const line = lineOf(lines, problem.start);
  const start = lines[line] ?? 0;
  if (isInsideToken(file.tree, start)) return undefined;
  if (line === 0 && text.startsWith('#!')) return suppressFirstLine(text, problem);
  const title = l10n.t('Ignore here: {0}', `# ${word} ${problem.rule}`);
  const above = suppressions(file).find((comment) => comment.scope === 'next' && comment.line === line);
  if (above !== undefined) return { title, edits: [{ start: above.end, end: above.end, text: ` ${problem.rule}` }] };
  const indentation = /^[ \t]*/.exec(text.slice(start, problem.start))?.[0] ?? '';
  // A carriage return alone ends no comment.
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  return { title, edits: [{ start, end: start, text: `${indentation}# ${word} ${problem.rule}${lineEnd}` }] };
}

/** Nothing may stand above a line that names the program for the file. */
function suppressFirstLine(text: string, { rule }: Problem): Fix {
  const comment = `# ${word}-file ${rule}`;
  const end = /\r?\n|$/.exec(text);
  const lineEnd = end?.[0] || '\n';
  const offset = end?.index ?? text.length;
  return {
    title: l10n.t('Ignore here: {0}', comment),
    edits: [{ start: offset, end: offset, text: `${lineEnd}${comment}` }],
  };
}

interface Suppression {
  rules: string[];
  scope: 'file' | 'next' | 'line';
  /** The line it silences, from 0. */
  line: number;
  /** Where its last rule ends. */
  end: number;
}

/** To a program, other white space is a word. */
const blank = /^[ \t\r\n]*$/;

const suppressions = oncePerFile((file): readonly Suppression[] => {
  const { text, tree } = file;
  const lines = lineStarts(file);
  const isFirst = ({ start }: Span) => blank.test(text.slice(lines[lineOf(lines, start)], start));
  const commentLines = new Set(tree.comments.filter(isFirst).map(({ start }) => lineOf(lines, start)));
  const isBlank = (line: number) => blank.test(text.slice(lines[line], lines[line + 1]));
  /** The lines that comments are about, by the comments' own; from below, so that a run of them is passed once. */
  const subjects = new Map<number, number>();
  const found = tree.comments.toReversed().flatMap((comment): Suppression[] => {
    const source = text.slice(comment.start, comment.end);
    const read = /^[#;]+\s*deploy-config-ignore(-file)?((?:[ \t,]+[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?=[\s,]|$))+)/.exec(
      source,
    );
    if (read === null) return [];
    const own = lineOf(lines, comment.start);
    const scope = read[1] !== undefined ? 'file' : commentLines.has(own) ? 'next' : 'line';
    let line = own;
    // Other comments and blank lines may stand between it and what it is about.
    if (scope === 'next') {
      do line = subjects.get(line + 1) ?? line + 1;
      while (line < lines.length && (commentLines.has(line) || isBlank(line)));
      subjects.set(own, line);
    }
    const rules = (read[2] ?? '').split(/[\s,]+/).filter((rule) => rule !== '');
    return [{ rules, scope, line, end: comment.start + read[0].length }];
  });
  return found.reverse();
});

function isInsideToken(tree: Tree, offset: number): boolean {
  const holds = ({ start, end }: Span) => start < offset && offset < end;
  let statement: Statement | undefined;
  for (let inner: Statement[] | undefined = tree.statements; inner !== undefined; inner = statement?.body) {
    statement = inner.find(holds);
    if (statement === undefined) return false;
    if ([statement.name, ...statement.args].some(holds) || (statement.raw && holds(statement.raw))) return true;
  }
  return false;
}

const lineStarts = oncePerFile(({ text }): readonly number[] => {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return starts;
});

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
