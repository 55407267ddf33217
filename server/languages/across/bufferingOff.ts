/** Without buffering in front of it an application works at the pace of the client. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { namedOn } from '../nginx/inheritance.ts';
import { headOf, locationOf } from '../nginx/statements.ts';
import { directiveFor, nameOf } from './proxied.ts';
import { pairsIn } from './workspace.ts';

const directives = ['proxy_buffering', 'proxy_request_buffering'] as const;

/** Paths under which answers and uploads are streamed on purpose. */
const streams =
  /stream|event|sse|ws|socket|live|hls|hub|chunk|upload|download|blob|v2|log|console|term|shell|push|poll|notif/i;

export const bufferingOff: Rule = {
  id: 'buffering-off',
  severity: 'hint',
  *check(file, project) {
    for (const name of directives) {
      const off = placesNamed(file, name).filter(({ statement }) => statement.args[0]?.text === 'off');
      if (off.length === 0) continue;
      const held = heldWorkers(file, project, name);
      for (const { statement, context } of off) {
        const workers = held.get(statement);
        if (context.startsWith('stream') || workers === 'asynchronous' || isForStreams(file, statement)) continue;
        yield said(statement, name === 'proxy_buffering', workers);
      }
    }
  },
};

/** The statements that hold for a pass to workers which answer one request at a time, with the file that says so, or to others. */
function heldWorkers(file: File, project: Project, name: string): Map<Statement, File | 'asynchronous'> {
  const found = new Map<Statement, File | 'asynchronous'>();
  for (const pair of pairsIn(file, project)) {
    const { application } = pair.bound;
    const worker = application.value('worker_class')?.text ?? (application.has('worker_class') ? 'unknown' : 'sync');
    if (worker === 'sync' && application.has('threads')) continue;
    const held = directiveFor(pair, project, name);
    if (held && held !== 'unknown' && held.file === file)
      found.set(held.statement, worker === 'sync' ? pair.bound.file : 'asynchronous');
  }
  return found;
}

function isForStreams(file: File, { parent }: Statement): boolean {
  const location = parent && locationOf(parent);
  if (location && streams.test(location.pattern)) return true;
  return namedOn(file, parent, 'proxy_set_header').some(({ args }) => args[0]?.text.toLowerCase() === 'upgrade');
}

function said(statement: Statement, isAnswer: boolean, workers: File | undefined): Finding {
  const [value] = statement.args;
  const message =
    workers === undefined
      ? isAnswer
        ? l10n.t(
            'Without buffering a client that reads slowly keeps the application busy until it has the whole answer.',
          )
        : l10n.t(
            'Without buffering a client that sends slowly keeps the application busy until it has sent the whole request.',
          )
      : isAnswer
        ? l10n.t(
            'A client that reads slowly keeps one of the sync workers ({0}) for itself: each answers one request at a time.',
            nameOf(workers),
          )
        : l10n.t(
            'A client that sends slowly keeps one of the sync workers ({0}) for itself: each answers one request at a time.',
            nameOf(workers),
          );
  return {
    ...headOf(statement),
    ...(workers && { severity: 'information' as const }),
    message,
    fixes: value
      ? [{ title: l10n.t('Use {0}', 'on'), edits: [{ start: value.start, end: value.end, text: 'on' }] }]
      : [],
  };
}
