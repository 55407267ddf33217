/** chpst reads its options with getopt and stops at one that it does not know (chpst(8), exit code 100). */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import { optionFaults } from '../optionFaults.ts';
import { commandsOf } from '../parse.ts';
import { readOptions, wordsOf } from '../programs.ts';

export const chpstOptions: Rule = {
  id: 'invalid-chpst-option',
  severity: 'error',
  *check(file) {
    for (const command of commandsOf(file)) {
      const [name, ...words] = wordsOf(command, 'chpst') ?? [];
      if (!name) continue;
      const { options, rest } = readOptions('chpst', words);
      const faults: Finding[] = [...optionFaults('chpst', options, name)];
      const second = options.find(
        ({ letter }, index) =>
          (letter === 'l' || letter === 'L') &&
          options.slice(0, index).some((other) => other.letter === (letter === 'l' ? 'L' : 'l')),
      );
      if (second)
        faults.push({
          start: second.word.start,
          end: second.word.end,
          message: l10n.t('chpst takes "-l" or "-L", not both.'),
        });
      if (faults.length === 0 && rest?.length === 0)
        faults.push({
          start: name.start,
          end: words[words.length - 1]?.end ?? name.end,
          message: l10n.t('chpst has no program to run here.'),
        });
      yield* faults;
    }
  },
};
