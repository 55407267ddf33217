/** nginx: `invalid value "%s" in "%s" directive, it must be "on" or "off"` (ngx_conf_set_flag_slot). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';

const on = new Set(['yes', 'true', '1', 'enable', 'enabled', 'allow']);
const off = new Set(['no', 'false', '0', 'disable', 'disabled', 'none']);

export const invalidFlag: Rule = {
  id: 'invalid-flag',
  severity: 'error',
  *check(file) {
    for (const { statement, token } of faults(file, 'invalid-flag')) {
      if (!token) continue;
      const { start, end, text } = token;
      const word = text.toLowerCase();
      const meant =
        on.has(word) || word.startsWith('on') ? 'on' : off.has(word) || word.startsWith('of') ? 'off' : undefined;
      yield {
        start,
        end,
        message: l10n.t('Invalid value "{0}" in "{1}" directive, it must be "on" or "off".', text, statement.name.text),
        fixes: (meant ? [meant] : ['on', 'off']).map((value) => ({
          title: l10n.t('Change to "{0}"', value),
          edits: [{ start, end, text: value }],
          preferred: value === meant,
        })),
      };
    }
  },
};
