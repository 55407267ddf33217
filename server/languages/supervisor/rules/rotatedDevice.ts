/** A device or pipe cannot be rotated: at the limit supervisord ends the program's log with an error. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';

const ofServer = ['logfile'];
const ofProgram = ['stdout_logfile', 'stderr_logfile'];
const device = /^\/(?:dev\/(?:std(?:out|err)|fd\/\d+|tty\w*|pts\/\d+|console)|proc\/\w+\/fd\/\d+)$/;

export const rotatedDevice: Rule = {
  id: 'rotated-device',
  severity: 'warning',
  *check(file) {
    for (const { options, kind } of sectionsOf(file)) {
      for (const name of kind === 'supervisord' ? ofServer : ofProgram) {
        const log = options.get(name);
        const value = log?.value;
        if (!log?.record || !value || !device.test(value.text)) continue;
        const limit = options.get(`${name}_maxbytes`)?.value;
        if (limit && (/^0+\s*(?:[kmg]b)?$/i.test(limit.text) || limit.text.includes('%'))) continue;
        const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
        yield {
          start: value.start,
          end: value.end,
          message: l10n.t('This cannot be rotated: with {0}=0 supervisord does not try to.', `${name}_maxbytes`),
          fixes: [
            {
              title: l10n.t('Set {0}=0', `${name}_maxbytes`),
              edits: [
                limit
                  ? { start: limit.start, end: limit.end, text: '0' }
                  : { start: value.end, end: value.end, text: `${lineEnd}${name}_maxbytes=0` },
              ],
              preferred: true,
            },
          ],
        };
      }
    }
  },
};
