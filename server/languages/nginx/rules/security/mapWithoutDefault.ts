/** Without `default` a `map` or `geo` gives an empty text for whatever it does not list. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

export const mapWithoutDefault: Rule = {
  id: 'map-without-default',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'map')) {
      const { body, args } = statement;
      if (!body || body.length === 0 || args.length !== 2) continue;
      if (body.some((row) => /^(?:default|include|volatile|~\*?\^?\.?\*?\$?|~\.)$/.test(row.name.text))) continue;
      yield {
        ...headOf(statement),
        message: l10n.t('For all other values {0} is empty: say what it is to be with "default".', args[1]?.text ?? ''),
      };
    }
  },
};
