/** nginx takes the next line for more arguments where a `;` is missing and the directive takes any number of them. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Statement } from '../../../types.ts';
import { places } from '../../../walk.ts';
import { dataBlocks, directives, takes } from '../reference.ts';

export const swallowedDirective: Rule = {
  id: 'swallowed-directive',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of places(file)) {
      if (statement.args.length < 2 || statement.body || dataBlocks.has(context) || context === '') continue;
      const index = swallowed(file, statement);
      const word = index === undefined ? undefined : statement.args[index];
      const before = index === undefined ? undefined : (statement.args[index - 1] ?? statement.name);
      if (!word || !before) continue;
      yield {
        start: word.start,
        end: word.end,
        message: l10n.t(
          '"{0}" is read as an argument of "{1}": a ";" is missing on the line before.',
          word.text,
          statement.name.text,
        ),
        fixes: [
          {
            title: l10n.t('Insert ";"'),
            edits: [{ start: before.end, end: before.end, text: ';' }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** The first argument that begins a line, is named like a directive, and has behind it just what that directive takes. */
function swallowed({ text }: File, { name, args }: Statement): number | undefined {
  const records = directives.get(name.text);
  if (!records?.some((record) => takes(record, args.length))) return undefined;
  for (let index = 1; index < args.length; index++) {
    const word = args[index];
    const before = args[index - 1];
    if (!word || !before || word.quote !== '' || word.start - before.end < 2) continue;
    const candidates = directives.get(word.text);
    if (!candidates || !text.slice(before.end, word.start).includes('\n')) continue;
    const count = args.length - index - 1;
    if (count > 0 && candidates.some((record) => !record.block && takes(record, count)) && word.text.includes('_'))
      return index;
    if (count > 0 && plain.has(word.text)) return index;
  }
  return undefined;
}

/** Directives with a name of one word that no list of names, types or values would hold on a line of its own. */
const plain = new Set([
  'root',
  'index',
  'listen',
  'location',
  'access_log',
  'error_log',
  'return',
  'rewrite',
  'include',
  'set',
  'alias',
  'expires',
]);
