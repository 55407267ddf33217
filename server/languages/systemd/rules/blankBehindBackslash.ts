/** Only a backslash at the very end of a line lets the value go on. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Span } from '../../../types.ts';
import { isGunicorns, unitOf } from '../unit.ts';

export const blankBehindBackslash: Rule = {
  id: 'blank-behind-backslash',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value } of unitOf(file).options) {
      const blanks = value && blanksBehind(file, value.end);
      if (!blanks) continue;
      yield {
        start: blanks.start - 1,
        end: blanks.end,
        message: l10n.t(
          'Blanks behind the backslash: the value ends here, and systemd takes the next line for one of its own.',
        ),
        fixes: [{ title: l10n.t('Delete the blanks'), edits: [{ ...blanks, text: '' }], preferred: true }],
      };
    }
  },
};

/** The blanks that keep a value, which ends at the offset, from going on in the next line. */
export function blanksBehind({ text }: File, start: number): Span | undefined {
  if (text.charAt(start - 1) !== '\\') return undefined;
  let end = start;
  while (' \t'.includes(text.charAt(end)) && end < text.length) end++;
  const next = text.slice(end, end + 200);
  // Where a line of its own comes next, nothing was to go on.
  const isMeant = /^\r?\n/.test(next) && !/^\r?\n[ \t]*(?:[A-Z]\w*[ \t]*=|[[#;\r\n]|$)/.test(next);
  return end > start && isMeant ? { start, end } : undefined;
}
