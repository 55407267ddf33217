/** What nginx refuses or warns of when it has read more than one statement: a rule for each kind of finding. */
import type { Rule, Severity } from '../../../types.ts';
import { type WholeRule, wholeFindings, wholeRules } from '../whole/findings.ts';

const severities: Partial<Record<WholeRule, Severity>> = {
  'conflicting-server-name': 'warning',
  'redefined-balancing': 'warning',
  'redefined-protocols': 'warning',
};

const ruleFor = (id: WholeRule): Rule => ({
  id,
  severity: severities[id] ?? 'error',
  *check(file, project) {
    for (const { rule: _, file: __, ...finding } of wholeFindings(file, id, project)) yield finding;
  },
});

export const configurationRules: readonly Rule[] = wholeRules
  .filter((id) => id !== 'duplicate-directive' && id !== 'invalid-value')
  .map(ruleFor);
