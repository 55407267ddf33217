/** Some programs want a blank behind the colon. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isRegular, judgedLines, readerOf } from '../judged.ts';
import { readLine } from '../readers.ts';

export const missingBlank: Rule = {
  id: 'blank-behind-colon',
  severity: 'warning',
  *check(file, project) {
    const reader = readerOf(project);
    for (const { line, text, read } of judgedLines(file, project)) {
      const command = line.entry?.args[0];
      const { sign } = line;
      if (!command || !sign || sign.end > sign.start + 1 || !isRegular(file, line)) continue;
      const isWanted = typeof read === 'string' && reader && readLine(reader, text.replace(':', ': ')) !== read;
      if (reader && !isWanted) continue;
      yield {
        ...sign,
        severity: reader ? 'error' : 'warning',
        message: reader
          ? l10n.t('{0} passes over a line without a blank behind the colon.', reader.title)
          : l10n.t('Heroku, hivemind and overmind pass over a line without a blank behind the colon.'),
        fixes: [
          {
            title: l10n.t('Insert a blank'),
            edits: [{ start: command.start, end: command.start, text: ' ' }],
            preferred: true,
          },
        ],
      };
    }
  },
};
