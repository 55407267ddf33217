/** `error_log off` writes into a file whose name is `off`; the log cannot be switched off so. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const errorLogOff: Rule = {
  id: 'error-log-off',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'error_log')) {
      const [target] = statement.args;
      if (target?.text !== 'off' || statement.args.length !== 1) continue;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t('This writes the errors into a file named "off": the error log cannot be switched off.'),
        fixes: [
          {
            title: l10n.t('Use {0}', '/dev/null emerg'),
            edits: [{ start: target.start, end: target.end, text: '/dev/null emerg' }],
          },
        ],
      };
    }
  },
};
