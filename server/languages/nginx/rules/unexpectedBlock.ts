/** nginx: `directive "%s" is not terminated by ";"`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';

export const unexpectedBlock: Rule = {
  id: 'unexpected-block',
  severity: 'error',
  *check(file) {
    for (const { statement } of faults(file, 'unexpected-block')) {
      const open = statement.open ?? statement.name.end;
      yield {
        start: statement.start,
        end: open + 1,
        message: l10n.t('Directive "{0}" is not terminated by ";": it takes no block.', statement.name.text),
      };
    }
  },
};
