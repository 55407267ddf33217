/** nginx: `"%s" directive is not allowed here`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';
import { directives } from '../reference.ts';

export const misplacedDirective: Rule = {
  id: 'misplaced-directive',
  severity: 'error',
  *check(file) {
    for (const { statement, context } of faults(file, 'misplaced-directive')) {
      const { text, start, end } = statement.name;
      const places = new Set((directives.get(text) ?? []).flatMap((record) => record.contexts));
      const wanted = [...places].map((place) => `"${place}"`).join(', ');
      yield {
        start,
        end,
        message: l10n.t('Directive "{0}" is not allowed here, in "{1}": it belongs in {2}.', text, context, wanted),
      };
    }
  },
};
