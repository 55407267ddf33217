/** supervisord reads the sections that it knows and passes over all others in silence. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { sectionsOf } from '../options.ts';
import { named, sections } from '../reference.ts';

export const unknownSection: Rule = {
  id: 'unknown-section',
  severity: 'warning',
  *check(file) {
    for (const { statement, kind } of sectionsOf(file)) {
      const { name } = statement;
      if (kind !== '') continue;
      const colon = name.text.indexOf(':');
      const word = (colon < 0 ? name.text : name.text.slice(0, colon)).trim();
      const lower = word.toLowerCase();
      const meant = sections.has(lower) ? lower : nearest(lower, sections.keys());
      const isNamed = meant !== undefined && named.has(meant);
      // Programs of others keep settings of their own in the same file.
      if (meant === undefined && !/^(?:program|group|supervisor)/i.test(word)) continue;
      const fixes =
        meant !== undefined && isNamed === colon >= 0
          ? [
              {
                title: l10n.t(
                  'Change to {0}',
                  isNamed ? `[${meant}:${name.text.slice(colon + 1).trim()}]` : `[${meant}]`,
                ),
                edits: [
                  {
                    start: name.start,
                    end: name.end,
                    text: isNamed ? `${meant}:${name.text.slice(colon + 1).trim()}` : meant,
                  },
                ],
                preferred: lower === meant,
              },
            ]
          : [];
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t('supervisord does not know the section [{0}] and passes over it.', name.text),
        fixes,
      };
    }
  },
};
