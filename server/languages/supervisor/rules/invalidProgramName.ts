/** Blanks, `:` and `/` part names in supervisorctl, so supervisord refuses them in one (since 4.0). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';
import { programs } from '../reference.ts';

export const invalidProgramName: Rule = {
  id: 'invalid-program-name',
  severity: 'error',
  *check(file) {
    for (const { statement, kind, name } of sectionsOf(file)) {
      if ((!programs.has(kind) && kind !== 'group') || (name !== '' && !/[\s:/]/.test(name))) continue;
      const { start, end, text } = statement.name;
      const from = start + text.indexOf(':') + 1;
      const mended = name.replace(/[\s:/]+/g, '-');
      yield {
        start: from,
        end: Math.max(end, from),
        message:
          name === ''
            ? l10n.t('A name is missing behind the colon.')
            : l10n.t('The name "{0}" has a blank, a ":" or a "/", which supervisord refuses.', name),
        fixes:
          name === ''
            ? []
            : [{ title: l10n.t('Change to "{0}"', mended), edits: [{ start: from, end, text: mended }] }],
      };
    }
  },
};
