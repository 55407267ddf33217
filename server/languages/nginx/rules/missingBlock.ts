/** nginx: `directive "%s" has no opening "{"`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';

export const missingBlock: Rule = {
  id: 'missing-block',
  severity: 'error',
  *check(file) {
    for (const { statement } of faults(file, 'missing-block')) {
      const end = statement.end;
      yield {
        start: statement.start,
        end,
        message: l10n.t('Directive "{0}" has no opening "{1}".', statement.name.text, '{'),
        fixes: [{ title: l10n.t('Replace ";" with a block'), edits: [{ start: end - 1, end, text: ' {\n}' }] }],
      };
    }
  },
};
