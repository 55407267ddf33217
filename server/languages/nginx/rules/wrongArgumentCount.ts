/** nginx: `invalid number of arguments in "%s" directive`. */
import * as l10n from '@vscode/l10n';
import { list } from '../../../l10n/lists.ts';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';

export const wrongArgumentCount: Rule = {
  id: 'wrong-argument-count',
  severity: 'error',
  *check(file) {
    for (const { statement, record } of faults(file, 'wrong-argument-count')) {
      const { name, args } = statement;
      yield {
        start: name.start,
        end: args[args.length - 1]?.end ?? name.end,
        message: l10n.t(
          'Invalid number of arguments in "{0}" directive: {1} given, {2} expected.',
          name.text,
          args.length,
          counts(record?.arguments),
        ),
      };
    }
  },
};

function counts(allowed: number[] | string | undefined): string {
  if (typeof allowed === 'string') return l10n.t('at least {0}', Number.parseInt(allowed, 10));
  const sorted = [...(allowed ?? [])].sort((a, b) => a - b);
  const last = sorted.pop();
  return sorted.length === 0 ? String(last) : l10n.t('{0} or {1}', list(sorted.map(String)), String(last));
}
