import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../../../types.ts';
import { execCommands } from '../commands.ts';
import { hasHole } from '../holes.ts';
import { jobOf } from '../job.ts';

/** A main process in the background has ended for Upstart; `&>` is `&` and `>` to Ubuntu's sh. */
export const backgroundExec: Rule = {
  id: 'background-exec',
  severity: 'warning',
  *check(file) {
    const { main } = jobOf(file);
    for (const { statement, words } of execCommands(file)) {
      if (statement !== main) continue;
      const index = words.findIndex(({ text, isOperator }) => isOperator && (text === '&' || text === '&>'));
      const operator = words[index];
      if (!operator || hasHole(file, operator)) continue;
      const { start, end, text } = operator;
      const before = words[index - 1]?.end ?? start;
      const target = words[index + 1];
      const isLast = index === words.length - 1;
      const fixes: Fix[] = [];
      if (text === '&' && isLast)
        fixes.push({ title: l10n.t('Remove "{0}"', '&'), edits: [{ start: before, end, text: '' }] });
      if (text === '&>' && target)
        fixes.push({
          title: l10n.t('Change to "{0}"', '> … 2>&1'),
          edits: [
            { start, end, text: '>' },
            { start: target.end, end: target.end, text: ' 2>&1' },
          ],
        });
      yield {
        start,
        end,
        message: l10n.t('"{0}" sends the program into the background: the job counts as ended at once.', text),
        fixes,
      };
    }
  },
};
