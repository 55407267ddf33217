/** Workers that take requests in turn reach the same number at about the same time, and are then replaced together. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';

export const restartsTogether: Rule = {
  id: 'max-requests-without-jitter',
  severity: 'hint',
  *check(file) {
    const given = givenIn(file);
    if (!given?.isWhole || given.has('max_requests_jitter') || given.value('workers') === '1') return;
    for (const { start, end, name, text } of given.all('max_requests'))
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
