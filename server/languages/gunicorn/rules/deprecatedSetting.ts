/** Settings that Gunicorn still takes and no longer looks at. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';
import { settings } from '../settings.ts';

const deprecated = [...settings].filter(([, record]) => record.deprecated !== undefined);

export const deprecatedSetting: Rule = {
  id: 'deprecated-setting',
  severity: 'information',
  *check(file) {
    for (const [setting, { deprecated: version = '', replacedBy = '' }] of deprecated)
      for (const { name } of givenIn(file, setting))
        yield {
          start: name.start,
          end: name.end,
          message: l10n.t(
            '"{0}" is deprecated since Gunicorn {1} and has no effect any more: use "{2}".',
            name.text,
            version,
            replacedBy,
          ),
        };
  },
};
