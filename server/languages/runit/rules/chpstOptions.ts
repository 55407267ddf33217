/** chpst reads its options with getopt and stops at one that it does not know (chpst(8), exit code 100). */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import type { ShellWord } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';
import chpst from '../reference/chpst.json';

const withValue = new Set(chpst.withValue);
const plain = new Set(chpst.plain);
const numbers = new Set(chpst.numbers);

export const chpstOptions: Rule = {
  id: 'invalid-chpst-option',
  severity: 'error',
  *check(file) {
    for (const { words } of commandsOf(file)) {
      const index = words.findIndex(({ text }) => /^(?:.*\/)?chpst$/.test(text));
      const before = words.slice(0, Math.max(index, 0));
      if (index < 0 || before.some(({ text }) => text !== 'exec')) continue;
      yield* faultsOf(words.slice(index + 1));
    }
  },
};

/** scan_ulong for limits; nice takes a sign too. */
function* numberFault(letter: string, text: string, { start, end, isDynamic }: ShellWord): Generator<Finding> {
  if (isDynamic || !numbers.has(letter) || (letter === 'n' ? /^[+-]?\d*$/ : /^\d+$/).test(text)) return;
  yield { start, end, message: l10n.t('"-{0}" of chpst takes a number, not "{1}".', letter, text) };
}

function* faultsOf(words: readonly ShellWord[]): Generator<Finding> {
  const locks = new Map<string, ShellWord>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    // Behind what is only known when it runs, nothing is certain.
    if (!word || word.isDynamic || word.text === '--') return;
    if (!/^-./.test(word.text)) return;
    for (let place = 1; place < word.text.length; place++) {
      const letter = word.text.charAt(place);
      if (letter === 'l' || letter === 'L') locks.set(letter, word);
      if (withValue.has(letter)) {
        const isBeside = place < word.text.length - 1;
        const value = isBeside ? word : words[++index];
        if (!value) {
          yield { start: word.start, end: word.end, message: l10n.t('"-{0}" of chpst needs a value.', letter) };
          return;
        }
        yield* numberFault(letter, isBeside ? word.text.slice(place + 1) : value.text, value);
        break;
      }
      if (plain.has(letter)) continue;
      yield { start: word.start, end: word.end, message: l10n.t('chpst has no option "-{0}".', letter) };
      return;
    }
    const second = locks.get('l') && locks.get('L');
    if (second) {
      yield { start: word.start, end: word.end, message: l10n.t('chpst takes "-l" or "-L", not both.') };
      return;
    }
  }
}
