/** Without `default` a `map` or `geo` gives an empty text for whatever it does not list. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesOf } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

export const mapWithoutDefault: Rule = {
  id: 'map-without-default',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesOf(file, ['map', 'geo'])) {
      const { body, args, name } = statement;
      const variable = args[args.length - 1]?.text ?? '';
      const isWhole = args.length === 2 || (name.text === 'geo' && args.length === 1);
      if (!body || body.length === 0 || !isWhole) continue;
      if (
        body.some((row) =>
          /^(?:default|include|volatile|0\.0\.0\.0\/0|ranges|~\*?\^?\.?\*?\$?|~\.)$/.test(row.name.text),
        )
      )
        continue;
      yield {
        ...headOf(statement),
        message: l10n.t('For all other values {0} is empty: say what it is to be with "default".', variable),
      };
    }
  },
};
