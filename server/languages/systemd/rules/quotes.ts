/** Quotes that nothing closes, and backslashes that mean nothing (extract_first_word, extract-word.c). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { isGunicorns, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

export const unbalancedQuotes: Rule = {
  id: 'unbalanced-quotes',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const { commands, environment } = unitOf(file);
    for (const { value, kind, hasHole } of [...commands, ...environment]) {
      if (!value || hasHole) continue;
      const { open } = wordsOf(file, value);
      if (!open) continue;
      const isRefused = kind === 'command' && !/^[@:+!|]*-/.test(value.text);
      yield {
        start: open.start,
        end: open.end,
        message: isRefused
          ? l10n.t('systemd refuses the unit: a quote is not closed.')
          : l10n.t('systemd passes over this line: a quote is not closed.'),
      };
    }
  },
};

export const unknownEscape: Rule = {
  id: 'unknown-escape',
  severity: 'warning',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value, hasHole } of unitOf(file).commands) {
      if (!value || hasHole || !value.text.includes('\\')) continue;
      for (const { start, end } of wordsOf(file, value).escapes) {
        const text = file.text.slice(start, end);
        // `\;` is the semicolon itself, and a backslash at the end of a line is told elsewhere.
        if (text.length < 2 || /[;\s]/.test(text.charAt(1))) continue;
        yield {
          start,
          end,
          message: l10n.t('systemd does not know "{0}" and leaves the backslash in the word.', text),
          // Where a shell has written the file, the backslash was for the shell.
          fixes: [changeTo({ start, end }, text.charAt(1) === '$' ? '$' : `\\${text}`)],
        };
      }
    }
  },
};
