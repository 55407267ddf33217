/** Zero takes a limit away that protects Gunicorn from requests that only cost memory. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';

export const unlimitedRequest: Rule = {
  id: 'unlimited-request',
  severity: 'information',
  *check(file) {
    // The one of the size of a header means its default since some release.
    for (const { start, end, text } of givenIn(file, 'limit_request_line'))
      if (text === '0')
        yield {
          start,
          end,
          message: l10n.t('0 is no limit at all: one request may fill the memory. Set the length that is needed.'),
        };
  },
};
