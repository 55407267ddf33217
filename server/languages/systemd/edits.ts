/** Edits of a unit, as people would make them. */
import * as l10n from '@vscode/l10n';
import type { Edit, File, Fix, Span, Statement } from '../../types.ts';
import { lineBreakOf } from '../nginx/newLines.ts';

export function changeTo({ start, end }: Span, text: string, isSure = false): Fix {
  return {
    title: l10n.t('Change to "{0}"', text),
    edits: [{ start, end, text }],
    ...(isSure && { preferred: true }),
  };
}

/** The lines of an option. */
export function linesOf({ text }: File, { start, end }: Span): Span {
  const lineEnd = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd + 1 };
}

export function removal(file: File, statement: Statement): Fix {
  return {
    title: l10n.t('Remove {0}', statement.name.text),
    edits: [{ ...linesOf(file, statement), text: '' }],
  };
}

/** A line of its own behind those of an option. */
export function lineBehind(file: File, option: Span, line: string): Edit {
  const { end } = linesOf(file, option);
  const lineBreak = lineBreakOf(file.text);
  const isEnded = file.text.charAt(end - 1) === '\n';
  return { start: end, end, text: isEnded ? line + lineBreak : lineBreak + line };
}
