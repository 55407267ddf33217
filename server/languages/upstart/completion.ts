/** What stands under the cursor in a stanza, and which words fit there. */
import { cursorInStatements } from '../../cursor.ts';
import type { Cursor, Entry, File, Project, Statement, Suggestion, Token } from '../../types.ts';
import { expectedWords, readingOf } from './faults.ts';
import { jobNames } from './jobs.ts';
import { entry, eventEntries, variablesOf, wordEntries } from './reference.ts';
import { shapeFor } from './shapes.ts';
import type { ValueKind } from './values.ts';

/** A word behind a stanza's name has the context in which it is looked up, and is its own part. */
export function cursorAt(file: File, offset: number): Cursor {
  const cursor = cursorInStatements(file, offset);
  const { role, statement, token, index } = cursor;
  if (role !== 'argument' || !statement) return cursor;
  const context = contextAt(statement, index, token, offset);
  if (context === undefined) return cursor;
  // A parenthesis is no word to be replaced.
  if (token && /^[()]$/.test(token.text)) {
    const { token: _, ...around } = cursor;
    return { ...around, context };
  }
  return { ...cursor, context, ...(token && { part: token }) };
}

/** Where the words of a stanza are looked up, by its name or the kind of value that stands there. */
function contextAt(
  { name, args }: Statement,
  index: number,
  token: Token | undefined,
  offset: number,
): string | undefined {
  const first = args[0];
  if (/^(?:start|stop)$/.test(name.text)) return index === 0 ? name.text : 'event';
  if (/^(?:exec|script)$/.test(name.text)) return undefined;
  if (/^(?:pre|post)-/.test(name.text)) return index === 0 ? name.text : undefined;
  const kind = kindAt(name.text, first, index);
  if (kind === 'signal' || kind === 'exit status') return 'signal';
  if (index === 0 || kind === 'limit' || kind === 'count') return name.text;
  return token && offset >= token.start && entry(token.text, name.text) ? name.text : undefined;
}

function kindAt(name: string, first: Token | undefined, index: number): ValueKind | undefined {
  const found = shapeFor(name, index === 0 ? undefined : first?.text);
  if (!found) return undefined;
  const { shape, words } = found;
  return shape.values[index - words] ?? (shape.repeats ? shape.values[shape.values.length - 1] : undefined);
}

export function values(file: File, cursor: Cursor, project: Project): readonly Suggestion[] {
  const { statement, context, index } = cursor;
  if (!statement) return [];
  const { name, args } = statement;
  if (context === 'event' && index > 0) return eventValues(file, cursor, statement, project);
  if (index === 0) {
    const keywords = expectedWords(name.text).map((word) => suggestion(word, entry(word, name.text)));
    if (keywords.length > 0 && name.text !== 'oom') return keywords;
  }
  const kind = kindAt(name.text, args[0], index);
  if (kind === 'signal' || kind === 'exit status') return fromEntries(wordEntries('signal'));
  if (kind === 'limit' || kind === 'count') return [suggestion('unlimited', entry('unlimited', name.text))];
  if (kind === 'resource')
    return fromEntries(wordEntries('limit').filter((one) => one.name !== 'unlimited')).map((one) => ({
      ...one,
      insert: one.label,
    }));
  if (kind === 'oom score') return [suggestion('never', entry('never', 'oom'))];
  if (kind === 'mask') return ['022', '027', '007', '077'].map((label) => ({ label, kind: 'value' }));
  return index === 0 ? fromEntries(wordEntries(name.text)) : [];
}

function suggestion(label: string, known: Entry | undefined): Suggestion {
  return { label, kind: 'value', ...(known && { entry: known }) };
}

function fromEntries(entries: readonly Entry[]): Suggestion[] {
  return entries.map((known) => suggestion(known.name, known));
}

/** Names of jobs behind their events, run levels, variables of the event; else events and operators. */
function eventValues(file: File, { token, part }: Cursor, statement: Statement, project: Project): Suggestion[] {
  const offset = (part ?? token)?.start;
  const words = statement.args.filter(({ start }) => offset === undefined || start < offset);
  const last = words[words.length - 1]?.text ?? 'on';
  const events = fromEntries(eventEntries);
  if (/^(?:on|and|or|\()$/.test(last)) return events;
  const operators = fromEntries(wordEntries('event'));
  if (last === ')') return operators;
  const { expressions } = readingOf(file);
  const event = expressions.get(statement)?.events.findLast(({ name }) => name.start < (offset ?? file.text.length));
  if (!event) return operators;
  const { text } = event.name;
  const isFirst = words[words.length - 1] === event.name;
  const variables = variablesOf(text).map((name): Suggestion => ({ label: `${name}=`, kind: 'variable' }));
  if (isFirst && text === 'runlevel')
    return [...['[2345]', '[!2345]', '[016]'].map((label): Suggestion => ({ label, kind: 'value' })), ...variables];
  if (isFirst && /^(?:start|stopp?)(?:ed|ing)$/.test(text))
    return [...jobNames(project, file).map((label): Suggestion => ({ label, kind: 'reference' })), ...variables];
  return [...operators, ...variables];
}
