/** Zero takes a limit away that protects Gunicorn from requests that only cost memory. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';

const limits = ['limit_request_line', 'limit_request_field_size'];

export const unlimitedRequest: Rule = {
  id: 'unlimited-request',
  severity: 'information',
  *check(file) {
    for (const limit of limits)
      for (const { start, end, text } of givenIn(file, limit))
        if (text === '0')
          yield {
            start,
            end,
            message: l10n.t('0 is no limit at all: one request may fill the memory. Set the length that is needed.'),
          };
  },
};
