/** nginx: `directive "%s" has no opening "{"`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';

export const missingBlock: Rule = {
  id: 'missing-block',
  severity: 'error',
  *check(file) {
    const lineBreak = /\r?\n/.exec(file.text)?.[0] ?? '\n';
    for (const { statement } of faults(file, 'missing-block')) {
      const { start, end, name } = statement;
      const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
      const indentation = /^[ \t]*/.exec(file.text.slice(lineStart, start))?.[0] ?? '';
      const block = ` {${lineBreak}${indentation}}`;
      yield {
        start,
        end,
        message: l10n.t('Directive "{0}" has no opening "{1}".', name.text, '{'),
        fixes: [{ title: l10n.t('Replace ";" with a block'), edits: [{ start: end - 1, end, text: block }] }],
      };
    }
  },
};
