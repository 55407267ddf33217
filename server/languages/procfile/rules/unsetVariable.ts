/** A variable that neither `.env` nor the surroundings are known to set; where it runs, anything may be set. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { environmentOf, settings } from '../environment.ts';
import known from '../reference/variables.json';
import { variablesOf } from '../variables.ts';

const surroundings: ReadonlySet<string> = new Set(known);

export const unsetVariable: Rule = {
  id: 'unset-variable',
  severity: 'information',
  *check(file, project) {
    const used = variablesOf(file).filter(
      ({ use, hasDefault, isOwn }) => !hasDefault && !isOwn && !surroundings.has(use.name),
    );
    const files = used.length > 0 ? environmentOf(file, project) : undefined;
    // Without any such file the variables are set by other means.
    if (!files) return;
    const set = new Set(files.flatMap(settings).map(({ name }) => name));
    for (const { use } of used) {
      if (set.has(use.name)) continue;
      const { start, end, name } = use;
      const meant = nearest(name, set);
      yield {
        start,
        end,
        message: l10n.t('"{0}" is not set in .env.', name),
        fixes:
          meant === undefined
            ? []
            : [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }] }],
      };
    }
  },
};
