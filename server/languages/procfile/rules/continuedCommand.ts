/** Nobody joins lines: the backslash is the command's last sign, and the next line stands alone. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isRegular } from '../judged.ts';
import { linesOf } from '../parse.ts';

export const continuedCommand: Rule = {
  id: 'continued-command',
  severity: 'error',
  *check(file) {
    const lines = linesOf(file);
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1];
      if (!before || !line.isContinued || !(before.isContinued || before.entry)) continue;
      let from = before.end - 1;
      while (from > before.start && ' \t'.includes(file.text.charAt(from - 1))) from--;
      const isEntry = line.lineStart === line.start && /^[\w-]+:\s/.test(file.text.slice(line.start, line.end));
      yield {
        start: before.end - 1,
        end: before.end,
        message: l10n.t('A command ends with its line, whatever stands at the end: the next line is no part of it.'),
        fixes: [
          {
            title: l10n.t('Join the lines'),
            edits: [{ start: from, end: line.start, text: ' ' }],
            preferred: !isEntry && !isRegular(file, line),
          },
        ],
      };
    }
  },
};
