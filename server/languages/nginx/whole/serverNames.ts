/** The names of servers that share an address: ngx_http_server_names (src/http/ngx_http.c) and its sister of the stream module. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { where } from '../../../where.ts';
import { HostNames } from '../setters/hostNames.ts';
import type { Configuration, Item } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { addressBook, areChoices, removal, type Server } from './listens.ts';

/** `conflicting server name "%V" on %V, ignored`. */
export function* serverNames(configuration: Configuration): Generator<WholeFinding> {
  const said = new Set<Token>();
  const invalid = new Map<Token, { item: Item; isShared: boolean }>();
  for (const [key, { servers }] of addressBook(configuration)) {
    // A server of mail has its name for greetings.
    if (servers[0]?.subsystem === 'mail') continue;
    const names = new Map<string, { server: Server; item: Item }>();
    for (const server of servers)
      for (const { item, token, name } of namesOf(server)) {
        if (/\*|\.\./.test(name) && new HostNames().add(name, true) === 'invalid') {
          invalid.set(token, { item, isShared: servers.length > 1 || (invalid.get(token)?.isShared ?? false) });
          continue;
        }
        // A point in front stands for the name and all below it.
        for (const part of name.startsWith('.') ? [name.slice(1), `*${name}`] : [name]) {
          const other = names.get(part);
          if (!other) names.set(part, { server, item });
          else if (
            !said.has(token) &&
            !areChoices(other.item, item) &&
            (other.server !== server || other.item !== item)
          ) {
            said.add(token);
            yield ignoredName(item, token, name, key.replace(/^\w+ (?:udp )?/, ''), other.item);
          }
        }
      }
  }
  for (const [token, { item, isShared }] of invalid) yield invalidName(item, token, isShared);
}

interface Named {
  item: Item;
  /** The name, or of a server without one the word that opens it. */
  token: Token;
  name: string;
}

function namesOf({ names, opened, hasUnknown }: Server): Named[] {
  // Patterns are tried in order, and variables and holes of templates are not known.
  const found = names.flatMap(({ item, token }) =>
    /^~|[${<%]/.test(token.text) ? [] : { item, token, name: token.text.toLowerCase() },
  );
  if (names.length > 0 || hasUnknown || !opened) return found;
  return [{ item: opened, token: opened.statement.name, name: '' }];
}

/** `invalid server name or wildcard "%V" on %V`: of a server that is alone on its address the names are not looked at. */
function invalidName({ file }: Item, { start, end, text }: Token, isShared: boolean): WholeFinding {
  return {
    rule: 'invalid-value',
    file,
    start,
    end,
    message: l10n.t('Invalid host name or wildcard "{0}".', text),
    ...(!isShared && { severity: 'warning' as const }),
  };
}

function ignoredName(item: Item, token: Token, name: string, address: string, other: Item): WholeFinding {
  const place = where(other.file, other.statement.start, item.file);
  return {
    rule: 'conflicting-server-name',
    file: item.file,
    start: token.start,
    end: token.end,
    message:
      name === ''
        ? l10n.t(
            'A server without a name listens on {0} already: {1}. No request reaches this one there.',
            address,
            place,
          )
        : l10n.t(
            'The server name "{0}" is taken on {1} already: {2}. nginx ignores this one.',
            token.text,
            address,
            place,
          ),
    ...(item.statement.name.text === 'server_name' &&
      item.statement.args.length > 1 && { fixes: [removal(item.file, token)] }),
  };
}
