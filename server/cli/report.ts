/** How findings are written: for programs as JSON, for people a line each. */
import * as l10n from '@vscode/l10n';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem, Severity } from '../types.ts';

/** A file by the name it was given with, and what was found in it. */
export interface Judged {
  name: string;
  document: TextDocument;
  found: readonly Problem[];
}

/** One array; lines and columns count from 1, columns in UTF-16 code units. */
export function asJson(judged: readonly Judged[]): string {
  const rows = judged.flatMap((file) =>
    file.found.map((problem) => ({
      file: file.name,
      ...placeOf(file.document, problem),
      severity: problem.severity,
      rule: problem.rule,
      message: problem.message,
      fixes: (problem.fixes ?? []).flatMap(({ title, edits }) => (edits.length > 0 ? { title } : [])),
    })),
  );
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

const colours: Record<Severity, string> = { error: '31', warning: '33', information: '36', hint: '2' };

/** A paragraph for each file in which something was found, and a line that counts. `fixed` is said when it is given. */
export function asPretty(judged: readonly Judged[], coloured: boolean, fixed: number | undefined): string {
  const paint = (colour: string, text: string) => (coloured ? `\u001B[${colour}m${text}\u001B[0m` : text);
  const paragraphs = judged.flatMap(({ name, document, found }) => {
    if (found.length === 0) return [];
    const width = Math.max(...new Set(found.map(({ severity }) => severity.length)));
    const lines = found.map((problem) => {
      const { line, column } = placeOf(document, problem);
      const { severity, message, rule } = problem;
      const place = printable(`${name}:${line}:${column}`);
      return `${place} ${paint(colours[severity], severity.padEnd(width))} ${printable(message)} ${paint('2', rule)}\n`;
    });
    return `${lines.join('')}\n`;
  });
  const count = (wanted: Severity) =>
    judged.reduce((sum, { found }) => sum + found.filter(({ severity }) => severity === wanted).length, 0);
  const counts = (['error', 'warning', 'information', 'hint'] as const).map(count);
  const summary = l10n.t(
    'Files: {0}. Errors: {1}. Warnings: {2}. Information: {3}. Hints: {4}.',
    judged.length,
    ...counts,
  );
  const mended = fixed === undefined ? '' : ` ${l10n.t('Fixed: {0}.', fixed)}`;
  return `${paragraphs.join('')}${summary}${mended}\n`;
}

function placeOf(document: TextDocument, { start, end }: Problem) {
  const [from, to] = [document.positionAt(start), document.positionAt(end)];
  // No editor counts a byte order mark as a column.
  const marked = document.getText({ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }) === '\uFEFF';
  const column = ({ line, character }: typeof from) => (marked && line === 0 ? Math.max(character, 1) : character + 1);
  return { line: from.line + 1, column: column(from), endLine: to.line + 1, endColumn: column(to) };
}

/** What a file says must not be a command to the terminal. */
function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
