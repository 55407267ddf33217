/** A path in `proxy_pass` that is the location's own changes nothing but the encoding: nginx decodes the path and encodes it anew. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { locationOf } from '../../statements.ts';

export const needlessPath: Rule = {
  id: 'needless-path',
  severity: 'hint',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      const [target] = statement.args;
      const location = statement.parent && locationOf(statement.parent);
      if (context !== 'location' || !target || !location || !/^(?:=|\^~|)$/.test(location.modifier)) continue;
      const found = /^(https?:\/\/[^/$]+)(\/[^$?]*)$/i.exec(target.text);
      const [, server, path] = found ?? [];
      if (server === undefined || path === undefined || path !== location.pattern) continue;
      // Behind the name of a socket its path comes first.
      if (server.toLowerCase().endsWith('unix:')) continue;
      const end = target.quote === '' ? target.end : target.end - 1;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t(
          'The path stays as it is, yet it is decoded and encoded anew on the way: "%2F" reaches the application as "/".',
        ),
        fixes: [
          {
            title: l10n.t('Pass the path on as it is'),
            edits: [{ start: end - path.length, end, text: '' }],
          },
        ],
      };
    }
  },
};
