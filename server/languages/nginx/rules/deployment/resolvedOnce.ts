/** A name written out in a pass or an upstream is looked up when nginx reads the configuration, and never again (ngx_parse_url). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Token } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { hostOf, passes, upstreamsFor } from '../../upstreams.ts';

/** Names that stand in /etc/hosts, or for an address that stays. */
const fixed = /(?:^|\.)(?:localhost|localdomain|local|(?:docker|containers)\.internal)$/;

export const resolvedOnce: Rule = {
  id: 'resolved-once',
  severity: 'hint',
  *check(file, project) {
    const told = new Set<string>();
    for (const [token, host] of targets(file, project)) {
      if (told.has(host) || !isDomain(host) || fixed.test(host)) continue;
      told.add(host);
      yield said(token, host);
    }
  },
};

function* targets(file: File, project: Project): Iterable<[Token, string]> {
  const upstreams = upstreamsFor(file, project);
  for (const name of passes)
    for (const { statement, context } of placesNamed(file, name)) {
      const [target] = statement.args;
      if (!target || context.startsWith('stream')) continue;
      const host = hostOf(target.text);
      if (host?.includes('.') && !upstreams.has(host)) yield [target, host];
    }
  for (const { statement, context } of placesNamed(file, 'server')) {
    const [address, ...parameters] = statement.args;
    if (context !== 'upstream' || !address || parameters.some(({ text }) => text === 'resolve')) continue;
    const host = hostOf(address.text);
    if (host !== undefined) yield [address, host];
  }
}

/** Whether it is a name of the domain name system: with a dot, and no address. */
function isDomain(host: string): boolean {
  return /^[a-z0-9](?:[\w-]*\.)+[a-z][\w-]*\.?$/.test(host);
}

function said({ start, end }: Token, host: string): Finding {
  return {
    start,
    end,
    message: l10n.t(
      'nginx looks "{0}" up when it starts or reloads, and keeps that address: where it changes, requests go to the old one.',
      host,
    ),
  };
}
