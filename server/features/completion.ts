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
  project: Project,
  offset: number,
  _language: DocumentationLanguage,
): Completion[] {
  const file = fileAt(outer, offset);
  const cursor = cursorAt(file, offset);
  if (cursor.role === 'comment') return [];
  return cursor.role === 'argument' ? values(file, project, cursor, offset) : statements(file, project, cursor, offset);
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
    if (entry) return entryText(piece, entry, documentation);
  }
  return undefined;
}

function statements(file: File, project: Project, cursor: Cursor, offset: number): Completion[] {
  const { statement, token, context } = cursor;
  const span = token ? { start: token.start, end: Math.max(offset, token.end) } : { start: offset, end: offset };
  const isComplete = statement !== undefined && token === statement.name && hasRest(file, statement);
  // Written out, for spreading costs more than all the rest.
  return offersOf(file, project, context).map((offer) => ({
    start: span.start,
    end: span.end,
    label: offer.label,
    kind: offer.kind,
    detail: offer.detail,
    insert: isComplete ? offer.name : offer.whole,
    sort: offer.sort,
    context,
    retrigger: !isComplete && offer.retrigger,
  }));
}

/** What does not depend on the cursor. */
interface Offer extends Pick<Completion, 'label' | 'kind' | 'detail' | 'sort' | 'retrigger'> {
  /** The name alone, and the statement with its stops, in snippet syntax. */
  name: string;
  whole: string;
}

const offers = new WeakMap<readonly Entry[], readonly Offer[]>();

/** The offers of a context: a language gives the same entries again and again. */
function offersOf(file: File, project: Project, context: string): readonly Offer[] {
  const entries = file.language.entries(context);
  const known = offers.get(entries);
  if (known) return known;
  const made = entries.map(
    (entry, index): Offer => ({
      label: entry.name,
      kind: entry.kind === 'block' ? 'block' : 'directive',
      detail: entry.needs ?? entry.origin ?? '',
      sort: String(index).padStart(5, '0'),
      name: escaped(entry.name),
      whole: insertion(file.language, entry),
      retrigger: entry.kind === 'directive' && hasValues(file, project, entry, context),
    }),
  );
  offers.set(entries, made);
  return made;
}

/** Whether the rest of the statement stands already, so that the name alone is wanted. */
function hasRest({ text }: File, { name, args, open, end }: Statement): boolean {
  const next = args[0]?.start ?? open;
  if (next === undefined) return end > name.end;
  return args.length === 0 || !text.slice(name.end, next).includes('\n');
}

/** Whether anything is known of the entry's first argument. */
function hasValues(file: File, project: Project, entry: Entry, context: string): boolean {
  const name = { start: 0, end: 0, text: entry.name, quote: '' as const };
  const statement: Statement = { start: 0, end: 0, name, args: [], parent: undefined };
  return (file.language.values?.(file, { role: 'argument', context, statement, index: 0 }, project) ?? []).length > 0;
}

function values(file: File, project: Project, cursor: Cursor, offset: number): Completion[] {
  const piece = cursor.part ?? cursor.token;
  const span = piece ? { start: piece.start, end: piece.end } : { start: offset, end: offset };
  return (file.language.values?.(file, cursor, project) ?? []).map((suggestion, index) => ({
    start: span.start,
    end: span.end,
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
