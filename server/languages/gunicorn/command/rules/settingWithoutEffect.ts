/** Settings that the kind of worker does not look at. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../../types.ts';
import { removed } from '../../settings.ts';
import { commandFacts } from '../facts.ts';

export const settingWithoutEffect: Rule = {
  id: 'setting-without-effect',
  severity: 'information',
  *check(file) {
    const facts = commandFacts(file);
    if (facts?.call.kind === 'environment') {
      for (const { start, end } of facts.read.positionals)
        yield { start, end, message: l10n.t('Gunicorn takes no application from {0}.', 'GUNICORN_CMD_ARGS') };
      return;
    }
    // A configuration file may say the rest.
    if (!facts || facts.has('config')) return;
    const worker = facts.value('worker_class');
    const isSync = !facts.has('threads') && (worker === 'sync' || (!facts.has('worker_class') && !facts.has('config')));
    const found = (setting: string, message: () => string): Finding[] =>
      facts.read.flags
        .filter((flag) => flag.setting === setting)
        .map(({ name }) => ({ start: name.start, end: name.end, message: message() }));
    if (isSync && worker === 'sync') {
      yield* found('worker_connections', () =>
        l10n.t('"{0}" has no meaning for synchronous workers.', '--worker-connections'),
      );
      yield* found('keepalive', () => l10n.t('"{0}" has no meaning for synchronous workers.', '--keep-alive'));
    }
    if (worker !== undefined && /^(?:gevent|eventlet|tornado)/.test(worker))
      yield* found('threads', () => l10n.t('"{0}" has no meaning for workers of {1}.', '--threads', worker));
    if (facts.has('preload_app'))
      yield* found('reload', () =>
        l10n.t(
          '"{0}" does not see changes of the code that "{1}" has loaded before the workers begin.',
          '--reload',
          '--preload',
        ),
      );
    if (!facts.has('max_requests'))
      yield* found('max_requests_jitter', () =>
        l10n.t('"{0}" has no meaning without {1}.', '--max-requests-jitter', '--max-requests'),
      );
  },
};

export const removedWorker: Rule = {
  id: 'removed-worker-class',
  severity: 'warning',
  *check(file) {
    for (const { start, end, text } of commandFacts(file)?.values('worker_class') ?? []) {
      const version = removed.workers.get(text);
      if (version === undefined) continue;
      yield {
        start,
        end,
        message: l10n.t('Gunicorn has no worker "{0}" since {1}.', text, version),
        fixes: ['gevent', 'gthread'].map((name) => ({
          title: l10n.t('Change to "{0}"', name),
          edits: [{ start, end, text: name }],
        })),
      };
    }
  },
};
