/** What nginx lets through at the outer level and refuses here surprises whoever raised the outer limit. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

export const bodySizeInside: Rule = {
  id: 'smaller-body-inside',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'client_max_body_size')) {
      const own = sizeOf(statement.args[0]?.text);
      let block = statement.parent;
      while (block) {
        block = block.parent;
        const level = block?.body ?? file.tree.statements;
        const outer = level.find(({ name }) => name.text === 'client_max_body_size');
        const limit = sizeOf(outer?.args[0]?.text);
        if (!outer || own === undefined || limit === undefined) continue;
        if (own > 0 && (own < limit || limit === 0))
          yield {
            ...headOf(statement),
            message: l10n.t(
              'Less than the {0} that hold around it: larger uploads are refused here with 413.',
              outer.args[0]?.text ?? '',
            ),
          };
        break;
      }
    }
  },
};

function sizeOf(text: string | undefined): number | undefined {
  const [, digits, unit] = /^(\d+)([kmg]?)$/i.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[(unit ?? '').toLowerCase()] ?? 1);
}
