/** A location's pattern is looked for anywhere in the path, so that one without `^` or `$` takes more than it names. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { patterns, spanIn } from '../../patterns.ts';
import { hasInside } from '../../statements.ts';

/** Ends in the name of a kind of file: `\.php`, `\.(?:js|css)`. */
const extension = /(?:^|[^/\\])\\\.(?:([a-z0-9]{1,5})|\((?:\?:)?([a-z0-9]{1,5})(?:\|[\w-]+)*\))$/i;
/** Begins with a folder's name. */
const folder = /^\/[\w-]+/;

export const unanchoredPattern: Rule = {
  id: 'unanchored-pattern',
  severity: 'hint',
  *check(file) {
    for (const place of patterns(file)) {
      const { statement, token, from } = place;
      // To refuse too much is no hole.
      if (statement.name.text !== 'location' || hasInside(statement, 'deny', 'return', 'internal')) continue;
      const text = token.text.slice(from);
      const [, single, first] = extension.exec(text.slice(-longestTail)) ?? [];
      const kind = single ?? first;
      if (kind !== undefined) {
        const { end } = spanIn(file, place, 0, text.length);
        yield {
          ...spanIn(file, place, 0, text.length),
          message: l10n.t(
            'The pattern ends anywhere: a path that goes on behind ".{0}" fits too, such as ".{0}x". End it with "$".',
            kind,
          ),
          fixes: [{ title: l10n.t('End it with "{0}"', '$'), edits: [{ start: end, end, text: '$' }] }],
        };
      }
      const start = folder.exec(text)?.[0];
      if (start !== undefined) {
        const whole = spanIn(file, place, 0, text.length);
        yield {
          ...whole,
          message: l10n.t('The pattern begins anywhere: "/x{0}" fits too. Begin it with "^".', start),
          fixes: [
            { title: l10n.t('Begin it with "{0}"', '^'), edits: [{ start: whole.start, end: whole.start, text: '^' }] },
          ],
        };
      }
    }
  },
};

/** No list of extensions is longer. */
const longestTail = 400;
