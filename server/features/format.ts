/** Formatting: white space alone, and only where that is sure. */
import * as l10n from '@vscode/l10n';
import type { Edit, File, FormatStyle, Span, Statement } from '../types.ts';
import { applyEdits } from './fixes.ts';

/** The edits, or the reason in a sentence why the file is left alone. */
export type Formatting = { edits: Edit[]; refusal?: undefined } | { edits: []; refusal: string };

/** Formats the file, or of it only what lies inside the span. */
export function format(file: File, style: FormatStyle, within?: Span): Formatting {
  const error = file.tree.errors.find(({ severity }) => severity === 'error');
  if (error) return refused(l10n.t('The file has a syntax error and is not formatted: {0}', error.message));
  const edits = file.language.format?.(file, style);
  if (!edits)
    return refused(l10n.t('White space may have a meaning here that is not known, so the file is not formatted.'));
  const smallest = edits.flatMap((edit) => smaller(file.text, edit));
  const chosen = smallest.filter((edit) => within === undefined || isInside(edit, within, file.text));
  if (!isSame(file, chosen))
    return refused(
      l10n.t('Formatting would have changed more than white space, so it was not done. Please report this file.'),
    );
  return { edits: chosen };
}

function refused(refusal: string): Formatting {
  return { edits: [], refusal };
}

/** The edit without what it has in common with the text, so that an indentation is changed on its own line. */
function smaller(text: string, edit: Edit): Edit[] {
  const before = text.slice(edit.start, edit.end);
  const shorter = Math.min(before.length, edit.text.length);
  let head = 0;
  while (head < shorter && before[head] === edit.text[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === edit.text[edit.text.length - 1 - tail]) tail++;
  const rest = { start: edit.start + head, end: edit.end - tail, text: edit.text.slice(head, edit.text.length - tail) };
  return rest.start === rest.end && rest.text === '' ? [] : [rest];
}

/** What is put in where the span ends belongs to what comes behind it. */
function isInside({ start, end }: Edit, within: Span, { length }: string): boolean {
  return within.start <= start && end <= within.end && (start < within.end || start === length);
}

/** Whether only blanks change, and the file has the same words and comments afterwards. */
function isSame(file: File, edits: readonly Edit[]): boolean {
  const areBlank = edits.every(({ start, end, text }) => isBlank(file.text.slice(start, end)) && isBlank(text));
  if (!areBlank) return false;
  const text = applyEdits(file.text, edits);
  const tree = file.language.parse(text);
  return tree.errors.length === file.tree.errors.length && gist({ ...file, text, tree }) === gist(file);
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** Every word and comment as it stands, and which belongs to which. */
function gist({ text, tree }: File): string {
  const pieces: string[] = tree.comments.map(({ start, end }) => text.slice(start, end));
  const visit = (statements: readonly Statement[]): void => {
    for (const { name, args, body, raw } of statements) {
      for (const { start, end } of [name, ...args, ...(raw ? [raw] : [])]) pieces.push(text.slice(start, end));
      if (!body) continue;
      pieces.push('{');
      visit(body);
      pieces.push('}');
    }
  };
  visit(tree.statements);
  return pieces.join('\u0000');
}
