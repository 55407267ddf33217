/** Assignments that systemd passes over (config_parse_environ, load-fragment.c). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Token } from '../../../types.ts';
import { isGunicorns, type Option, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

const assignment = /^[A-Za-z_]\w*=/;

export const invalidUnitEnvironment: Rule = {
  id: 'invalid-unit-environment',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of unitOf(file).environment)
      if (option.value && !option.hasHole) yield* faultsOf(file, option, option.value);
  },
};

function* faultsOf(file: File, { statement }: Option, value: Token): Iterable<Finding> {
  const { words, open, escapes } = wordsOf(file, value);
  const [unknown] = escapes;
  if (open) return;
  if (unknown) {
    const text = file.text.slice(unknown.start, unknown.end);
    yield {
      ...unknown,
      message: l10n.t('systemd passes over this line: it does not know "{0}".', text),
      fixes: escapes.length === 1 && text.length === 2 ? [doubled(unknown.start, text)] : [],
    };
    return;
  }
  let before: Token | undefined;
  let rest: Token[] = [];
  for (const [index, word] of words.entries()) {
    if (assignment.test(word.text) || word.text.includes('%')) {
      before = word;
      rest = [];
      continue;
    }
    rest.push(word);
    const next = words[index + 1];
    if (next && !assignment.test(next.text) && before) continue;
    const [first] = rest;
    if (!first) continue;
    const { end } = word;
    yield {
      start: first.start,
      end,
      message: l10n.t(
        'systemd passes over "{0}": it is no NAME=value. A value with blanks stands in quotes together with its name.',
        file.text.slice(first.start, end),
      ),
      fixes: fixesOf(file, before, first, word, statement.name.end),
    };
    rest = [];
  }
}

function doubled(start: number, text: string): Fix {
  return {
    title: l10n.t('Double it: {0}', `\\${text}`),
    edits: [{ start, end: start, text: '\\' }],
  };
}

function fixesOf({ text }: File, before: Token | undefined, first: Token, last: Token, from: number): Fix[] {
  if (!before) {
    const blanks = /^export[ \t]+/.exec(text.slice(first.start, first.start + 20))?.[0] ?? '';
    const isAtStart = /^[ \t]*=[ \t]*$/.test(text.slice(from, first.start));
    return blanks === '' || !isAtStart
      ? []
      : [
          {
            title: l10n.t('Remove {0}', 'export'),
            edits: [{ start: first.start, end: first.start + blanks.length, text: '' }],
            preferred: true,
          },
        ];
  }
  const said = text.slice(before.start, last.end);
  if (/["'\\\n]/.test(said)) return [];
  return [
    {
      title: l10n.t('Put it in quotes'),
      edits: [
        { start: before.start, end: before.start, text: '"' },
        { start: last.end, end: last.end, text: '"' },
      ],
      preferred: true,
    },
  ];
}
