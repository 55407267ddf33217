/** Signature help: the forms that the statement's arguments may have, and which of them is being written. */
import { cursorAt } from '../cursor.ts';
import { fileAt } from '../embedded.ts';
import type { DocumentationLanguage, Entry, File, Language, Span } from '../types.ts';
import { prose } from './entryText.ts';

export interface Signatures {
  forms: Form[];
  /** The form that what is written fits best. */
  active: number;
  /** Its parameter that is being written; undefined when it has none that fits. */
  parameter: number | undefined;
  documentation: string;
}

export interface Form {
  label: string;
  /** Where its parameters stand in the label. */
  parameters: Span[];
}

export function signatures(outer: File, offset: number, language: DocumentationLanguage): Signatures | undefined {
  const file = fileAt(outer, offset);
  const { role, statement, context, index, token } = cursorAt(file, offset);
  if (role !== 'argument' || !statement) return undefined;
  const entry = file.language.lookup(statement.name.text, context);
  if (!entry) return undefined;
  const forms = formsOf(file.language, entry);
  if (forms.length === 0) return undefined;
  const key = /^([\w-]+)=/.exec(token?.text ?? '')?.[1];
  const fits = forms.map((form) => parameterOf(form, index, key));
  const best = fits.findIndex((parameter) => parameter !== undefined);
  const active = Math.max(best, 0);
  return { forms, active, parameter: fits[active], documentation: firstParagraph(prose(entry.docs, language)) };
}

function formsOf(language: Language, entry: Entry): Form[] {
  const labels = language.signatures?.(entry) ?? entry.syntax.map((form) => `${entry.name} ${form}`);
  return labels.map((label) => ({ label, parameters: parametersOf(label, entry.name.length) }));
}

/** The words of a form behind its name; what brackets hold together is one, and so are alternatives and what may be repeated. */
function parametersOf(label: string, from: number): Span[] {
  const found: Span[] = [];
  const end = label.replace(/(?:;| \{ … \})$/, '').length;
  let depth = 0;
  let start: number | undefined;
  for (let at = from; at <= end; at++) {
    const character = at < end ? label.charAt(at) : ' ';
    if ('[<{('.includes(character)) depth++;
    else if (']>})'.includes(character)) depth--;
    if (character !== ' ' || (depth > 0 && at < end)) {
      start ??= at;
      continue;
    }
    if (start === undefined) continue;
    const word = label.slice(start, at);
    const last = found[found.length - 1];
    const joins = word === '|' || word === '...' || (last && label.slice(last.start, last.end).endsWith('|'));
    if (last && joins) last.end = at;
    else found.push({ start, end: at });
    start = undefined;
  }
  return found;
}

/** The parameter for the argument: by its key where it has one, else by its place. */
function parameterOf({ label, parameters }: Form, index: number, key: string | undefined): number | undefined {
  const texts = parameters.map(({ start, end }) => label.slice(start, end));
  const keyed = key === undefined ? -1 : texts.findIndex((text) => text.includes(`${key}=`));
  if (keyed >= 0) return keyed;
  if (index < parameters.length) return index;
  return texts[texts.length - 1]?.includes('...') ? parameters.length - 1 : undefined;
}

function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/, 1)[0] ?? '';
}
