/** Gunicorn finishes its requests for `graceful_timeout`, and supervisord kills it after `stopwaitsecs`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { gunicornPrograms, settingOf } from '../gunicorn.ts';
import { lineAfter } from '../options.ts';

/** What Gunicorn and supervisord take where nothing is said. */
const usual = { graceful: '30', wait: 10 };
const whole = /^\s*\d+\s*$/;

export const shortStopTime: Rule = {
  id: 'short-stop-time',
  severity: 'warning',
  *check(file, project) {
    for (const program of gunicornPrograms(file)) {
      const { options } = program.section;
      const signal = options.get('stopsignal')?.value?.text.trim().toUpperCase() ?? 'TERM';
      const wait = options.get('stopwaitsecs')?.value;
      if (!/^(?:SIG)?TERM$|^15$/.test(signal) || (wait && !whole.test(wait.text))) continue;
      const graceful = settingOf(program, 'graceful_timeout', usual.graceful, project);
      if (!graceful || !whole.test(graceful.text)) continue;
      const seconds = wait ? Number(wait.text) : usual.wait;
      if (seconds >= Number(graceful.text)) continue;
      const enough = Number(graceful.text) + 5;
      const { start, end } = wait ?? program.facts.call.program;
      yield {
        start,
        end,
        // Most requests take less than either, where nobody has thought of them.
        severity: wait || graceful.isSaid ? 'warning' : 'hint',
        message: l10n.t(
          'supervisord kills Gunicorn {0} s after it has asked it to stop, and Gunicorn lets requests go on for {1} s: what takes longer is cut off.',
          seconds,
          Number(graceful.text),
        ),
        fixes: [
          {
            title: l10n.t('Set {0}', `stopwaitsecs=${enough}`),
            edits: [
              wait
                ? { start: wait.start, end: wait.end, text: String(enough) }
                : lineAfter(file, program.command, `stopwaitsecs=${enough}`),
            ],
          },
        ],
      };
    }
  },
};
