/** runsv waits for finish to end, sends it no signals of sv, and starts run again only then (runsv(8)). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { callsOf, roleOf } from '../scripts.ts';

export const serviceInFinish: Rule = {
  id: 'service-in-finish',
  severity: 'warning',
  *check(file) {
    const role = roleOf(file);
    if (role !== 'finish' && role !== 'check') return;
    for (const { piece, command } of callsOf(file)) {
      yield {
        start: command.start,
        end: Math.max(piece.end, command.start + 1),
        message:
          role === 'finish'
            ? l10n.t('runsv waits until this ends before it starts run again: Gunicorn is started in run.')
            : l10n.t('sv waits until this ends to know whether the service is available: Gunicorn is started in run.'),
      };
    }
  },
};
