import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Statement, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { readingOf } from '../faults.ts';
import { hasHole } from '../holes.ts';
import { isEmitted, jobNames } from '../jobs.ts';
import never from '../reference/neverEmitted.json';
import { eventEntries, isEvent } from '../reference.ts';

const replacements = new Map(Object.entries(never.events));
/** Short names are near to too many others. */
const longEvents = eventEntries.map(({ name }) => name).filter((name) => name.length > 6);

/** An event that nothing sends: the job never starts or stops on it (upstart-events(7)). */
export const neverEmittedEvent: Rule = {
  id: 'never-emitted-event',
  severity: 'warning',
  *check(file, project) {
    let jobs: ReadonlySet<string> | undefined;
    for (const [statement, { events }] of readingOf(file).expressions) {
      for (const { name, args } of events) {
        const { start, end, text } = name;
        if (isEvent(text) || /[$*?[\]:]/.test(text) || isEmitted(text, file, project) || hasHole(file, name)) continue;
        jobs ??= new Set([...never.jobs, ...jobNames(project, file)]);
        const found = judge(statement, name, args, jobs);
        if (found) yield { start, end, ...found };
      }
    }
  },
};

function judge(
  { name: { text: stanza } }: Statement,
  { start, end, text }: Token,
  args: readonly Token[],
  jobs: ReadonlySet<string>,
): { message: string; fixes: Fix[] } | undefined {
  const change = (to: string): Fix[] =>
    args.length > 0 && to.includes(' ')
      ? []
      : [{ title: l10n.t('Change to "{0}"', to), edits: [{ start, end, text: to }] }];
  const isStart = stanza === 'start';
  const other = isStart && text === 'shutdown' ? 'runlevel [06]' : replacements.get(text);
  if (other !== undefined) return { message: l10n.t('Nothing sends an event "{0}".', text), fixes: change(other) };
  if (jobs.has(text)) {
    const event = `${isStart ? 'started' : 'stopping'} ${text}`;
    return { message: l10n.t('"{0}" is a job and no event: nothing sends it.', text), fixes: change(event) };
  }
  const meant = nearest(text, longEvents);
  if (meant === undefined) return undefined;
  return {
    message: l10n.t('Nothing that is known sends an event "{0}": is "{1}" meant?', text, meant),
    fixes: change(meant),
  };
}
