/** A KILL reaches the master alone, unless it is for the whole group. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { gunicornPrograms } from '../gunicorn.ts';
import { isOn, lineAfter } from '../options.ts';

export const workersLeftBehind: Rule = {
  id: 'workers-left-behind',
  severity: 'hint',
  *check(file) {
    for (const { section, command, facts } of gunicornPrograms(file)) {
      const kill = section.options.get('killasgroup');
      if (kill ? isOn(kill) || kill.value?.text.includes('%') : section.options.has('stopasgroup')) continue;
      const { start, end } = kill?.statement ?? facts.call.program;
      yield {
        start,
        end,
        message: l10n.t(
          'When supervisord has to kill Gunicorn, its workers stay behind for a while and hold the address: killasgroup=true ends them too.',
        ),
        fixes: [
          {
            title: l10n.t('Set {0}', 'killasgroup=true'),
            edits: [
              kill?.value
                ? { start: kill.value.start, end: kill.value.end, text: 'true' }
                : lineAfter(file, kill ? kill.statement : command, 'killasgroup=true'),
            ],
          },
        ],
      };
    }
  },
};
