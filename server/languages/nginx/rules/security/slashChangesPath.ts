/** `location /api { proxy_pass http://app/; }` replaces `/api` by `/`, so `/api/users` reaches the application as `//users`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { locationOf } from '../../statements.ts';

export const slashChangesPath: Rule = {
  id: 'doubled-slash',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      const [target] = statement.args;
      const location = statement.parent && locationOf(statement.parent);
      if (context !== 'location' || !target || !location || !/^(?:\^~)?$/.test(location.modifier)) continue;
      const path = /^https?:\/\/[^/$]+(\/[^$?]*)$/i.exec(target.text)?.[1];
      const { pattern } = location;
      if (path === undefined || !path.endsWith('/') || pattern.endsWith('/') || !pattern.startsWith('/')) continue;
      const word = statement.parent?.args[statement.parent.args.length - 1];
      const fixes =
        word?.quote === ''
          ? [{ title: l10n.t('End the location in "/"'), edits: [{ start: word.end, end: word.end, text: '/' }] }]
          : [];
      if (path === '/' && target.quote === '')
        fixes.push({
          title: l10n.t('Pass the path on as it is'),
          edits: [{ start: target.end - 1, end: target.end, text: '' }],
        });
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t(
          '"{0}/x" reaches the application as "{1}/x": the location does not end in "/", but the path here does.',
          pattern,
          path,
        ),
        fixes,
      };
    }
  },
};
