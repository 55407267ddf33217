/** What nginx lets through at the outer level and refuses here surprises whoever raised the outer limit. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce } from '../../inheritance.ts';
import { headOf } from '../../statements.ts';

const names: ReadonlySet<string> = new Set(['client_max_body_size']);
const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

export const bodySizeInside: Rule = {
  id: 'smaller-body-inside',
  severity: 'hint',
  *check(file, project) {
    for (const { statement } of placesNamed(file, 'client_max_body_size')) {
      const own = sizeOf(statement.args[0]?.text);
      const outer = statement.parent && inForce(file, project, statement.parent.parent, names)?.at(-1)?.statement;
      const limit = sizeOf(outer?.args[0]?.text);
      if (own === undefined || limit === undefined || own === 0 || (own >= limit && limit !== 0)) continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'Less than the {0} that hold around it: larger uploads are refused here with 413.',
          outer?.args[0]?.text ?? '',
        ),
      };
    }
  },
};

function sizeOf(text: string | undefined): number | undefined {
  const [, digits, unit] = /^(\d+)([kmg]?)$/i.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[(unit ?? '').toLowerCase()] ?? 1);
}
