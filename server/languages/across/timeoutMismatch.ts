/** nginx stops waiting before Gunicorn would stop the worker: the client gets a 504, and the worker goes on for nobody. */
import * as l10n from '@vscode/l10n';
import type { Finding, Fix, Project, Rule } from '../../types.ts';
import { parseTime } from '../nginx/setters/numbers.ts';
import { directiveFor, nameOf, setBeside } from './proxied.ts';
import { type Pair, pairsIn } from './workspace.ts';

/** What nginx takes where nothing is said. */
const usual = '60s';

export const timeoutMismatch: Rule = {
  id: 'timeout-mismatch',
  severity: 'information',
  *check(file, project) {
    const told = new Set<number>();
    for (const pair of pairsIn(file, project)) {
      const { pass, bound } = pair;
      const mismatch = mismatchOf(pair, project);
      if (!mismatch) continue;
      const { timeout, read } = mismatch;
      const isProxy = pass.file === file;
      const place = isProxy ? pass.statement : timeout;
      if (told.has(place.start)) continue;
      told.add(place.start);
      const seconds = Math.floor(read.milliseconds / 1000);
      const fixes: Fix[] = [
        setBeside(
          l10n.t('Set "{0}" to {1}', 'proxy_read_timeout', `${timeout.seconds}s`),
          pass,
          `proxy_read_timeout ${timeout.seconds}s;`,
          file,
        ),
      ];
      if (seconds > 0)
        fixes.push({
          title: l10n.t('Set "{0}" to {1} in {2}', 'timeout', seconds, nameOf(bound.file)),
          edits: [
            {
              start: timeout.start,
              end: timeout.end,
              text: String(seconds),
              ...(bound.file.uri !== file.uri && { file: bound.file }),
            },
          ],
        });
      const finding: Finding = {
        start: place.start,
        end: isProxy ? (pass.statement.args.at(-1)?.end ?? place.end) : place.end,
        message: l10n.t(
          'nginx waits {0} for an answer, and Gunicorn in {1} lets a request run for {2}: what takes longer ends as a 504 while the worker goes on.',
          read.text,
          nameOf(bound.file),
          `${timeout.seconds}s`,
        ),
        fixes,
      };
      yield finding;
    }
  },
};

function mismatchOf(pair: Pair, project: Project) {
  const { application } = pair.bound;
  const given = application.value('timeout');
  const seconds = Number(given?.text);
  // Other workers count the silence of the worker, not the length of a request.
  const worker = application.value('worker_class')?.text ?? (application.has('worker_class') ? 'unknown' : 'sync');
  if (!given || !Number.isInteger(seconds) || seconds <= 0 || worker !== 'sync') return undefined;
  const held = directiveFor(pair, project, 'proxy_read_timeout');
  if (held === 'unknown') return undefined;
  const text = held?.statement.args[0]?.text ?? usual;
  const milliseconds = parseTime(text, false);
  if (milliseconds === undefined || milliseconds >= seconds * 1000) return undefined;
  return { timeout: { start: given.start, end: given.end, seconds }, read: { text, milliseconds } };
}
