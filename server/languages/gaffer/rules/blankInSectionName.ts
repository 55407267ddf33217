/** Nothing is trimmed from the name of a process. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';

export const blankInSectionName: Rule = {
  id: 'blank-in-section-name',
  severity: 'error',
  *check(file) {
    for (const { name } of file.tree.statements) {
      const found = /^(?:process|env|endpoint|job):([ \t]+)(.*)$/.exec(name.text);
      if (!found) continue;
      const start = name.start + name.text.indexOf(':') + 1;
      const end = start + (found[1]?.length ?? 0);
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t(
          'The process is named "{0}", with the blank in front.',
          name.text.slice(name.text.indexOf(':') + 1),
        ),
        fixes: [{ title: l10n.t('Remove the blank'), edits: [{ start, end, text: '' }], preferred: true }],
      };
    }
  },
};
