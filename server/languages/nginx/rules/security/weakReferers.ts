/** With `none` or `blocked` in `valid_referers` whoever sends no Referer passes, and that is easily done. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const weakReferers: Rule = {
  id: 'weak-valid-referers',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'valid_referers'))
      for (const { start, end, text } of statement.args)
        if (text === 'none' || text === 'blocked')
          yield {
            start,
            end,
            message: l10n.t(
              '"{0}" lets everybody pass who leaves the Referer out: it protects against links, not against attacks.',
              text,
            ),
          };
  },
};
