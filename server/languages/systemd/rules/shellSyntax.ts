/** No shell reads the commands of a unit: what is meant for one becomes a word, and variables are filled in by systemd's own rules. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Token } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { isGunicorns, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

/** A word of its own that only a shell understands, or one that begins with such. */
const operator = /^(?:&&|\|\|?|&|;;|\d?>>?(?:&\d)?|<<?|\d?>&\d|&?\d?>>?[/$\w].*)$/;
/** What exists inside of a shell alone, and a variable set in front of the command. */
const builtin = /^(?:cd|source|\.|export|exec|ulimit|umask|[A-Za-z_]\w*=.*)$/;

export const shellSyntax: Rule = {
  id: 'shell-syntax-without-shell',
  severity: 'warning',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value, hasHole } of unitOf(file).commands) {
      if (!value || hasHole) continue;
      const { words } = wordsOf(file, value);
      const found = words.find((word, index) => isForShell(file, word, index));
      if (!found) continue;
      yield {
        start: found.start,
        end: found.end,
        message: l10n.t(
          'No shell reads this command: "{0}" becomes a word like any other. Run it by /bin/sh -c, or use Environment, WorkingDirectory or StandardOutput.',
          found.text,
        ),
      };
    }
  },
};

function isForShell({ text: source }: File, word: Token, index: number): boolean {
  const { start, end, text } = word;
  if (index === 0) return builtin.test(text.replace(/^[@:+!|-]+/, ''));
  // Whoever quotes a sign, or passes it in a whole text, means it.
  if (/["']/.test(source.slice(start, end))) return false;
  return operator.test(text) || text.includes('$(') || /^`|`$/.test(text) || /^~\//.test(text);
}

export const variableInWord: Rule = {
  id: 'variable-inside-word',
  severity: 'warning',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value, hasHole } of unitOf(file).commands) {
      if (!value || hasHole || !value.text.includes('$')) continue;
      const { words } = wordsOf(file, value);
      const [program] = words;
      // A colon in front of the program switches variables off, and a shell fills in its own.
      if (!program || /^[@+!|-]*:/.test(program.text) || words.some(({ text }) => /^-\w*c$/.test(text))) continue;
      for (const word of words.slice(1)) yield* variablesIn(file, word);
    }
  },
};

function* variablesIn(file: File, word: Token) {
  const source = file.text.slice(word.start, word.end);
  for (const found of source.matchAll(/\$(?:\$|([A-Za-z_]\w*))/g)) {
    const [text, name] = found;
    const start = word.start + found.index;
    const isWhole =
      /^["']?$/.test(source.slice(0, found.index)) && /^["']?$/.test(source.slice(found.index + text.length));
    // Behind a backslash it is told as such.
    if (name === undefined || isWhole || source.charAt(found.index - 1) === '\\') continue;
    yield {
      start,
      end: start + text.length,
      message: l10n.t(
        'systemd fills in {0} only where it is a word of its own: inside of one it is written {1}.',
        text,
        `\${${name}}`,
      ),
      fixes: [changeTo({ start, end: start + text.length }, `\${${name}}`, true)],
    };
  }
}
