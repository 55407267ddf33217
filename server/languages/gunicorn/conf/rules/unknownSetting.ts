/** Gunicorn takes the names that it knows from the file and passes over all others in silence (app/base.py). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { nearest } from '../../../spelling.ts';
import { misnamed, removed, settings } from '../../settings.ts';
import { moduleOf } from '../parse.ts';

export const unknownSetting: Rule = {
  id: 'unknown-setting',
  severity: 'warning',
  *check(file) {
    const { assignments, definitions, read } = moduleOf(file);
    for (const { name } of [...assignments, ...definitions]) {
      const { start, end, text } = name;
      // A name that something reads is a variable of the file's own, and so is one that begins with a sign of that.
      if (settings.has(text) || read.has(text) || text.startsWith('_') || removed.settings.has(text)) continue;
      const lower = text.toLowerCase();
      const known = misnamed.get(lower) ?? (settings.has(lower) ? lower : undefined);
      const near = known ?? nearest(lower, settings.keys());
      // Names in capitals are often for others that import the file.
      if (near === undefined || (known === undefined && /^[A-Z\d_]+$/.test(text))) continue;
      const isNumber = near === 'bind' && lower === 'port';
      yield {
        start,
        end,
        message: l10n.t('Gunicorn has no setting "{0}" and passes over it; "{1}" is one.', text, near),
        fixes: isNumber
          ? []
          : [
              {
                title: l10n.t('Change to "{0}"', near),
                edits: [{ start, end, text: near }],
                preferred: known !== undefined && lower !== 'host' && lower !== 'port',
              },
            ],
      };
    }
  },
};

export const removedSetting: Rule = {
  id: 'removed-setting',
  severity: 'warning',
  *check(file) {
    const { assignments, read } = moduleOf(file);
    for (const { name } of assignments) {
      const version = removed.settings.get(name.text);
      const replacement = misnamed.get(name.text);
      if (version === undefined || read.has(name.text)) continue;
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t('Gunicorn has no setting "{0}" since {1}, and passes over it.', name.text, version),
        fixes:
          replacement === undefined
            ? []
            : [
                {
                  title: l10n.t('Change to "{0}"', replacement),
                  edits: [{ start: name.start, end: name.end, text: replacement }],
                },
              ],
      };
    }
  },
};
