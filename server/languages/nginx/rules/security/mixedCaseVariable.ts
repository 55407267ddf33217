/** nginx folds the case of variables, so that one name written in two ways is one variable. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const mixedCaseVariable: Rule = {
  id: 'mixed-case-variable',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'set')) {
      const [variable] = statement.args;
      if (!variable || !/^\$\w*[A-Z]/.test(variable.text)) continue;
      yield {
        start: variable.start,
        end: variable.end,
        message: l10n.t(
          'nginx does not tell "{0}" from "{1}": write variables in lower case.',
          variable.text,
          variable.text.toLowerCase(),
        ),
      };
    }
  },
};
