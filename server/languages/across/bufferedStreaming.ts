/** An asynchronous worker may stream what it answers, and nginx collects it first. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../types.ts';
import { directiveFor, nameOf, setBeside } from './proxied.ts';
import { pairsIn } from './workspace.ts';

const asynchronous = /gevent|eventlet|tornado|uvicorn|asgi|aiohttp|hypercorn/i;

export const bufferedStreaming: Rule = {
  id: 'buffered-streaming',
  severity: 'hint',
  *check(file, project) {
    const told = new Set<number>();
    for (const pair of pairsIn(file, project)) {
      const { pass, bound } = pair;
      const worker = bound.application.value('worker_class')?.text ?? '';
      if (pass.file !== file || !asynchronous.test(worker) || told.has(pass.statement.start)) continue;
      const held = directiveFor(pair, project, 'proxy_buffering');
      if (held === 'unknown' || held?.statement.args[0]?.text === 'off') continue;
      told.add(pass.statement.start);
      const { start, end, args } = pass.statement;
      yield {
        start,
        end: args.at(-1)?.end ?? end,
        message: l10n.t(
          'nginx collects the answers of the asynchronous workers ({0} in {1}): where they stream, such as server-sent events, "proxy_buffering off;" lets each part through.',
          worker,
          nameOf(bound.file),
        ),
        fixes: [setBeside(l10n.t('Add "{0}"', 'proxy_buffering off;'), pass, 'proxy_buffering off;')],
      };
    }
  },
};
