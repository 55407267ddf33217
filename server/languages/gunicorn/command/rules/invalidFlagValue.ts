/** Values that argparse or the setting's own check in gunicorn/config.py refuses. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { settings } from '../../settings.ts';
import { valueFault } from '../../values.ts';
import { commandFacts } from '../facts.ts';

export const invalidFlagValue: Rule = {
  id: 'invalid-setting-value',
  severity: 'error',
  *check(file) {
    for (const { setting, flag, value, isDynamic } of commandFacts(file)?.read.flags ?? []) {
      const record = settings.get(setting);
      // Templates and expansions of the host may stand for anything.
      if (!record || !value || isDynamic || /[%${<]/.test(value.text)) continue;
      const fault = valueFault(setting, value.text, record, true);
      if (!fault) continue;
      const { start, end } = value;
      yield {
        start,
        end,
        message: l10n.t('"{0}" is no value for {1}: {2}', value.text, flag, fault.message),
        fixes: fault.meant.map((text) => ({
          title: l10n.t('Change to "{0}"', text),
          edits: [{ start, end, text }],
          preferred: fault.meant.length === 1,
        })),
      };
    }
  },
};
