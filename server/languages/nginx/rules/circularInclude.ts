/** An include that leads back to its own file: nginx has no guard against it and reads on until it has no more files to open. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nameOf } from '../../../where.ts';
import { includes } from '../includes.ts';

export const circularInclude: Rule = {
  id: 'circular-include',
  severity: 'error',
  *check(file, project) {
    for (const statement of includes.statements(file)) {
      const lost = project.lost(file, statement);
      if (lost?.kind !== 'circle') continue;
      const way = [file, ...lost.way].map(nameOf).join(' → ');
      yield {
        start: statement.start,
        end: statement.end,
        message: lost.isFatal
          ? l10n.t(
              'This include leads back to its own file ({0}): nginx reads on until it can open no more files.',
              way,
            )
          : l10n.t('This pattern fits its own file too ({0}): nginx reads it over and over.', way),
        ...(!lost.isFatal && { severity: 'warning' as const }),
      };
    }
  },
};
