/** nginx: `invalid value "%s"` (ngx_conf_set_enum_slot and ngx_conf_set_bitmask_slot). */
import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { quotedList } from '../../../l10n/lists.ts';
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
      const meant = nearestOf(text, values);
      yield {
        start,
        end,
        message: l10n.t(
          'Invalid value "{0}" in "{1}" directive: it takes {2}.',
          text,
          statement.name.text,
          quotedList(values),
        ),
        fixes: meant.map((value) => ({
          title: l10n.t('Change to "{0}"', value),
          edits: [{ start, end, text: value }],
          // Which protocol is meant is for a person to say.
          preferred: meant.length === 1 && !statement.name.text.endsWith('ssl_protocols'),
        })),
      };
    }
  },
};

/** The values that could be meant, all equally near. */
function nearestOf(text: string, values: readonly string[]): string[] {
  const away = (value: string): number => distance(text.toLowerCase(), value.toLowerCase());
  const best = nearest(text, values);
  return best === undefined ? [] : values.filter((value) => away(value) === away(best));
}
