/** A name alone. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isRegular, judgedLines, readerOf } from '../judged.ts';

export const emptyCommand: Rule = {
  id: 'entry-without-command',
  severity: 'error',
  *check(file, project) {
    const title = readerOf(project)?.title;
    for (const { line, read } of judgedLines(file, project)) {
      const { entry } = line;
      if (!entry || entry.args.length > 0 || !isRegular(file, line)) continue;
      const { start, end, text } = entry.name;
      yield {
        start,
        end,
        severity: typeof read === 'string' ? 'error' : 'warning',
        message:
          title !== undefined && read === 'refused'
            ? l10n.t('"{0}" has no command: {1} refuses the file.', text, title)
            : typeof read === 'string'
              ? l10n.t('"{0}" has no command: the line is passed over.', text)
              : l10n.t('"{0}" has no command: it ends as soon as it is started.', text),
      };
    }
  },
};
