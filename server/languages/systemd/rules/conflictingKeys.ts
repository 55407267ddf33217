/** Keys that systemd refuses together, or one without the other (service_verify, service.c; socket_verify, socket.c). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { isGunicorns, unitOf } from '../unit.ts';

export const conflictingKeys: Rule = {
  id: 'conflicting-unit-keys',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const unit = unitOf(file);
    const type = unit.last('Service', 'Type')?.value;
    const restart = unit.last('Service', 'Restart')?.value;
    if (type?.text === 'oneshot' && restart && /^(?:always|on-success)$/.test(restart.text))
      yield {
        start: restart.start,
        end: restart.end,
        message: l10n.t(
          'systemd refuses the unit: with Type=oneshot a service is not restarted when it has ended well.',
        ),
        fixes: [unit.starts.length > 0 ? changeTo(type, 'notify') : changeTo(restart, 'on-failure')],
      };
    if (type?.text === 'dbus' && !unit.last('Service', 'BusName') && !unit.isDropIn)
      yield {
        start: type.start,
        end: type.end,
        message: l10n.t('systemd refuses the unit: Type=dbus needs "BusName", and Gunicorn has none.'),
        fixes: [changeTo(type, 'notify')],
      };
    const socket = file.tree.statements.find(({ name, body }) => body && name.text === 'Socket');
    const listens = unit.options.some(({ section, key }) => section === 'Socket' && key.startsWith('Listen'));
    if (socket && !listens && !unit.isDropIn && !unit.isTemplate && !file.uri.endsWith('.service'))
      yield {
        start: socket.name.start,
        end: socket.name.end,
        message: l10n.t('systemd refuses the unit: the socket has no "ListenStream".'),
      };
  },
};
