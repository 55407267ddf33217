/** SSLv2, SSLv3, TLS 1.0 and 1.1 are broken or given up (RFC 7568, RFC 8996). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

const broken = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1']);

export const weakTls: Rule = {
  id: 'weak-tls-protocol',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'ssl_protocols')) {
      const weak = statement.args.filter(({ text }) => broken.has(text));
      const [first] = weak;
      const last = weak[weak.length - 1];
      if (!first || !last) continue;
      const kept = statement.args.filter((word) => !weak.includes(word)).map(({ text }) => text);
      const words = kept.length > 0 ? kept : ['TLSv1.2', 'TLSv1.3'];
      const start = statement.args[0]?.start ?? first.start;
      const end = statement.args[statement.args.length - 1]?.end ?? last.end;
      yield {
        start: first.start,
        end: last.end,
        message: l10n.t('No longer to be used, for it can be broken: {0}.', weak.map(({ text }) => text).join(', ')),
        fixes: [{ title: l10n.t('Use {0}', words.join(' ')), edits: [{ start, end, text: words.join(' ') }] }],
      };
    }
  },
};
