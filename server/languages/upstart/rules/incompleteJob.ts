import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Statement } from '../../../types.ts';
import { jobOf, stanzasOf } from '../job.ts';
import { stanzaBefore } from '../lines.ts';

/** What a job of Gunicorn mostly has: to start at boot, stop in order, come back, and not be root. */
export const incompleteJob: Rule = {
  id: 'incomplete-job',
  severity: 'hint',
  *check(file) {
    const { main, gunicorn, isTask, isOverride } = jobOf(file);
    if (!main || !gunicorn || isTask || isOverride) return;
    const { start, end } = gunicorn.facts.call.program;
    const missing = (message: string, stanza?: string): Finding => ({
      start,
      end,
      message,
      fixes: stanza === undefined ? [] : [insertion(file, main, stanza)],
    });
    if (stanzasOf(file, 'start').length + stanzasOf(file, 'manual').length === 0)
      yield missing(l10n.t('Nothing starts this job at boot: it has no "start on".'), 'start on runlevel [2345]');
    if (stanzasOf(file, 'stop').length === 0)
      yield missing(l10n.t('At a shutdown Gunicorn is killed: the job has no "stop on".'), 'stop on runlevel [!2345]');
    if (stanzasOf(file, 'respawn').length === 0)
      yield missing(l10n.t('A Gunicorn that has died stays dead: the job has no "respawn".'), 'respawn');
    const changesUser =
      gunicorn.facts.has('user') || /\b(?:su|sudo|setuidgid|chpst|start-stop-daemon)\b/.test(file.text);
    if (stanzasOf(file, 'setuid').length === 0 && !changesUser && !gunicorn.facts.has('config'))
      yield missing(l10n.t('Gunicorn runs as root: the job has no "setuid".'));
  },
};

function insertion(file: File, main: Statement, stanza: string) {
  return { title: l10n.t('Insert "{0}"', stanza), edits: [stanzaBefore(file, main, stanza)] };
}
