/** svlogd(8): its options, and the folders that it needs. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import type { ShellWord } from '../../shell/read.ts';
import { optionFaults } from '../optionFaults.ts';
import { commandsOf } from '../parse.ts';
import { type Option, readOptions, wordsOf } from '../programs.ts';

export const svlogdOptions: Rule = {
  id: 'invalid-svlogd-option',
  severity: 'error',
  *check(file) {
    for (const command of commandsOf(file)) {
      const [name, ...words] = wordsOf(command, 'svlogd') ?? [];
      if (!name) continue;
      const { options, rest } = readOptions('svlogd', words);
      // It reads numbers leniently: what is none counts as 0, which stands for the default.
      const faults = [
        ...optionFaults(
          'svlogd',
          options.filter(({ flag }) => !flag?.number),
          name,
        ),
        ...lengthFaults(options),
      ];
      yield* faults;
      if (faults.length === 0 && rest?.length === 0) yield withoutFolder(name);
    }
  },
};

function withoutFolder({ start, end }: ShellWord): Finding {
  return { start, end, message: l10n.t('svlogd needs a folder to write to, and ends without one.') };
}

function* lengthFaults(options: readonly Option[]): Generator<Finding> {
  const last = (letter: string): Option | undefined => options.findLast((option) => option.letter === letter);
  for (const { letter, value } of options) {
    if (letter !== 'r' || !value || value.word.isDynamic || value.text.length === 1) continue;
    const { start, end } = value.word;
    yield { start, end, message: l10n.t('"-r" of svlogd takes one single character.') };
  }
  const [line, buffer] = [last('l'), last('b')];
  const option = buffer ?? line;
  if (!option?.value || line?.value?.word.isDynamic || buffer?.value?.word.isDynamic) return;
  const length = leadingNumber(line) || 1000;
  const size = leadingNumber(buffer) || 1024;
  if (size > length) return;
  const { start, end } = option.value.word;
  yield {
    start,
    end,
    message: l10n.t('The buffer of svlogd ({0} bytes) must be longer than a line ({1} bytes).', size, length),
  };
}

/** scan_ulong: the digits at the beginning, or 0. */
function leadingNumber(option: Option | undefined): number {
  return Number(/^\d*/.exec(option?.value?.text ?? '')?.[0]);
}
