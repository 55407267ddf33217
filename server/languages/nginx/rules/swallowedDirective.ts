/** nginx takes the next line for more arguments where a `;` is missing and the directive takes any number of them. */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Statement } from '../../../types.ts';
import { type Place, places } from '../../../walk.ts';
import { isComplete, isSwallowed } from '../parser.ts';
import { dataBlocks, directives, takes } from '../reference.ts';

export const swallowedDirective: Rule = {
  id: 'swallowed-directive',
  severity: 'warning',
  *check(file) {
    for (const { statement } of places(file).filter((place) => isOverLines(file, place))) {
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

/** Whether arguments of a statement that is no block stand on lines of their own. */
function isOverLines({ text }: File, { statement, context }: Place): boolean {
  const { name, args, body } = statement;
  const last = args[args.length - 1];
  if (args.length < 2 || body || !last || context === '' || dataBlocks.has(context)) return false;
  const lineEnd = text.indexOf('\n', name.end);
  return lineEnd >= 0 && lineEnd < last.start;
}

/** The first argument that begins a line and is a directive of its own: by its name, or because it stands below the first one's. */
function swallowed({ text }: File, { name, args }: Statement): number | undefined {
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
