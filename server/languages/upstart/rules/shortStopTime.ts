/** Gunicorn finishes its requests for `graceful_timeout`, and init kills it after `kill timeout`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { effectiveSetting } from '../../across/effective.ts';
import { jobOf, stanzasOf } from '../job.ts';
import { stanzaBefore } from '../lines.ts';

/** What Gunicorn and init take where nothing is said. */
const usual = { graceful: '30', wait: '5' };
const whole = /^\s*\d{1,9}\s*$/;

export const shortStopTime: Rule = {
  id: 'short-stop-time',
  severity: 'warning',
  *check(file, project) {
    const { main, gunicorn } = jobOf(file);
    if (!main || !gunicorn) return;
    const signal = stanzasOf(file, 'kill', 'signal').at(-1)?.args[1]?.text ?? 'TERM';
    if (!/^(?:(?:SIG)?TERM|15)$/.test(signal)) return;
    const wait = stanzasOf(file, 'kill', 'timeout').at(-1)?.args[1];
    const hasEnvironment = stanzasOf(file, 'env').some(({ args }) => args[0]?.text.startsWith('GUNICORN_CMD_ARGS'));
    const graceful = effectiveSetting(gunicorn.facts, 'graceful_timeout', usual.graceful, project, hasEnvironment);
    const seconds = wait?.text ?? usual.wait;
    if (!graceful || !whole.test(graceful.text) || !whole.test(seconds)) return;
    if (Number(seconds) >= Number(graceful.text)) return;
    const enough = `kill timeout ${Number(graceful.text) + 5}`;
    const { start, end } = wait ?? gunicorn.facts.call.program;
    yield {
      start,
      end,
      // Most requests take less than either, where nobody has thought of them.
      severity: wait || graceful.isSaid ? 'warning' : 'hint',
      message: l10n.t(
        'Upstart kills Gunicorn {0} s after it has asked it to stop, and Gunicorn lets requests go on for {1} s: what takes longer is cut off.',
        Number(seconds),
        Number(graceful.text),
      ),
      fixes: [
        {
          title: l10n.t('Set {0}', enough),
          edits: [wait ? { start, end, text: String(Number(graceful.text) + 5) } : stanzaBefore(file, main, enough)],
        },
      ],
    };
  },
};
