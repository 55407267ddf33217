/** `[` is a program: `[-f` is the name of another, and `x]` is no closing bracket. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import type { ShellWord } from '../../shell/read.ts';
import { commandsOf } from '../parse.ts';

export const bracketWithoutBlank: Rule = {
  id: 'bracket-without-blank',
  severity: 'error',
  *check(file) {
    for (const { words } of commandsOf(file)) {
      const [first] = words;
      if (first?.text === '[') yield* closing(words, file.text);
      else if (first && first.quote === '' && /^\[{1,2}[-!$"'\w/]/.test(file.text.slice(first.start, first.end)))
        yield opening(first, file.text);
    }
  },
};

function opening({ start, end }: ShellWord, text: string): Finding {
  const word = text.slice(start, end);
  const brackets = word.startsWith('[[') ? 2 : 1;
  return {
    start,
    end,
    message: l10n.t(
      '"{0}" is read as the name of a program: a blank is missing behind "{1}".',
      word,
      '['.repeat(brackets),
    ),
    fixes: [insertion(start + brackets)],
  };
}

function* closing(words: readonly ShellWord[], text: string): Generator<Finding> {
  const last = words[words.length - 1];
  if (!last || words.length < 2 || words.some((word) => word.text === ']')) return;
  const word = text.slice(last.start, last.end);
  // `x[1]` has a bracket of its own.
  if (!/[^[\\\]]\]$/.test(word) || word.includes('[')) return;
  yield {
    start: last.start,
    end: last.end,
    message: l10n.t('"{0}" has no "{1}" of its own: a blank is missing before "{1}".', '[', ']'),
    fixes: [insertion(last.end - 1)],
  };
}

function insertion(offset: number): NonNullable<Finding['fixes']>[number] {
  return { title: l10n.t('Insert a blank'), edits: [{ start: offset, end: offset, text: ' ' }], preferred: true };
}
