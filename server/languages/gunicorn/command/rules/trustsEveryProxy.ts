/** Whoever reaches the port is believed when it says who the client is and that it came over HTTPS. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { isPublic } from '../../addresses.ts';
import { commandFacts } from '../facts.ts';

export const trustsEveryProxy: Rule = {
  id: 'trusts-every-proxy',
  severity: 'warning',
  *check(file) {
    const facts = commandFacts(file);
    const binds = facts?.values('bind') ?? [];
    if (!facts || !binds.some(({ text }) => isPublic(text))) return;
    for (const { start, end, text } of facts.values('forwarded_allow_ips'))
      if (text.split(',').some((part) => part.trim() === '*'))
        yield {
          start,
          end,
          message: l10n.t(
            'Everybody who reaches this port is believed like a proxy: name the addresses of the proxies, or listen on 127.0.0.1 or a UNIX socket.',
          ),
        };
  },
};
