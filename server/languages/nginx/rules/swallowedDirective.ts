/** nginx takes the next line for more arguments where a `;` is missing and the directive takes any number of them. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Statement } from '../../../types.ts';
import { places } from '../../../walk.ts';
import { isComplete, isSwallowed } from '../parser.ts';
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

/** The first argument that begins a line and is a directive of its own: by its name, or because it stands below the first one's. */
function swallowed({ text }: File, { name, args }: Statement): number | undefined {
  const last = args[args.length - 1] ?? name;
  if (!text.slice(name.end, last.start).includes('\n')) return undefined;
  if (!directives.get(name.text)?.some((record) => takes(record, args.length))) return undefined;
  const column = columnOf(text, name.start);
  let before = name;
  for (const [index, word] of args.entries()) {
    if (word.quote === '' && text.slice(before.end, word.start).includes('\n')) {
      const count = args.length - index - 1;
      const isBelow = columnOf(text, word.start) === column;
      if (isBelow ? isComplete(word.text, count) : index > 0 && isSwallowed(word.text, count)) return index;
    }
    before = word;
  }
  return undefined;
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}
