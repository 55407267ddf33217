/** TERM alone lets Gunicorn finish its requests; other signals cut them off or do not stop it at all. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { gunicornPrograms } from '../gunicorn.ts';

const quick: ReadonlySet<string> = new Set(['INT', 'QUIT', 'KILL', '2', '3', '9']);
/** What Gunicorn takes for other orders. */
const orders: ReadonlySet<string> = new Set(['HUP', 'USR1', 'USR2', 'TTIN', 'TTOU', 'WINCH', '1', '10', '12', '28']);

export const ungracefulStopSignal: Rule = {
  id: 'ungraceful-stop-signal',
  severity: 'warning',
  *check(file) {
    for (const { section } of gunicornPrograms(file)) {
      const value = section.options.get('stopsignal')?.value;
      const name = value?.text.trim().toUpperCase().replace(/^SIG/, '') ?? '';
      if (!value || (!quick.has(name) && !orders.has(name))) continue;
      const { start, end } = value;
      yield {
        start,
        end,
        message: quick.has(name)
          ? l10n.t('On {0} Gunicorn ends at once and its requests are cut off: TERM lets them finish.', value.text)
          : l10n.t('{0} does not stop Gunicorn: supervisord waits and kills it. TERM stops it.', value.text),
        fixes: [{ title: l10n.t('Change to "{0}"', 'TERM'), edits: [{ start, end, text: 'TERM' }] }],
      };
    }
  },
};
