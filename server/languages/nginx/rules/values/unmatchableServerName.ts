/** Names that no request has: nginx compares server_name with the host alone (it warns of "suspicious symbols"). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const unmatchableServerName: Rule = {
  id: 'unmatchable-server-name',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'server_name')) {
      if (context !== 'server' && context !== 'stream server') continue;
      for (const { start, end, text } of statement.args) {
        const [, host = ''] = /^(?:[a-z]+:\/\/)?([^/:,]*)(?::\d+)?(?:\/.*)?$/i.exec(text) ?? [];
        // Variables and regular expressions have colons and slashes of their own.
        if (host === '' || host === text || /^[~[]|[${]/.test(text) || !/[/:]/.test(text)) continue;
        const isHost = /^[\w*.-]+$/.test(host);
        yield {
          start,
          end,
          message: l10n.t('No request has the server name "{0}": it is a host without scheme, port and path.', text),
          ...(isHost && {
            fixes: [{ title: l10n.t('Change to "{0}"', host), edits: [{ start, end, text: host }], preferred: true }],
          }),
        };
      }
    }
  },
};
