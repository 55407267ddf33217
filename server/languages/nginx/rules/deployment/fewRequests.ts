/** `keepalive_requests` ends a client's connection after so many requests: the default of 100 became 1000 for HTTP/2 (nginx 1.19.10). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

const usual = 1000;

export const fewRequests: Rule = {
  id: 'few-keepalive-requests',
  severity: 'hint',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'keepalive_requests')) {
      const [value] = statement.args;
      const count = Number(value?.text);
      if (!value || context === 'upstream' || !Number.isInteger(count) || count <= 0 || count >= usual) continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'After {0} requests the client has to connect anew, and with HTTP/2 one page can take as many: nginx itself says {1}.',
          count,
          usual,
        ),
        fixes: [{ title: l10n.t('Use {0}', usual), edits: [{ start: value.start, end: value.end, text: `${usual}` }] }],
      };
    }
  },
};
