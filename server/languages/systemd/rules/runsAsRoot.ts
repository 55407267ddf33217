/** Without a user of its own a service runs as root, and so does every request. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isOn, settingOf } from '../service.ts';
import { unitOf } from '../unit.ts';

export const runsAsRoot: Rule = {
  id: 'runs-as-root',
  severity: 'hint',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    // The units of a user's own systemd run as that user.
    if (!call || unit.isDropIn || /\/systemd\/user\//.test(file.uri) || isOn(unit, 'DynamicUser')) return;
    if (unit.last('Install', 'WantedBy')?.value?.text === 'default.target') return;
    const user = unit.last('Service', 'User')?.value;
    if (user ? !/^(?:root|0)$/.test(user.text) : settingOf(file, call, 'user', '', project)?.isSaid !== false) return;
    const { start, end } = user ?? call.option.statement.name;
    yield {
      start,
      end,
      severity: user ? 'warning' : 'hint',
      message: l10n.t(
        'Gunicorn runs as root, and so does whatever a request makes the application do: User gives it a user of its own.',
      ),
    };
  },
};
