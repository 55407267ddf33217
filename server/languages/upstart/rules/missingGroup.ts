import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { stanzasOf } from '../job.ts';

/** The group of the user `nobody` has another name where Upstart was at home. */
export const missingGroup: Rule = {
  id: 'missing-group',
  severity: 'information',
  *check(file) {
    for (const { args } of stanzasOf(file, 'setgid')) {
      const [group] = args;
      if (group?.text !== 'nobody') continue;
      const { start, end } = group;
      yield {
        start,
        end,
        message: l10n.t('Ubuntu and Debian have no group "nobody": it is "nogroup" there.'),
        fixes: [{ title: l10n.t('Change to "{0}"', 'nogroup'), edits: [{ start, end, text: 'nogroup' }] }],
      };
    }
  },
};
