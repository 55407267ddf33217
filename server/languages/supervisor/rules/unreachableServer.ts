/** supervisorctl asks where `serverurl` says, which is not where supervisord listens. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isWhole, sectionsOf } from '../options.ts';

export const unreachableServer: Rule = {
  id: 'unreachable-server',
  severity: 'warning',
  *check(file) {
    if (!isWhole(file)) return;
    const sections = sectionsOf(file);
    const url = sections.find(({ kind }) => kind === 'supervisorctl')?.options.get('serverurl')?.value;
    const asked = url && addressOf(url.text);
    const servers = sections.flatMap(({ kind, options }) => {
      const value = options.get(kind === 'unix_http_server' ? 'file' : 'port')?.value?.text;
      if (kind === 'unix_http_server') return [value === undefined ? '' : `unix://${value}`];
      if (kind !== 'inet_http_server') return [];
      return [value === undefined ? '' : `http://${value.replace(/^(?:\*?:)?(?=\d+$)/, '127.0.0.1:')}`];
    });
    const addresses = servers.map(addressOf);
    if (!url || asked === undefined || servers.length === 0) return;
    // An address that is put together when supervisord starts may be any.
    if (addresses.includes(undefined) || addresses.includes(asked)) return;
    const { start, end } = url;
    yield {
      start,
      end,
      message: l10n.t('supervisord does not listen here: it listens on {0}.', servers.join(', ')),
      fixes: servers.map((server) => ({
        title: l10n.t('Change to "{0}"', server),
        edits: [{ start, end, text: server }],
        preferred: servers.length === 1,
      })),
    };
  },
};

/** One form for what means the same; of an address of the network the port alone counts. */
function addressOf(url: string): string | undefined {
  if (url.includes('%') && !/^unix:\/\/%\(here\)s\/[^%]*$/.test(url)) return undefined;
  const path = /^unix:\/\/(.+)$/.exec(url)?.[1];
  if (path !== undefined) return path.replace(/^\/var\/run\//, '/run/').replace(/\/{2,}/g, '/');
  return /^http:\/\/[^/]*:(\d+)\/?(?:RPC2)?$/.exec(url)?.[1];
}
