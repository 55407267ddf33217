/** Directives that nginx had once: the newest one calls them unknown. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';
import { removed } from '../reference.ts';
import { compareReleases, releaseOf } from '../releases.ts';

export const removedDirective: Rule = {
  id: 'removed-directive',
  severity: 'error',
  *check(file, { options }) {
    const release = releaseOf(options.nginx.version);
    for (const { statement } of faults(file, 'unknown-directive')) {
      const { text, start, end } = statement.name;
      const gone = removed.get(text);
      // The nginx of the settings may still have it.
      if (gone && (release === undefined || compareReleases(release, gone.last) > 0))
        yield {
          start,
          end,
          message: l10n.t('Unknown directive "{0}": nginx {1} was the last release that had it.', text, gone.last),
        };
    }
  },
};
