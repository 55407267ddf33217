/** Pieces of Markdown that the explanations share. */
import type { File, Locale, Statement, Texts } from '../../../types.ts';
import { linkTo } from '../../../where.ts';
import type { Held } from '../inheritance.ts';
import { headOf } from '../statements.ts';

/** What is longer is cut. */
const mostLetters = 80;
const mostLines = 12;

/** The text in both languages, made by one function. */
export function inBoth(make: (locale: Locale) => string): Texts {
  return { en: make('en'), 'zh-cn': make('zh-cn') };
}

/** As code, whatever it holds. */
export function code(text: string): string {
  const marks = text.includes('`') ? '``' : '`';
  return `${marks}${text}${marks}`;
}

/** The head of a statement on one line. */
export function headText(file: File, statement: Statement): string {
  const { start, end } = headOf(statement);
  const line = file.text.slice(start, Math.min(end, start + 2 * mostLetters)).replace(/\s+/g, ' ');
  return line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line;
}

/** A line for each statement, with the place where it stands. */
export function listOf(held: readonly Held[], locale: Locale): string {
  const lines = held
    .slice(0, mostLines)
    .map(({ file, statement }) => `- ${code(headText(file, statement))} · ${linkTo(file, statement.start)}`);
  const more = held.length - lines.length;
  if (more > 0) lines.push(locale === 'en' ? `- and ${more} more` : `- 另有 ${more} 条`);
  return lines.join('\n');
}
