/** On Python 3 a comment has a line of its own; behind a value it belongs to that. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { defaultsOf, isRead, sectionsOf } from '../sections.ts';

export const commentInValue: Rule = {
  id: 'comment-in-value',
  severity: 'warning',
  *check(file) {
    const defaults = defaultsOf(file);
    for (const section of sectionsOf(file)) {
      if (!isRead(section, defaults) && section.kind !== 'endpoint') continue;
      for (const option of section.options.values()) {
        const [value] = option.args;
        // What follows a comment in a shell is one there, too.
        const found = /[ \t]+;[ \t]\S/.exec(value?.text ?? '');
        if (!value || !found || value.text.includes('\n') || option.name.text.toLowerCase() === 'cmd') continue;
        const start = value.start + value.text.indexOf(';', found.index);
        const lineStart = file.text.lastIndexOf('\n', option.start - 1) + 1;
        const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
        const comment = file.text.slice(start, value.end);
        yield {
          start,
          end: value.end,
          message: l10n.t('On Python 3 this belongs to the value: a comment has a line of its own.'),
          fixes: [
            {
              title: l10n.t('Put the comment on the line above'),
              edits: [
                { start: lineStart, end: lineStart, text: comment + lineEnd },
                { start: value.start + found.index, end: value.end, text: '' },
              ],
              preferred: true,
            },
          ],
        };
      }
    }
  },
};
