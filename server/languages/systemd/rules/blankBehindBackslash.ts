/** Only a backslash at the very end of a line lets the value go on. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isGunicorns, unitOf } from '../unit.ts';

export const blankBehindBackslash: Rule = {
  id: 'blank-behind-backslash',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value } of unitOf(file).options) {
      if (!value || file.text.charAt(value.end - 1) !== '\\') continue;
      let { end } = value;
      while (' \t'.includes(file.text.charAt(end)) && end < file.text.length) end++;
      const isLineEnd = /^\r?\n/.test(file.text.slice(end, end + 2));
      if (end === value.end || !isLineEnd) continue;
      yield {
        start: value.end - 1,
        end,
        message: l10n.t(
          'Blanks behind the backslash: the value ends here, and systemd takes the next line for one of its own.',
        ),
        fixes: [
          {
            title: l10n.t('Delete the blanks'),
            edits: [{ start: value.end, end, text: '' }],
            preferred: true,
          },
        ],
      };
    }
  },
};
