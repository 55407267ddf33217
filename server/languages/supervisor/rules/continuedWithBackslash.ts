/** Indentation continues a value; a backslash at the end of its line stays in it, and the line end behind it. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { optionsOfType } from '../options.ts';

export const continuedWithBackslash: Rule = {
  id: 'continued-with-backslash',
  severity: 'warning',
  *check(file) {
    for (const { value } of optionsOfType(file, 'command')) {
      if (!value.text.includes('\\\n')) continue;
      const source = file.text.slice(value.start, value.end);
      for (const found of source.matchAll(/\s*\\(?=\s*\r?\n)/g)) {
        const end = value.start + found.index + found[0].length;
        yield {
          start: end - 1,
          end,
          message: l10n.t(
            'The backslash puts a line end into the next argument: indentation alone continues the command.',
          ),
          fixes: [
            {
              title: l10n.t('Delete the backslash'),
              edits: [{ start: value.start + found.index, end, text: '' }],
              preferred: true,
            },
          ],
        };
      }
    }
  },
};
