/** Workers that take requests in turn reach the same number at about the same time, and are then replaced together. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn, isGiven, isWhole, valueGiven } from '../given.ts';

export const restartsTogether: Rule = {
  id: 'max-requests-without-jitter',
  severity: 'hint',
  *check(file) {
    const numbers = givenIn(file, 'max_requests');
    if (numbers.length === 0 || !isWhole(file) || isGiven(file, 'max_requests_jitter')) return;
    if (valueGiven(file, 'workers') === '1') return;
    for (const { start, end, name, text } of numbers)
      if (text !== undefined && Number(text) > 0)
        yield {
          start,
          end,
          message: l10n.t(
            'All workers reach this number at about the same time, and are replaced together: "{0}" spreads it.',
            name.text.startsWith('-') ? '--max-requests-jitter' : 'max_requests_jitter',
          ),
        };
  },
};
