import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { readingOf } from '../faults.ts';

const operators = new Map([
  ['and', 'and'],
  ['&&', 'and'],
  ['&', 'and'],
  ['or', 'or'],
  ['||', 'or'],
  ['|', 'or'],
]);

/** `AND` and `&&` are values of the event before them to Upstart. */
export const operatorAsValue: Rule = {
  id: 'operator-as-value',
  severity: 'warning',
  *check(file) {
    for (const { events } of readingOf(file).expressions.values())
      for (const { name, args } of events)
        for (const { start, end, text, quote } of args) {
          const meant = operators.get(text.toLowerCase());
          if (meant === undefined || quote !== '') continue;
          yield {
            start,
            end,
            message: l10n.t('"{0}" is a value of the event "{1}" here: write "{2}".', text, name.text, meant),
            fixes: [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }], preferred: true }],
          };
        }
  },
};
