/** What stands twice on one level once the includes there are read: directives that are taken once, locations of one name. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../memory.ts';
import type { File, Statement } from '../../../types.ts';
import { where } from '../../../where.ts';
import { allows } from '../entries.ts';
import { nameOf } from '../namedDuplicates.ts';
import { dataBlocks, directives } from '../reference.ts';
import { headOf } from '../statements.ts';
import type { Configuration, Item } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { areChoices } from './listens.ts';

interface Seen {
  file: File;
  statement: Statement;
  choice?: string;
}

export function* duplicates(configuration: Configuration): Generator<WholeFinding> {
  const levels = new Map<Statement | File, Item>();
  for (const item of configuration.items())
    if (!item.isInner && !dataBlocks.has(item.context)) levels.set(item.statement.parent ?? item.file, item);
  for (const [level, { file, context }] of levels) {
    const seen = new Map<string, Seen>();
    const statements = 'tree' in level ? level.tree.statements : (level.body ?? []);
    for (const { second, first } of repeated(configuration, file, statements, context, seen)) {
      const { name } = second.statement;
      yield {
        rule: 'duplicate-directive',
        file: second.file,
        ...(second.statement.body ? name : headOf(second.statement)),
        start: second.statement.start,
        message: l10n.t(
          'Duplicate "{0}": this level has one already, {1}.',
          second.file.text.slice(second.statement.start, headOf(second.statement).end).slice(0, 60),
          where(first.file, first.statement.start, second.file),
        ),
      };
    }
  }
}

/** Reads a level with what is included in it. */
function* repeated(
  configuration: Configuration,
  file: File,
  statements: readonly Statement[],
  context: string,
  seen: Map<string, Seen>,
  choice?: string,
  depth = 0,
): Generator<{ first: Seen; second: Seen }> {
  for (const { statement, key } of keyed(file, statements, context)) {
    if (key === undefined) {
      if (depth < 10)
        for (const other of configuration.includedBy(file, statement, context))
          yield* repeated(
            configuration,
            other.file,
            other.file.tree.statements,
            context,
            seen,
            other.choice ?? choice,
            depth + 1,
          );
      continue;
    }
    const second = { file, statement, ...(choice !== undefined && { choice }) };
    const first = seen.get(key);
    if (!first) seen.set(key, second);
    else if (first.file !== file && !areChoices(first, second)) yield { first, second };
  }
}

/** What may stand once on its level, and the includes, which have no key. */
interface Keyed {
  statement: Statement;
  key: string | undefined;
}

const keyedLevels = oncePerFile(
  (): Map<readonly Statement[], { context: string; list: readonly Keyed[] }> => new Map(),
);

/** Remembered, since only a few files change. */
function keyed(file: File, statements: readonly Statement[], context: string): readonly Keyed[] {
  const known = keyedLevels(file).get(statements);
  if (known?.context === context) return known.list;
  const list = statements.flatMap((statement): Keyed[] => {
    if (statement.name.text === 'include') return [{ statement, key: undefined }];
    const key = keyOf(statement, context);
    return key === undefined ? [] : [{ statement, key }];
  });
  keyedLevels(file).set(statements, { context, list });
  return list;
}

function keyOf(statement: Statement, context: string): string | undefined {
  const name = statement.name.text;
  if (name === 'location') {
    const said = nameOf(statement);
    return said === undefined ? undefined : `location ${said}`;
  }
  const isUnique = directives
    .get(name)
    ?.some((record) => record.unique && record.package === undefined && allows(record, context));
  return isUnique ? name : undefined;
}
