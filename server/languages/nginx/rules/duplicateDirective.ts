/** nginx: `"%s" directive is duplicate`, `duplicate location "%s"`, `duplicate upstream "%s"`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';
import { namedDuplicates } from '../namedDuplicates.ts';
import { wholeFindings } from '../whole/findings.ts';

export const duplicateDirective: Rule = {
  id: 'duplicate-directive',
  severity: 'error',
  *check(file, project) {
    for (const { statement } of faults(file, 'duplicate-directive')) {
      const { name, args, end } = statement;
      const until = statement.body ? name.end : (args[args.length - 1]?.end ?? name.end);
      yield {
        start: name.start,
        end: until,
        message: l10n.t('"{0}" directive is duplicate: this level has one already.', name.text),
        ...(!statement.body && {
          fixes: [{ title: l10n.t('Remove this line'), edits: [wholeLine(file.text, name.start, end)] }],
        }),
      };
    }
    for (const { statement, name } of namedDuplicates(file)) {
      yield {
        start: statement.start,
        end: statement.args[statement.args.length - 1]?.end ?? statement.name.end,
        message: l10n.t('Duplicate {0} "{1}": this level has one already.', statement.name.text, name),
      };
    }
    for (const { rule: _, file: __, ...finding } of wholeFindings(file, 'duplicate-directive', project)) yield finding;
  },
};

/** The span with its indentation and line end where nothing else stands on its line. */
function wholeLine(text: string, start: number, end: number): { start: number; end: number; text: string } {
  const before = /(^|\n)[ \t]*$/.exec(text.slice(Math.max(0, start - 200), start));
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(end, end + 200));
  if (!before || !after) return { start, end, text: '' };
  const indentation = before[0].length - (before[1]?.length ?? 0);
  return { start: start - indentation, end: end + after[0].length, text: '' };
}
