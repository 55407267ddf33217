import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Token } from '../../../types.ts';
import { hasHole } from '../holes.ts';
import { isBlank } from '../words.ts';

/** The word that ends at the offset; words stand in the order of the text. */
function wordBefore(words: readonly Token[], offset: number): Token | undefined {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return words[low]?.end === offset ? words[low] : undefined;
}

/** `#` begins a comment in the middle of a word as well, outside of quotes. */
export const cutByComment: Rule = {
  id: 'cut-by-comment',
  severity: 'warning',
  *check(file) {
    const { text, tree } = file;
    let next = 0;
    for (const { start, end } of tree.comments) {
      const before = text.charAt(start - 1);
      if (start === 0 || before === '\n' || before === ')' || isBlank(before)) continue;
      while ((tree.statements[next + 1]?.start ?? text.length) < start) next++;
      const word = wordBefore(tree.statements[next]?.args ?? [], start);
      if (!word || hasHole(file, { start, end })) continue;
      const rest = /^\S*/.exec(text.slice(start, end))?.[0].length ?? 0;
      const whole = text.slice(word.start, start + rest);
      const fix: Fix = {
        title: l10n.t('Put the word in quotes'),
        edits: [
          { start: word.start, end: word.start, text: '"' },
          { start: start + rest, end: start + rest, text: '"' },
        ],
      };
      yield {
        start,
        end: start + rest,
        message: l10n.t('A comment begins here, in the middle of a word: the rest of the line is cut off.'),
        fixes: /["'$`\\]/.test(whole) ? [] : [fix],
      };
    }
  },
};
