/** A name of a worker without a dot is one of Gunicorn's own, or of a package that registers it, which few do (util.load_class). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { givenIn } from '../given.ts';
import { removed, workerNames } from '../settings.ts';

/** What people write for workers of other packages, and for kinds of work. */
const meant: Readonly<Record<string, string>> = {
  uvicorn: 'uvicorn.workers.UvicornWorker',
  uvicornworker: 'uvicorn.workers.UvicornWorker',
  aiohttp: 'aiohttp.GunicornWebWorker',
  thread: 'gthread',
  threads: 'gthread',
  threaded: 'gthread',
  async: 'gevent',
};
const others = new Set(['gevent_wsgi', 'gevent_pywsgi']);

export const unknownWorkerClass: Rule = {
  id: 'unknown-worker-class',
  severity: 'warning',
  *check(file) {
    for (const { text, inner } of givenIn(file, 'worker_class')) {
      if (text === undefined || !inner || !/^[\w-]+$/.test(text)) continue;
      if (workerNames.includes(text) || others.has(text) || removed.workers.has(text)) continue;
      const right = meant[text.toLowerCase()] ?? nearest(text, workerNames);
      yield {
        start: inner.start,
        end: inner.end,
        message: l10n.t(
          'Gunicorn has no worker "{0}": it knows {1}, or a class by its module with dots.',
          text,
          workerNames.join(', '),
        ),
        fixes:
          right === undefined
            ? []
            : [{ title: l10n.t('Change to "{0}"', right), edits: [{ ...inner, text: right }], preferred: true }],
      };
    }
  },
};
