/** Whoever reaches supervisord's port starts and stops programs. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';

export const openHttpServer: Rule = {
  id: 'open-http-server',
  severity: 'warning',
  *check(file) {
    for (const { kind, options } of sectionsOf(file)) {
      const port = options.get('port')?.value;
      if (kind !== 'inet_http_server' || !port || port.text.includes('%')) continue;
      if (/^(?:127\.|localhost:|\[?::1\]?:)/i.test(port.text) || options.get('password')?.value) continue;
      const number = /(\d+)\s*$/.exec(port.text)?.[1] ?? '9001';
      yield {
        start: port.start,
        end: port.end,
        message: l10n.t('Whoever reaches this address starts and stops programs: it has no password.'),
        fixes: [
          {
            title: l10n.t('Listen on {0} alone', `127.0.0.1:${number}`),
            edits: [{ start: port.start, end: port.end, text: `127.0.0.1:${number}` }],
          },
        ],
      };
    }
  },
};
