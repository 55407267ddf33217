/** What the file can say of a setting that Gunicorn takes and that does not do what it seems to. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule } from '../../../../types.ts';
import { applicationsOf } from '../../../across/applications.ts';
import { settingsFileOf } from '../../../across/effective.ts';
import { isPublic } from '../../addresses.ts';
import { commandFacts } from '../../command/facts.ts';
import { isAwaited } from '../../command/rules/daemonMode.ts';
import { levelFault } from '../../levels.ts';
import type { Literal } from '../literals.ts';
import { type Assignment, moduleOf } from '../parse.ts';

function named(file: Parameters<typeof moduleOf>[0], name: string): Assignment[] {
  return moduleOf(file).assignments.filter((assignment) => assignment.name.text === name);
}

function textsOf(literal: Literal): string[] {
  if (literal.kind === 'string') return [literal.text];
  return literal.kind === 'list' ? literal.items.flatMap(textsOf) : [];
}

export const confLogLevel: Rule = {
  id: 'unknown-log-level',
  severity: 'warning',
  *check(file) {
    for (const { value } of named(file, 'loglevel'))
      if (value.literal.kind === 'string' && value.literal.inner)
        yield* levelFault(value.literal.inner, value.literal.text);
  },
};

export const confDaemonMode: Rule = {
  id: 'daemon-mode',
  severity: 'error',
  *check(file, project) {
    for (const { name, value } of named(file, 'daemon'))
      if (value.literal.kind === 'boolean' && value.literal.value)
        yield {
          start: name.start,
          end: value.end,
          // Whoever starts it is most often not known here.
          severity: isManaged(file, project) ? 'warning' : 'information',
          message: l10n.t('Under a process manager this must not be: in the background Gunicorn counts as ended.'),
        };
  },
};

/** Whether a process manager of the workspace starts Gunicorn with this file. */
function isManaged(file: File, project: Project): boolean {
  return project
    .files()
    .flatMap(applicationsOf)
    .some(({ piece }) => {
      const facts = piece === file ? undefined : commandFacts(piece);
      return facts !== undefined && !isAwaited(piece.host) && settingsFileOf(facts, project) === file;
    });
}

export const confTrust: Rule = {
  id: 'trusts-every-proxy',
  severity: 'warning',
  *check(file) {
    if (!named(file, 'bind').some(({ value }) => textsOf(value.literal).some(isPublic))) return;
    for (const { value } of named(file, 'forwarded_allow_ips'))
      if (textsOf(value.literal).some((text) => text.split(',').some((part) => part.trim() === '*')))
        yield {
          start: value.start,
          end: value.end,
          message: l10n.t(
            'Everybody who reaches this port is believed like a proxy: name the addresses of the proxies, or listen on 127.0.0.1 or a UNIX socket.',
          ),
        };
  },
};

export const confWithoutEffect: Rule = {
  id: 'setting-without-effect',
  severity: 'information',
  *check(file) {
    const [worker] = named(file, 'worker_class');
    const [kind = ''] = worker ? textsOf(worker.value.literal) : [];
    const found = (name: string, message: string): Finding[] =>
      named(file, name).map((assignment) => ({ start: assignment.name.start, end: assignment.name.end, message }));
    yield* found('config', l10n.t('"{0}" has a meaning on the command line only.', 'config'));
    if (kind === 'sync' && named(file, 'threads').length === 0)
      for (const name of ['worker_connections', 'keepalive'])
        yield* found(name, l10n.t('"{0}" has no meaning for synchronous workers.', name));
    if (/^(?:gevent|eventlet|tornado)/.test(kind))
      yield* found('threads', l10n.t('"{0}" has no meaning for workers of {1}.', 'threads', kind));
    if (named(file, 'preload_app').some(({ value }) => value.literal.kind === 'boolean' && value.literal.value))
      yield* found(
        'reload',
        l10n.t(
          '"{0}" does not see changes of the code that "{1}" has loaded before the workers begin.',
          'reload',
          'preload_app',
        ),
      );
    if (named(file, 'max_requests').length === 0)
      yield* found(
        'max_requests_jitter',
        l10n.t('"{0}" has no meaning without {1}.', 'max_requests_jitter', 'max_requests'),
      );
  },
};
