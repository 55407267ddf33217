/** A pattern that one path alone fits: `=` says the same, is found at once, and no other pattern comes before it. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const patternForOnePath: Rule = {
  id: 'pattern-for-one-path',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'location')) {
      const [modifier, pattern] = statement.args;
      if (modifier?.text !== '~' || !pattern) continue;
      const literal = /^\^(\/(?:[\w/-]|\\[.\-/])*)\$$/.exec(pattern.text)?.[1];
      if (literal === undefined) continue;
      const path = literal.replace(/\\/g, '');
      yield {
        start: modifier.start,
        end: pattern.end,
        message: l10n.t('Only "{0}" fits: "= {0}" is found at once, without trying one pattern after the other.', path),
        fixes: [
          {
            title: l10n.t('Use {0}', `= ${path}`),
            edits: [{ start: modifier.start, end: pattern.end, text: `= ${path}` }],
          },
        ],
      };
    }
  },
};
