/** `server_tokens on` tells everybody which version of nginx answers. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const versionDisclosure: Rule = {
  id: 'version-disclosure',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'server_tokens')) {
      const [value] = statement.args;
      if (!value || !/^(?:on|build)$/.test(value.text)) continue;
      yield {
        start: value.start,
        end: value.end,
        message: l10n.t('Every answer tells the version of nginx, and with it which known holes it has.'),
        fixes: [{ title: l10n.t('Use {0}', 'off'), edits: [{ start: value.start, end: value.end, text: 'off' }] }],
      };
    }
  },
};
