/** Blocks that are missing or lack what they need: events, servers of stream. */
import * as l10n from '@vscode/l10n';
import { placesNamed } from '../../../walk.ts';
import { directives } from '../reference.ts';
import type { Configuration } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { type Server, serversOf } from './listens.ts';

export function* sections(configuration: Configuration): Generator<WholeFinding> {
  const events = missingEvents(configuration);
  if (events) yield events;
  const including = new Set(configuration.items().map(({ server }) => server));
  for (const server of serversOf(configuration)) {
    const isOpen = server.subsystem === 'http' || including.has(server.block);
    const finding = isOpen ? undefined : incompleteServer(server);
    if (finding) yield finding;
  }
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

const handlers = new Set(['proxy_pass', 'return', 'pass']);

/** `no "listen" is defined for server`, and `no handler for server` in the log. */
function incompleteServer({ block, file, subsystem }: Server): WholeFinding | undefined {
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
