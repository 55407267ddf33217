/** nginx: `"%s" directive is duplicate`, `duplicate location "%s"`, `duplicate upstream "%s"`. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Statement } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { faults } from '../faults.ts';
import { namedDuplicates } from '../namedDuplicates.ts';
import { wholeFindings } from '../whole/findings.ts';

export const duplicateDirective: Rule = {
  id: 'duplicate-directive',
  severity: 'error',
  *check(file, project) {
    for (const { statement } of faults(file, 'duplicate-directive')) {
      const { name, args, end } = statement;
      const until = statement.body ? name.end : (args[args.length - 1]?.end ?? name.end);
      yield {
        start: name.start,
        end: until,
        message: l10n.t('"{0}" directive is duplicate: this level has one already.', name.text),
        ...(!statement.body && {
          fixes: [{ title: l10n.t('Remove this line'), edits: [wholeLine(file.text, name.start, end)] }],
        }),
      };
    }
    for (const { statement, name } of namedDuplicates(file)) {
      yield {
        start: statement.start,
        end: statement.args[statement.args.length - 1]?.end ?? statement.name.end,
        message: l10n.t('Duplicate {0} "{1}": this level has one already.', statement.name.text, name),
      };
    }
    yield* behindMaps(file);
    for (const { rule: _, file: __, ...finding } of wholeFindings(file, 'duplicate-directive', project)) yield finding;
  },
};

/** A `map` takes the default of these where they do not stand before it (ngx_http_map_block). */
function* behindMaps(file: File): Generator<Finding> {
  const firsts = new Map<Statement | undefined, Statement>();
  for (const { statement } of placesNamed(file, 'map'))
    if (statement.body && !firsts.has(statement.parent)) firsts.set(statement.parent, statement);
  for (const directive of ['map_hash_max_size', 'map_hash_bucket_size']) {
    const seen = new Set<Statement | undefined>();
    for (const { statement } of placesNamed(file, directive)) {
      const { start, name, args, end, parent } = statement;
      const map = firsts.get(parent);
      // The second one is a duplicate anyway.
      if (seen.has(parent)) continue;
      seen.add(parent);
      if (!map || map.start > start) continue;
      const text = file.text.slice(start, end);
      yield {
        start,
        end: args[args.length - 1]?.end ?? name.end,
        message: l10n.t(
          '"{0}" is duplicate: it has to stand before the first "map", which has taken the default.',
          name.text,
        ),
        fixes: [
          {
            title: l10n.t('Move it before "map"'),
            edits: [
              { start: map.start, end: map.start, text: `${text}\n${indentationAt(file.text, map.start)}` },
              wholeLine(file.text, start, end),
            ],
          },
        ],
      };
    }
  }
}

function indentationAt(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
}

/** The span with its indentation and line end where nothing else stands on its line. */
function wholeLine(text: string, start: number, end: number): { start: number; end: number; text: string } {
  const before = /(^|\n)[ \t]*$/.exec(text.slice(Math.max(0, start - 200), start));
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(end, end + 200));
  if (!before || !after) return { start, end, text: '' };
  const indentation = before[0].length - (before[1]?.length ?? 0);
  return { start: start - indentation, end: end + after[0].length, text: '' };
}
