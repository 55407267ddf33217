/** `location /static { alias /srv/static/; }`: the path behind the prefix is appended, so `/static../secret` leaves the folder. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf, locationOf } from '../../statements.ts';

export const aliasTraversal: Rule = {
  id: 'alias-traversal',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'alias')) {
      const [folder] = statement.args;
      const location = statement.parent && locationOf(statement.parent);
      const prefix = statement.parent?.args[statement.parent.args.length - 1];
      if (!folder?.text.endsWith('/') || !location || !prefix || !/^(\^~)?$/.test(location.modifier)) continue;
      if (location.pattern.endsWith('/') || !location.pattern.startsWith('/')) continue;
      const end = prefix.quote === '' ? prefix.end : prefix.end - 1;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'A request for "{0}../" leaves the folder "{1}": the location does not end in "/", but the alias does.',
          location.pattern,
          folder.text,
        ),
        fixes: [
          {
            title: l10n.t('End the location in "/"'),
            edits: [{ start: end, end, text: '/' }],
          },
        ],
      };
    }
  },
};
