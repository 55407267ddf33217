/** nginx: `pcre2_compile() failed: %s in "%V"`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { patterns, spanIn } from '../patterns.ts';
import { isOlder } from '../releases.ts';

/** The first release with PCRE2. */
const pcre2 = '1.21.5';

export const invalidPattern: Rule = {
  id: 'invalid-pattern',
  severity: 'error',
  *check(file, { options }) {
    const isFirst = isOlder(options.nginx.version, pcre2);
    for (const place of patterns(file)) {
      const { fault } = place.pattern;
      if (!fault || (isFirst && fault.isOnlyNew)) continue;
      const text = place.token.text.slice(place.from, place.from + 60);
      yield {
        ...spanIn(file, place, fault.start, fault.end),
        message: l10n.t('Invalid pattern "{0}": {1}', text, fault.message),
      };
    }
  },
};
