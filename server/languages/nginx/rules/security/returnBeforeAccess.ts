/** `return` answers in the rewrite phase, before `allow`, `deny` and passwords are looked at. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { type Held, inheritance, namedOn } from '../../inheritance.ts';
import { headOf } from '../../statements.ts';

const access = ['allow', 'deny'];
const passwords = ['auth_basic', 'auth_request', 'auth_jwt'];

export const returnBeforeAccess: Rule = {
  id: 'return-before-access',
  severity: 'warning',
  *check(file, project) {
    const rules = inheritance(file, project, access);
    const asked = passwords.map((name) => inheritance(file, project, [name]));
    for (const { statement, context } of placesNamed(file, 'return')) {
      const { parent } = statement;
      if ((context !== 'location' && context !== 'server') || !givesSomething(statement)) continue;
      const guards = [
        ...(rules(parent) ?? []).filter(({ statement: rule }) => rule.name.text === 'deny'),
        ...asked.flatMap((find) => (find(parent) ?? []).filter(isOn)),
      ];
      if (guards.length === 0) continue;
      const isOwn = [...access, ...passwords].some((name) => namedOn(file, parent, name).length > 0);
      yield {
        ...headOf(statement),
        // What holds for a whole server may be meant for all but this.
        ...(!isOwn && { severity: 'information' as const }),
        message: isOwn
          ? l10n.t('This answers everybody: "return" comes before the access rules and the password of this block.')
          : l10n.t(
              'This answers everybody: "return" comes before the access rules and the password of the level above.',
            ),
      };
    }
  },
};

/** Whoever is refused or sent elsewhere has not been let in. */
function givesSomething({ args }: Statement): boolean {
  const code = args[0]?.text ?? '';
  if (/^(?:https?:|\$scheme)/.test(code)) return false;
  return /^(?:200|http|\/|\$)/.test(code) || (code.startsWith('2') && args.length > 1);
}

function isOn({ statement }: Held): boolean {
  return statement.args[0]?.text !== 'off';
}
