/** Completion: the entries and values that fit at the cursor. */
import { cursorAt } from '../cursor.ts';
import { embeddedFiles, fileAt } from '../embedded.ts';
import type { Cursor, DocumentationLanguage, Entry, File, Language, Project, Span } from '../types.ts';
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
  // The name alone is replaced where the rest of the statement stands already.
  const isComplete = statement !== undefined && token === statement.name && statement.end > token.end;
  return file.language.entries(context).map((entry, index) => ({
    ...span,
    label: entry.name,
    kind: entry.kind === 'block' ? 'block' : 'directive',
    detail: entry.needs ?? entry.origin ?? '',
    insert: isComplete ? escaped(entry.name) : insertion(file.language, entry),
    sort: String(index).padStart(5, '0'),
    context,
    retrigger: !isComplete && entry.kind === 'directive',
  }));
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
