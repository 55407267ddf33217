/** A number without a colon is taken for a host (util.parse_address). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';

export const portWithoutColon: Rule = {
  id: 'port-without-colon',
  severity: 'warning',
  *check(file) {
    for (const { text, inner } of givenIn(file, 'bind')) {
      if (text === undefined || !inner || !/^\d{1,5}$/.test(text)) continue;
      yield {
        start: inner.start,
        end: inner.end,
        message: l10n.t(
          'Gunicorn takes "{0}" for a host, at which it cannot listen: a port has a colon in front.',
          text,
        ),
        fixes: [`127.0.0.1:${text}`, `:${text}`].map((right) => ({
          title: l10n.t('Change to "{0}"', right),
          edits: [{ ...inner, text: right }],
        })),
      };
    }
  },
};
