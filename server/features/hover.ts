/** Hover: what the reference says of the directive, variable or value under the cursor. */
import { cursorAt } from '../cursor.ts';
import { fileAt } from '../embedded.ts';
import { nameAt, usesOf } from '../names.ts';
import type { Cursor, DocumentationLanguage, Entry, File, Project, Span } from '../types.ts';
import { entryText } from './entryText.ts';
import { nameText } from './nameText.ts';

export interface Hover extends Span {
  markdown: string;
}

export function hover(
  outer: File,
  project: Project,
  offset: number,
  language: DocumentationLanguage,
): Hover | undefined {
  const reference = referenceHover(outer, project, offset, language);
  const name = nameHover(outer, project, offset, language);
  if (!reference || !name) return reference ?? name;
  return { ...reference, markdown: `${name.markdown}\n\n---\n\n${reference.markdown}` };
}

function nameHover(file: File, project: Project, offset: number, language: DocumentationLanguage): Hover | undefined {
  const name = nameAt(file, offset, project);
  const markdown = name && nameText(name, usesOf(name, project), language);
  return name && markdown ? { start: Math.min(offset, name.use.start), end: name.use.end, markdown } : undefined;
}

function referenceHover(
  outer: File,
  project: Project,
  offset: number,
  language: DocumentationLanguage,
): Hover | undefined {
  const file = fileAt(outer, offset);
  const cursor = cursorAt(file, offset);
  const found = entryAt(file, cursor);
  if (!found) return undefined;
  const guidance = cursor.role === 'name' && cursor.statement ? file.language.guidance?.(cursor.statement) : undefined;
  const explanation = file.language.explain?.(file, cursor, project);
  return { ...found.span, markdown: entryText(file, found.entry, language, { guidance, explanation }) };
}

/** The address of the page about what stands under the cursor. */
export function documentationUrl(outer: File, offset: number): string | undefined {
  const file = fileAt(outer, offset);
  const cursor = cursorAt(file, offset);
  const url = entryAt(file, cursor)?.entry.url;
  if (url !== undefined || !cursor.statement) return url;
  return file.language.lookup(cursor.statement.name.text, cursor.context)?.url;
}

function entryAt(file: File, cursor: Cursor): { entry: Entry; span: Span } | undefined {
  const token = cursor.part ?? (cursor.role === 'name' ? cursor.token : undefined);
  if (!token) return undefined;
  const entry = file.language.lookup(token.text, cursor.context);
  return entry && { entry, span: { start: token.start, end: token.end } };
}
