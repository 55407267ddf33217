/** Names of workers that Gunicorn has given up. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { removed } from '../../settings.ts';
import { moduleOf } from '../parse.ts';

export const confRemovedWorker: Rule = {
  id: 'removed-worker-class',
  severity: 'warning',
  *check(file) {
    for (const { name, value } of moduleOf(file).assignments) {
      const { literal } = value;
      if (name.text !== 'worker_class' || literal.kind !== 'string' || !literal.inner) continue;
      const version = removed.workers.get(literal.text);
      if (version === undefined) continue;
      const { start, end } = literal.inner;
      yield {
        start,
        end,
        message: l10n.t('Gunicorn has no worker "{0}" since {1}.', literal.text, version),
        fixes: ['gevent', 'gthread'].map((meant) => ({
          title: l10n.t('Change to "{0}"', meant),
          edits: [{ start, end, text: meant }],
        })),
      };
    }
  },
};
