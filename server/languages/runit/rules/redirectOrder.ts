/** Redirections are done from left to right: `2>&1 >file` sends standard error where standard output went before (POSIX shell, 2.7). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import type { ShellRedirect } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';

export const redirectOrder: Rule = {
  id: 'redirect-order',
  severity: 'warning',
  *check(file) {
    for (const { redirects, around } of commandsOf(file)) {
      // Both `x=$(program 2>&1 >file)` and `program 2>&1 >file | other` mean what they say.
      if (redirects.length !== 2 || around.isPiped || around.inSubstitution) continue;
      const [first, second] = redirects;
      if (!first || !second || !joins(first) || !goesToFile(second)) continue;
      const { text } = file;
      const [one, other] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
      yield {
        start: first.start,
        end: second.end,
        message: l10n.t('Standard error does not go to this file: "{0}" must stand behind "{1}".', one, other),
        fixes: [
          {
            title: l10n.t('Put "{0}" last', one),
            edits: [
              { start: first.start, end: first.end, text: other },
              { start: second.start, end: second.end, text: one },
            ],
          },
        ],
      };
    }
  },
};

function joins({ operator, descriptor, target }: ShellRedirect): boolean {
  return operator === '>&' && descriptor === 2 && target?.text === '1';
}

function goesToFile({ operator, descriptor }: ShellRedirect): boolean {
  return (operator === '>' || operator === '>>' || operator === '>|') && (descriptor ?? 1) === 1;
}
