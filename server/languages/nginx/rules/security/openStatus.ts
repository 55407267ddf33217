/** Pages about nginx itself, or the interface that changes it, for everybody to see. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesOf } from '../../../../walk.ts';
import { inForce } from '../../inheritance.ts';
import { hasInside, headOf, inside } from '../../statements.ts';

const pages = new Set([
  'stub_status',
  'status',
  'api',
  'vhost_traffic_status_display',
  'check_status',
  'upstream_conf',
  'server_status',
]);
const guards = ['deny', 'allow', 'auth_basic', 'auth_request', 'auth_jwt'];

export const openStatus: Rule = {
  id: 'open-status-page',
  severity: 'information',
  *check(file, project) {
    for (const { statement, context } of placesOf(file, pages)) {
      if (context !== 'location') continue;
      const held = inForce(file, project, statement.parent, guards);
      if (!held || held.length > 0 || hasInside(statement.parent, 'internal') || isLocal(statement)) continue;
      yield {
        ...headOf(statement),
        message: l10n.t('Everybody can see this page about nginx itself: allow it to your own addresses alone.'),
      };
    }
  },
};

/** Whether its server listens on this machine alone. */
function isLocal(statement: Statement): boolean {
  let server = statement.parent;
  while (server && server.name.text !== 'server') server = server.parent;
  const addresses = inside(server, 'listen').map(({ args }) => args[0]?.text ?? '');
  return (
    addresses.length > 0 &&
    addresses.every((address) => /^(?:127\.|localhost\b|\[::1\]|unix:|10\.|192\.168\.)/.test(address))
  );
}
