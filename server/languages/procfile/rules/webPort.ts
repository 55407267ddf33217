/** A platform sends requests to the port that it says in $PORT. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';
import { commandFacts } from '../../gunicorn/command/facts.ts';

export const webPort: Rule = {
  id: 'web-on-fixed-port',
  severity: 'information',
  *check(file) {
    const web = file.tree.statements.find(({ name }) => name.text === 'web');
    if (!web) return;
    for (const piece of embeddedFiles(file)) {
      if (piece.start < web.start || piece.end > web.end + 1) continue;
      for (const { start, end, text } of commandFacts(piece)?.values('bind') ?? []) {
        const port = /^(?:[\w.*]*|\[[\da-f:]*\]):(\d+)$/i.exec(text)?.[1];
        if (port === undefined) continue;
        const address = `0.0.0.0:$PORT`;
        yield {
          start,
          end,
          message: l10n.t('A platform says in $PORT where "web" has to listen; here it is always {0}.', port),
          fixes: [{ title: l10n.t('Change to "{0}"', address), edits: [{ start, end, text: address }] }],
        };
      }
    }
  },
};
