/** `return` answers in the rewrite phase, before `allow`, `deny` and passwords are looked at. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { hasInside, headOf } from '../../statements.ts';

export const returnBeforeAccess: Rule = {
  id: 'return-before-access',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'return')) {
      const { parent } = statement;
      if (context !== 'location' && context !== 'server') continue;
      if (!hasInside(parent, 'deny', 'auth_basic', 'auth_request', 'auth_jwt')) continue;
      const code = statement.args[0]?.text ?? '';
      // Whoever is refused or sent elsewhere has not been let in.
      if (!/^(?:200|http|\/|\$)/.test(code) && !(code.startsWith('2') && statement.args.length > 1)) continue;
      if (/^(?:https?:|\$scheme)/.test(code)) continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'This answers everybody: "return" comes before the access rules and the password of this block.',
        ),
      };
    }
  },
};
