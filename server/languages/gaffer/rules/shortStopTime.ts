/** Gunicorn finishes its requests for `graceful_timeout`, and gaffer kills it after its own, which is shorter. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';
import { commandFacts } from '../../gunicorn/command/facts.ts';
import { lineAfter } from '../../supervisor/options.ts';
import { integer, startsProcess } from '../reference.ts';
import { sectionsOf } from '../sections.ts';

/** What gaffer and Gunicorn take where nothing is said. */
const usual = { wait: '10', graceful: '30' };

export const shortStopTime: Rule = {
  id: 'short-stop-time',
  severity: 'warning',
  *check(file, project) {
    const pieces = embeddedFiles(file);
    const hasSettings = project.files().some(({ language }) => language.id === 'gunicorn');
    for (const { kind, options } of sectionsOf(file)) {
      const command = options.get('cmd')?.args[0];
      const piece = pieces.find(({ start }) => command && command.start <= start && start <= command.end);
      const facts = piece && commandFacts(piece);
      if (!startsProcess(kind) || !facts || !command) continue;
      const isSaid = facts.has('graceful_timeout');
      // A settings file may say it.
      if (!isSaid && (facts.has('config') || hasSettings)) continue;
      const graceful = isSaid ? facts.value('graceful_timeout') : usual.graceful;
      const option = options.get('graceful_timeout');
      const wait = option ? option.args[0]?.text : usual.wait;
      if (graceful === undefined || wait === undefined || !integer.test(graceful) || !integer.test(wait)) continue;
      if (Number(wait) >= Number(graceful)) continue;
      const value = option?.args[0];
      const { start, end } = value ?? facts.call.program;
      const line = `graceful_timeout = ${Number(graceful) + 5}`;
      yield {
        start,
        end,
        // Most requests take less than either, where nobody has thought of them.
        severity: option || isSaid ? 'warning' : 'hint',
        message: l10n.t(
          'gaffer kills Gunicorn {0} s after it has asked it to stop, and Gunicorn lets requests go on for {1} s: what takes longer is cut off.',
          Number(wait),
          Number(graceful),
        ),
        fixes: [
          {
            title: l10n.t('Set {0}', line),
            edits: [
              value
                ? { start: value.start, end: value.end, text: String(Number(graceful) + 5) }
                : lineAfter(file, command, line),
            ],
          },
        ],
      };
    }
  },
};
