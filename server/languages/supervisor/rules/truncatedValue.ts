/** A `;` or `#` behind a blank begins a comment, inside of quotes too; what follows is not part of the value. */
import * as l10n from '@vscode/l10n';
import type { Rule, Span, Statement } from '../../../types.ts';
import { kindOf, optionRecord } from '../reference.ts';

export const truncatedValue: Rule = {
  id: 'truncated-value',
  severity: 'warning',
  *check(file) {
    const { text, tree } = file;
    let next = 0;
    for (const section of tree.statements)
      for (const option of section.body ?? []) {
        const [value] = option.args;
        if (!value) continue;
        for (; next < tree.comments.length; next++) {
          const comment = tree.comments[next];
          if (!comment || comment.start < value.start) continue;
          const line = text.lastIndexOf('\n', comment.start) + 1;
          if (line >= value.end) break;
          if (isMeant(option, text.slice(Math.max(line, value.start), comment.start), text, comment))
            yield {
              ...comment,
              message: l10n.t(
                'Here a comment begins, for a blank stands before "{0}", and quotes do not help: the value ends before it.',
                text.charAt(comment.start),
              ),
            };
        }
      }
  },
};

/** Whether the comment was meant as a part of the value: a quote is open, or a secret or list goes on without a blank. */
function isMeant(option: Statement, before: string, text: string, { start, end }: Span): boolean {
  if (!/["']/.test(before)) return isSecret(option, text, start);
  let open: string | undefined;
  for (const character of before) {
    if (open === undefined && (character === '"' || character === "'")) open = character;
    else if (character === open) open = undefined;
  }
  if (open !== undefined) return text.slice(start, end).includes(open);
  return isSecret(option, text, start);
}

function isSecret({ name, parent }: Statement, text: string, start: number): boolean {
  const record = optionRecord(name.text, kindOf(parent?.name.text ?? ''));
  return record?.type === 'password_or_{SHA}hex' && /\S/.test(text.charAt(start + 1));
}
