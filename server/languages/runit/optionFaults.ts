/** What getopt, and who asks it, refuses of a program's options. */
import * as l10n from '@vscode/l10n';
import type { Finding, Span } from '../../types.ts';
import type { Option } from './programs.ts';

export function* optionFaults(program: string, options: readonly Option[], name: Span): Generator<Finding> {
  for (const { letter, flag, word, value } of options) {
    const { start, end } = word;
    if (!flag) yield { start, end, message: l10n.t('{0} has no option "-{1}".', program, letter) };
    else if (flag.value !== undefined && !value)
      yield {
        start: Math.max(name.start, start),
        end,
        message: l10n.t('"-{0}" of {1} needs a value.', letter, program),
      };
    else if (flag.number && value && !value.word.isDynamic && !isNumber(letter, value.text))
      yield {
        start: value.word.start,
        end: value.word.end,
        message: l10n.t('"-{0}" of {1} takes a number, not "{2}".', letter, program, value.text),
      };
  }
}

/** scan_ulong for limits; nice takes a sign too. */
function isNumber(letter: string, text: string): boolean {
  return (letter === 'n' ? /^[+-]?\d*$/ : /^\d+$/).test(text);
}
