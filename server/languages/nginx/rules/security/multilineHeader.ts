/** A header's value over several lines: HTTP has given up folded headers, and some clients refuse them (RFC 9110, 5.5). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { places } from '../../../../walk.ts';

const setters = new Set([
  'add_header',
  'add_trailer',
  'proxy_set_header',
  'grpc_set_header',
  'more_set_headers',
  'more_set_input_headers',
]);

export const multilineHeader: Rule = {
  id: 'multiline-header',
  severity: 'warning',
  *check(file) {
    for (const { statement } of places(file)) {
      if (!setters.has(statement.name.text)) continue;
      for (const word of statement.args) {
        if (!/[\r\n]/.test(word.text)) continue;
        const inner = file.text.slice(word.start, word.end);
        yield {
          start: word.start,
          end: word.end,
          message: l10n.t('The value of this header goes over several lines, which clients and proxies refuse.'),
          fixes: [
            {
              title: l10n.t('Put the value on one line'),
              edits: [{ start: word.start, end: word.end, text: inner.replace(/\s*\r?\n\s*/g, ' ') }],
            },
          ],
        };
      }
    }
  },
};
