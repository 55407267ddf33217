/** How systemd waits for Gunicorn: which types of a service fit to a program that stays in the foreground and tells when it is ready. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { settingOf, withoutFlag } from '../service.ts';
import { unitOf } from '../unit.ts';

export const serviceType: Rule = {
  id: 'unfit-service-type',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    const type = unit.last('Service', 'Type')?.value;
    if (!call || !type) return;
    const daemon = settingOf(file, call, 'daemon', 'False', project);
    const flag = call.facts.read.flags.find(({ setting }) => setting === 'daemon');
    const found = (message: string, extra: Partial<Finding> = {}): Finding => ({
      start: type.start,
      end: type.end,
      message,
      fixes: [changeTo(type, 'notify')],
      ...extra,
    });
    if (type.text === 'forking' && flag)
      yield found(
        l10n.t(
          'Gunicorn needs not go to the background: with Type=notify it tells systemd when it is ready, and which process it is.',
        ),
        {
          severity: 'information',
          fixes: [
            {
              title: l10n.t('Change to "{0}"', 'notify'),
              edits: [{ start: type.start, end: type.end, text: 'notify' }, ...withoutFlag(file, flag).edits],
            },
          ],
        },
      );
    else if (type.text === 'forking' && daemon?.text === 'False')
      yield found(
        l10n.t('Gunicorn stays in the foreground: systemd waits in vain for it to go to the background, and ends it.'),
      );
    // Beside some values of Restart systemd refuses it anyhow.
    if (
      type.text === 'oneshot' &&
      !flag &&
      !/^(?:always|on-success)$/.test(unit.last('Service', 'Restart')?.value?.text ?? '')
    )
      yield found(
        l10n.t('Type=oneshot waits for the command to end, and Gunicorn runs on: the unit never counts as started.'),
      );
    if (type.text === 'notify-reload')
      yield found(
        l10n.t('Gunicorn does not tell when it has reloaded, for which Type=notify-reload waits: every reload fails.'),
      );
  },
};
