/** Completion: the entries and values that fit at the cursor. */
import { cursorAt } from '../cursor.ts';
import { embeddedFiles, fileAt } from '../embedded.ts';
import type { Cursor, DocumentationLanguage, Entry, File, Language, Project, Span, Statement } from '../types.ts';
import { entryText } from './entryText.ts';

export interface Completion extends Span {
  label: string;
  kind: 'directive' | 'block' | 'variable' | 'value' | 'reference' | 'file';
  detail: string;
  /** In the snippet syntax of the Language Server Protocol. */
  insert: string;
  sort: string;
  context: string;
  /** The next completion may open at once. */
  retrigger: boolean;
}

export function complete(
  outer: File,
  _project: Project,
  offset: number,
  _language: DocumentationLanguage,
): Completion[] {
  const file = fileAt(outer, offset);
  const cursor = cursorAt(file, offset);
  if (cursor.role === 'comment') return [];
  return cursor.role === 'argument' ? values(file, cursor, offset) : statements(file, cursor, offset);
}

/** The text of one completion, asked for when it is looked at. */
export function completionDocumentation(
  file: File,
  name: string,
  context: string,
  documentation: DocumentationLanguage,
): string | undefined {
  for (const piece of [file, ...embeddedFiles(file)]) {
    const entry = piece.language.lookup(name, context);
    if (entry) return entryText(piece, entry, undefined, documentation);
  }
  return undefined;
}

function statements(file: File, cursor: Cursor, offset: number): Completion[] {
  const { statement, token, context } = cursor;
  const span = token ? { start: token.start, end: Math.max(offset, token.end) } : { start: offset, end: offset };
  const isComplete = statement !== undefined && token === statement.name && hasRest(file, statement);
  return file.language.entries(context).map((entry, index) => ({
    ...span,
    label: entry.name,
    kind: entry.kind === 'block' ? 'block' : 'directive',
    detail: entry.needs ?? entry.origin ?? '',
    insert: isComplete ? escaped(entry.name) : insertion(file.language, entry),
    sort: String(index).padStart(5, '0'),
    context,
    retrigger: !isComplete && entry.kind === 'directive' && hasValues(file, entry, context),
  }));
}

/** Whether the rest of the statement stands already, so that the name alone is wanted. */
function hasRest({ text }: File, { name, args, open, end }: Statement): boolean {
  const next = args[0]?.start ?? open;
  if (next === undefined) return end > name.end;
  return args.length === 0 || !text.slice(name.end, next).includes('\n');
}

const withValues = new WeakMap<Entry, boolean>();

/** Whether anything is known of the entry's first argument. */
function hasValues(file: File, entry: Entry, context: string): boolean {
  const known = withValues.get(entry);
  if (known !== undefined) return known;
  const name = { start: 0, end: 0, text: entry.name, quote: '' as const };
  const statement: Statement = { start: 0, end: 0, name, args: [], parent: undefined };
  const found = file.language.values?.(file, { role: 'argument', context, statement, index: 0 }) ?? [];
  withValues.set(entry, found.length > 0);
  return found.length > 0;
}

function values(file: File, cursor: Cursor, offset: number): Completion[] {
  const piece = cursor.part ?? cursor.token;
  const span = piece ? { start: piece.start, end: piece.end } : { start: offset, end: offset };
  return (file.language.values?.(file, cursor) ?? []).map((suggestion, index) => ({
    ...span,
    label: suggestion.label,
    kind: suggestion.kind,
    detail: suggestion.entry?.origin ?? suggestion.detail ?? '',
    insert: escaped(suggestion.insert ?? suggestion.label),
    sort: String(index).padStart(5, '0'),
    context: cursor.context,
    retrigger: false,
  }));
}

function insertion(language: Language, entry: Entry): string {
  return (
    language.insertion?.(entry) ?? (entry.kind === 'block' ? `${escaped(entry.name)} {\n\t$0\n}` : escaped(entry.name))
  );
}

/** Takes their meaning from the signs of the snippet syntax. */
export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
