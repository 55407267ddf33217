/** Options without which supervisord refuses a section. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';
import { sections } from '../reference.ts';

export const missingOption: Rule = {
  id: 'missing-option',
  severity: 'error',
  *check(file) {
    for (const { statement, kind, options } of sectionsOf(file)) {
      const isProgram = kind === 'fcgi-program' || kind === 'eventlistener';
      const records = [
        ...Object.entries(sections.get(kind)?.options ?? {}),
        ...(isProgram ? Object.entries(sections.get('program')?.options ?? {}) : []),
      ];
      // Of supervisorctl's own the server knows nothing.
      if (kind === 'ctlplugin') continue;
      for (const [name, record] of records) {
        if (!record.required || (options.has(name) && (options.get(name)?.value || record.type !== 'command')))
          continue;
        yield {
          start: statement.name.start,
          end: statement.name.end,
          message: l10n.t('[{0}] has no "{1}", without which supervisord does not start.', statement.name.text, name),
        };
      }
    }
  },
};
