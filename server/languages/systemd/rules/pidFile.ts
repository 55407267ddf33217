/** systemd knows the main process of a service that stays in the foreground; a file with its number only goes stale. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { removal } from '../edits.ts';
import { today, withoutFlag } from '../service.ts';
import { unitOf } from '../unit.ts';

export const needlessPidFile: Rule = {
  id: 'needless-pid-file',
  severity: 'information',
  *check(file) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    const type = unit.last('Service', 'Type')?.value?.text;
    const isDaemon = call?.facts.has('daemon');
    if (!call || type === 'forking' || isDaemon) return;
    const option = unit.last('Service', 'PIDFile');
    if (option?.value && !unit.isDropIn)
      yield {
        start: option.statement.name.start,
        end: option.value.end,
        message: l10n.t('PIDFile is for Type=forking: of Gunicorn in the foreground systemd knows the process anyhow.'),
        fixes: [removal(file, option.statement)],
      };
    const flag = call.facts.read.flags.find(({ setting }) => setting === 'pidfile');
    if (!flag?.value || flag.isDynamic || /^(?:\/run\/|%t\/|\$)/.test(today(flag.value.text))) return;
    // Whoever reads the file needs it.
    const path = flag.value.text;
    if (unit.options.some(({ key, value }) => /^Exec(?:Reload|Stop)/.test(key) && value?.text.includes(path))) return;
    yield {
      start: flag.name.start,
      end: flag.value.end,
      message: l10n.t(
        'This file outlives a crash or a restart of the machine, and when its number is another process by then, Gunicorn does not start. Under systemd nobody needs it.',
      ),
      fixes: [withoutFlag(file, flag)],
    };
  },
};
