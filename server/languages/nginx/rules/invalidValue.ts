/** nginx: `invalid value "%s"` (ngx_conf_set_enum_slot and ngx_conf_set_bitmask_slot). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { faults } from '../faults.ts';

export const invalidValue: Rule = {
  id: 'invalid-value',
  severity: 'error',
  *check(file) {
    for (const { statement, token, record } of faults(file, 'invalid-value')) {
      if (!token) continue;
      const { start, end, text } = token;
      const values = record?.values ?? [];
      const meant = nearest(text, values);
      yield {
        start,
        end,
        message: l10n.t(
          'Invalid value "{0}" in "{1}" directive: it takes {2}.',
          text,
          statement.name.text,
          values.map((value) => `"${value}"`).join(', '),
        ),
        ...(meant !== undefined && {
          fixes: [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }], preferred: true }],
        }),
      };
    }
  },
};
