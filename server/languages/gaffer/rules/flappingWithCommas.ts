/** float() takes no comma, and what it does not take is forgotten. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { startsProcess } from '../reference.ts';
import { sectionsOf } from '../sections.ts';

export const flappingWithCommas: Rule = {
  id: 'flapping-with-commas',
  severity: 'warning',
  *check(file) {
    for (const { kind, options } of sectionsOf(file)) {
      const value = options.get('flapping')?.args[0];
      if (!startsProcess(kind) || !value?.text.includes(',')) continue;
      const { start, end, text } = value;
      yield {
        start,
        end,
        message: l10n.t('Commas make gaffer pass over "flapping": blanks stand between the numbers.'),
        fixes: [
          {
            title: l10n.t('Put blanks between'),
            edits: [{ start, end, text: text.replace(/\s*,\s*/g, ' ').trim() }],
            preferred: true,
          },
        ],
      };
    }
  },
};
