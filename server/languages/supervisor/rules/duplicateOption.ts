/** Of an option that a section has twice the last one holds (configparser that is not strict). */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../types.ts';
import { optionsOf, removal } from '../options.ts';

export const duplicateOption: Rule = {
  id: 'duplicate-option',
  severity: 'warning',
  *check(file) {
    const written = file.tree.statements.reduce((sum, { body = [] }) => sum + body.length, 0);
    if (written === optionsOf(file).length) return;
    for (const { body = [] } of file.tree.statements) {
      const last = new Map<string, Statement>(body.map((option) => [option.name.text.toLowerCase(), option]));
      if (last.size === body.length) continue;
      for (const option of body) {
        const holds = last.get(option.name.text.toLowerCase());
        if (!holds || holds === option) continue;
        yield {
          start: option.start,
          end: option.end,
          message: l10n.t(
            'This has no effect: "{0}" stands below once more, and the last one holds.',
            option.name.text,
          ),
          fixes: [removal(file.text, option)],
        };
      }
    }
  },
};
