/** What nginx's setters refuse in the arguments of one statement: a rule for each kind of fault. */
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';
import { type ValueFault, valueFaults } from '../setters/index.ts';
import { wholeFindings } from '../whole/findings.ts';

const ruleFor = (id: ValueFault): Rule => ({
  id,
  severity: 'error',
  *check(file, project) {
    for (const { refusal } of faults(file, id)) {
      if (!refusal) continue;
      const { fault: _, ...finding } = refusal;
      yield finding;
    }
    if (id !== 'invalid-value') return;
    for (const { rule: _, file: __, ...finding } of wholeFindings(file, id, project)) yield finding;
  },
});

export const valueRules: readonly Rule[] = valueFaults.map(ruleFor);
