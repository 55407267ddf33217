/** `NAME = value` runs a program of that name (POSIX shell, 2.9.1); what declares names takes the `=` for one of them. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../memory.ts';
import type { File, Finding, Fix, Rule } from '../../../types.ts';
import type { ShellCommand, ShellWord } from '../../shell/read.ts';
import { commandsOf, shellOf } from '../parse.ts';

const name = /^[A-Za-z_]\w*$/;
const declaring = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
/** Those that may well be given a `=`. */
const programs = new Set(['echo', 'printf', 'print', 'test', 'expr', 'exec', 'set', 'eval', 'let', 'dc', 'bc', 'exit']);

export const spacedAssignment: Rule = {
  id: 'spaced-assignment',
  severity: 'error',
  *check(file) {
    const functions = new Set(
      shellOf(file)?.blocks.flatMap((block) => (block.kind === 'function' ? block.name.text : [])),
    );
    for (const command of commandsOf(file)) {
      const [first] = command.words;
      if (first && declaring.has(first.text)) yield* declared(first, command.words.slice(1));
      else if (first && !functions.has(first.text)) yield* assigned(command.words);
      yield* setForNothing(command, file);
    }
  },
};

function* assigned([variable, sign, ...rest]: readonly ShellWord[]): Generator<Finding> {
  if (!variable || !sign || !isBare(variable) || programs.has(variable.text) || sign.quote !== '') return;
  const [value, ...more] = rest;
  const isGlued = /^=[^=~]/.test(sign.text) && rest.length === 0;
  if (sign.text !== '=' && !isGlued) return;
  const last = more[more.length - 1] ?? value ?? sign;
  const gap = isGlued ? { start: variable.end, end: sign.start } : undefined;
  const edit = gap ? { ...gap, text: '' } : value && { start: variable.end, end: value.start, text: '=' };
  yield {
    start: variable.start,
    end: last.end,
    message: l10n.t(
      'The shell runs a program "{0}" with "=" as its first argument: an assignment has no blanks around "=".',
      variable.text,
    ),
    fixes: edit && more.length === 0 ? [removal([edit], true)] : [],
  };
}

/** `export NAME = value`. */
function* declared(declaration: ShellWord, words: readonly ShellWord[]): Generator<Finding> {
  for (const [index, sign] of words.entries()) {
    const before = words[index - 1];
    const behind = words[index + 1];
    if (sign.text !== '=' || sign.quote !== '' || !before || !isBare(before)) continue;
    yield {
      start: before.start,
      end: behind?.end ?? sign.end,
      message: l10n.t('"{0}" takes "=" for a name here: an assignment has no blanks around "=".', declaration.text),
      fixes: behind ? [removal([{ start: before.end, end: behind.start, text: '=' }], words.length === 3)] : [],
    };
  }
}

/** `NAME= program` sets the variable for that program alone: a slip where the script reads it later. */
function* setForNothing({ assignments, words }: ShellCommand, file: File): Generator<Finding> {
  const [set] = assignments;
  const [value] = words;
  if (!set || !value || words.length > 1 || assignments.length > 1 || !set.text.endsWith('=')) return;
  const variable = set.name.text;
  const { count, last } = variablesByName(file).get(variable) ?? { count: 0, last: 0 };
  if (count > 1 || last < value.end) return;
  yield {
    start: set.start,
    end: value.end,
    severity: 'warning',
    message: l10n.t(
      'The shell runs a program "{0}" and sets "{1}" for it alone: an assignment has no blanks around "=".',
      file.text.slice(value.start, value.end),
      variable,
    ),
    fixes: [removal([{ start: set.end, end: value.start, text: '' }], false)],
  };
}

/** How often each variable is set, and where it is read last. */
const variablesByName = oncePerFile((file): ReadonlyMap<string, { count: number; last: number }> => {
  const found = new Map<string, { count: number; last: number }>();
  const { settings = [], uses = [] } = shellOf(file)?.variables() ?? {};
  for (const { name: variable } of settings)
    found.set(variable, { count: (found.get(variable)?.count ?? 0) + 1, last: 0 });
  for (const { name: variable, start } of uses) {
    const known = found.get(variable);
    if (known) known.last = Math.max(known.last, start);
  }
  return found;
});

function isBare({ text, quote, start, end }: ShellWord): boolean {
  return quote === '' && end - start === text.length && name.test(text);
}

function removal(edits: Fix['edits'], preferred: boolean): Fix {
  return { title: l10n.t('Remove the blanks'), edits, preferred };
}
