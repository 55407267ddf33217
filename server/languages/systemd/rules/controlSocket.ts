/** Since 25.1 Gunicorn makes a control socket in $XDG_RUNTIME_DIR or else in the home of its user (control_socket, gunicorn/config.py). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { settingOf } from '../service.ts';
import { unitOf } from '../unit.ts';

export const controlSocket: Rule = {
  id: 'control-socket-in-sandbox',
  severity: 'hint',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    if (!call || unit.isDropIn || unit.all('Service', 'ReadWritePaths').length > 0) return;
    const protect = ['ProtectHome', 'ProtectSystem', 'DynamicUser']
      .map((key) => unit.last('Service', key))
      .find((option) => option?.value && isClosed(option.key, option.value.text));
    const hasFolder = unit
      .all('Service', 'Environment')
      .some(({ value }) => /\b(?:XDG_RUNTIME_DIR|HOME)=/.test(value?.text ?? ''));
    if (!protect?.value || hasFolder) return;
    const isSaid = ['control_socket', 'control_socket_disable'].some(
      (setting) => settingOf(file, call, setting, '', project)?.isSaid !== false,
    );
    if (isSaid) return;
    yield {
      start: protect.statement.name.start,
      end: protect.value.end,
      message: l10n.t(
        'Gunicorn 25.1 and later make a control socket in the home of their user, and cannot here: "--no-control-socket" does without it.',
      ),
    };
  },
};

/** Whether the home cannot be written to. */
function isClosed(key: string, value: string): boolean {
  if (key === 'ProtectSystem') return value === 'strict';
  return /^(?:1|yes|y|true|t|on)$/i.test(value) || (key === 'ProtectHome' && /^(?:read-only|tmpfs)$/.test(value));
}
