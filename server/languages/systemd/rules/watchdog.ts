/** Gunicorn tells systemd that it is ready, and no more: it gives no sign of life (gunicorn/systemd.py). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { removal } from '../edits.ts';
import { unitOf } from '../unit.ts';
import { secondsOf } from '../values.ts';

export const unansweredWatchdog: Rule = {
  id: 'unanswered-watchdog',
  severity: 'warning',
  *check(file) {
    const unit = unitOf(file);
    const option = unit.last('Service', 'WatchdogSec');
    if (unit.starts.length === 0 || !option?.value || !secondsOf(option.value.text)) return;
    const { name } = option.statement;
    yield {
      start: name.start,
      end: option.value.end,
      message: l10n.t('Gunicorn gives no signs of life to systemd, which ends it each time that this time is over.'),
      fixes: [removal(file, option.statement)],
    };
  },
};
