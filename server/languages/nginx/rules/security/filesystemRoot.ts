/** `root /` and `alias /` publish the whole machine. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesOf } from '../../../../walk.ts';
import { hasInside, headOf, locationOf } from '../../statements.ts';

export const filesystemRoot: Rule = {
  id: 'filesystem-root-published',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesOf(file, ['root', 'alias'])) {
      const { name, args, parent } = statement;
      if (!/^\/+(?:etc|root|proc|home)?\/*$/.test(args[0]?.text ?? '')) continue;
      if (context === '' || hasInside(parent, 'internal')) continue;
      const location = parent && locationOf(parent);
      // The path of the location is below the root, and names one folder.
      if (
        name.text === 'root' &&
        location &&
        location.modifier !== '~' &&
        location.modifier !== '~*' &&
        /^\/\w/.test(location.pattern)
      )
        continue;
      yield {
        ...headOf(statement),
        message: l10n.t('Every file that nginx may read below "{0}" can be asked for.', args[0]?.text ?? ''),
      };
    }
  },
};
