/** A `;` or `#` behind a blank begins a comment, inside of quotes too; what follows is not part of the value. */
import * as l10n from '@vscode/l10n';
import type { Rule, Span } from '../../../types.ts';
import { type Option, optionsOf } from '../options.ts';

export const truncatedValue: Rule = {
  id: 'truncated-value',
  severity: 'warning',
  *check(file) {
    const { text, tree } = file;
    const lines = new Map(tree.comments.map((comment) => [text.lastIndexOf('\n', comment.start) + 1, comment]));
    for (const option of optionsOf(file)) {
      const { value } = option;
      if (!value) continue;
      for (let line = text.lastIndexOf('\n', value.start) + 1; line < value.end; ) {
        const comment = lines.get(line);
        const from = Math.max(line, value.start);
        if (comment && comment.start > from && isMeant(option, text.slice(from, comment.start), text, comment))
          yield {
            ...comment,
            message: l10n.t(
              'Here a comment begins, for a blank stands before "{0}", and quotes do not help: the value ends before it.',
              text.charAt(comment.start),
            ),
          };
        const lineFeed = text.indexOf('\n', line);
        if (lineFeed < 0) break;
        line = lineFeed + 1;
      }
    }
  },
};

/** Whether the comment was meant as a part of the value: a quote is open, or a secret or list goes on without a blank. */
function isMeant({ record }: Option, before: string, text: string, { start, end }: Span): boolean {
  let open: string | undefined;
  for (const character of before) {
    if (open === undefined && (character === '"' || character === "'")) open = character;
    else if (character === open) open = undefined;
  }
  if (open !== undefined) return text.slice(start, end).includes(open);
  return record?.type === 'password_or_{SHA}hex' && /\S/.test(text.charAt(start + 1));
}
