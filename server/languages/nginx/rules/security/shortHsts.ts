/** A Strict-Transport-Security that a browser forgets soon protects only those who come often. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

/** Half a year, in seconds: what the lists of sites to preload and most audits ask for at the least. */
const enough = 15_768_000;

export const shortHsts: Rule = {
  id: 'short-hsts',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'add_header')) {
      const [field, value] = statement.args;
      if (field?.text.toLowerCase() !== 'strict-transport-security' || !value) continue;
      const seconds = /max-age\s*=\s*"?(\d+)/i.exec(value.text)?.[1];
      // Zero takes a site back on purpose.
      if (value.text.includes('$') || seconds === '0' || (seconds !== undefined && Number(seconds) >= enough)) continue;
      yield {
        start: value.start,
        end: value.end,
        message:
          seconds === undefined
            ? l10n.t('Without "max-age" browsers ignore this header.')
            : l10n.t(
                'Browsers forget after {0} seconds that this site is to be had over HTTPS only; half a year is the least that audits ask for.',
                seconds,
              ),
      };
    }
  },
};
