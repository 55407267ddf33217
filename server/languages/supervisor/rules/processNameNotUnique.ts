/** With several processes each needs a name of its own (processes_from_section). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';
import { programs } from '../reference.ts';
import { numberOf } from '../values.ts';

const unique = '%(program_name)s_%(process_num)02d';

export const processNameNotUnique: Rule = {
  id: 'process-name-not-unique',
  severity: 'error',
  *check(file) {
    for (const { kind, options } of sectionsOf(file)) {
      const count = options.get('numprocs')?.value;
      if (!programs.has(kind) || !count || !(numberOf(count.text) > 1)) continue;
      const name = options.get('process_name');
      if (name?.value?.text.includes('%(process_num)')) continue;
      const target = name?.value;
      const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
      yield {
        start: count.start,
        end: count.end,
        message: l10n.t('{0} processes need names of their own: process_name must hold %(process_num).', count.text),
        fixes: [
          {
            title: l10n.t('Set process_name={0}', unique),
            edits: [
              target
                ? { start: target.start, end: target.end, text: unique }
                : { start: count.end, end: count.end, text: `${lineEnd}process_name=${unique}` },
            ],
            preferred: name === undefined,
          },
        ],
      };
    }
  },
};
