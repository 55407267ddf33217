/** Blocks that are missing or lack what they need: events, servers of stream. */
import * as l10n from '@vscode/l10n';
import { placesNamed } from '../../../walk.ts';
import { directives } from '../reference.ts';
import { parseNumber } from '../setters/numbers.ts';
import type { Configuration } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { addressBook, type Server, serversOf } from './listens.ts';

export function* sections(configuration: Configuration): Generator<WholeFinding> {
  const events = missingEvents(configuration);
  if (events) yield events;
  const connections = tooFewConnections(configuration);
  if (connections) yield connections;
  const including = new Set(configuration.items().map(({ server }) => server));
  for (const server of serversOf(configuration)) {
    const isOpen = server.subsystem === 'http' || including.has(server.block);
    const finding = isOpen ? undefined : incompleteServer(server, configuration);
    if (finding) yield finding;
  }
}

/** `%ui worker_connections are not enough for %ui listening sockets` (ngx_event_init_conf). */
function tooFewConnections(configuration: Configuration): WholeFinding | undefined {
  const item = configuration
    .items('worker_connections')
    .find(({ statement }) => statement.name.text === 'worker_connections');
  const token = item?.statement.args[0];
  const count = token && parseNumber(token.text);
  if (!item || !token || count === undefined || count > 100) return undefined;
  // Addresses with one port may share a socket.
  const sockets = new Set([...addressBook(configuration).keys()].map((key) => key.replace(/\S*(?=:\d+$)/, '')));
  if (count > sockets.size) return undefined;
  return {
    rule: 'conflicting-listen',
    file: item.file,
    start: token.start,
    end: token.end,
    message: l10n.t(
      '{0} worker connections are not enough for the sockets that nginx listens on, which take at least {1}.',
      count,
      sockets.size + 1,
    ),
  };
}

const ofMain = new Set(['user', 'pid', 'worker_processes', 'worker_rlimit_nofile']);

/** `no "events" section in configuration`. */
function missingEvents(configuration: Configuration): WholeFinding | undefined {
  const { main, project } = configuration;
  if (main.language.rootContext(main) !== 'main') return undefined;
  if (configuration.items('events').some(({ statement, isUnknown }) => statement.name.text === 'events' || isUnknown))
    return undefined;
  const [block] = ['http', 'stream', 'mail'].flatMap((name) => placesNamed(main, name));
  // It may be a piece of a main file.
  if (!block && !project.complete) return undefined;
  // What has an http block only may be brought in by a file that has the section.
  const isMain = project.complete || main.context === 'main' || /\/nginx\.conf[^/]*$/i.test(main.uri);
  if (!isMain && !main.tree.statements.some(({ name }) => ofMain.has(name.text))) return undefined;
  return {
    rule: 'missing-events',
    file: main,
    start: block?.statement.name.start ?? 0,
    end: block?.statement.name.end ?? 0,
    message: l10n.t('No "events" section in the configuration: nginx needs one, and it may be empty.'),
    fixes: block
      ? [
          {
            title: l10n.t('Insert "{0}"', 'events {}'),
            edits: [{ start: block.statement.start, end: block.statement.start, text: 'events {}\n\n' }],
          },
        ]
      : [],
  };
}

/** The usual ports of the protocols of mail. */
const mailPorts = new Set(['25', '110', '143', '465', '587', '993', '995']);
const handlers = new Set(['proxy_pass', 'return', 'pass']);

/** `no "listen" is defined for server`, and `no handler for server` in the log. */
function incompleteServer(
  { block, file, subsystem, listens }: Server,
  configuration: Configuration,
): WholeFinding | undefined {
  if ('tree' in block || !block.body) return undefined;
  const inside = block.body.map(({ name }) => name.text);
  const finding = (message: string): WholeFinding => ({
    rule: 'incomplete-server',
    file,
    start: block.name.start,
    end: block.name.end,
    message,
  });
  if (!inside.includes('listen')) return finding(l10n.t('No "listen" is defined for this server.'));
  if (subsystem === 'mail') {
    if (
      !inside.includes('protocol') &&
      !listens.some(({ address }) => mailPorts.has(address.slice(address.lastIndexOf(':') + 1)))
    )
      return finding(l10n.t('No "protocol" is defined for this server, and none of its ports tells which it is.'));
    // An include around may bring it.
    const isAround = configuration.items('auth_http').some(({ context }) => context === 'mail');
    return inside.includes('auth_http') || isAround
      ? undefined
      : finding(l10n.t('No "auth_http" is defined for this server.'));
  }
  const isHandled = inside.some((name) => handlers.has(name) || !isOwn(name));
  if (subsystem !== 'stream' || isHandled) return undefined;
  return {
    ...finding(l10n.t('Nothing handles the connections of this server: "proxy_pass", "return" or "pass" is missing.')),
    // nginx finds out when someone connects.
    severity: 'warning',
  };
}

/** Whether nginx itself has the directive; others may handle connections. */
function isOwn(name: string): boolean {
  return directives.get(name)?.some((record) => record.package === undefined) ?? false;
}
