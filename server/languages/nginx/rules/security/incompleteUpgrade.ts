/** A WebSocket needs both headers, `Upgrade` and `Connection`, for neither is passed on by itself. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { onLevel } from '../../inheritance.ts';
import { lineBehind } from '../../newLines.ts';
import { headOf } from '../../statements.ts';

const headers: ReadonlySet<string> = new Set(['proxy_set_header']);

export const incompleteUpgrade: Rule = {
  id: 'incomplete-websocket',
  severity: 'warning',
  *check(file, project) {
    const seen = new Set<Statement | undefined>();
    for (const { statement } of placesNamed(file, 'proxy_set_header')) {
      const { parent } = statement;
      if (!/^upgrade$/i.test(statement.args[0]?.text ?? '') || seen.has(parent)) continue;
      seen.add(parent);
      const value = statement.args[1]?.text ?? '';
      const held = onLevel(file, project, parent, headers);
      if (
        value === '' ||
        !held ||
        held.some(({ statement: other }) => other.args[0]?.text.toLowerCase() === 'connection')
      )
        continue;
      yield {
        ...headOf(statement),
        message: l10n.t('Without "Connection: upgrade" beside it the application sees no WebSocket.'),
        fixes: [
          {
            title: l10n.t('Add {0}', 'proxy_set_header Connection "upgrade"'),
            edits: [lineBehind(file.text, statement, 'proxy_set_header Connection "upgrade";')],
          },
        ],
      };
    }
  },
};
