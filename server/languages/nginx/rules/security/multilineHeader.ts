/** A header's value over several lines: HTTP has given up folded headers, and some clients refuse them (RFC 9110, 5.5). */
import * as l10n from '@vscode/l10n';
import type { Rule, Token } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

const setters = [
  'add_header',
  'add_trailer',
  'proxy_set_header',
  'grpc_set_header',
  'more_set_headers',
  'more_set_input_headers',
];

/** A line end in a word is in quotes, or escaped so that the word is shorter than it is written. */
const isBroken = ({ text, quote, start, end }: Token): boolean =>
  (quote !== '' || text.length !== end - start) && /[\r\n]/.test(text);

export const multilineHeader: Rule = {
  id: 'multiline-header',
  severity: 'warning',
  *check(file) {
    const broken = setters.flatMap((name) =>
      placesNamed(file, name).filter(({ statement }) => statement.args.some(isBroken)),
    );
    for (const { statement } of broken) {
      for (const word of statement.args.filter(isBroken)) {
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
