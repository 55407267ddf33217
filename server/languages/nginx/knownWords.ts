/** What is known of arguments beyond the reference: names of headers, status codes, types of content … and where each may stand. */
import * as l10n from '@vscode/l10n';
import type { Statement, Suggestion } from '../../types.ts';
import known from './reference/known.json';
import words from './reference/words.json';
import type { DirectiveRecord } from './reference.ts';

/** Forms that say more than those of the documentation. */
export function formsOf(name: string): readonly string[] | undefined {
  return (known.forms as ByIndex)[name];
}

type ByIndex = Readonly<Record<string, readonly string[]>>;

const lists = known.lists as ByIndex;
const codes = known.codes as Readonly<Record<string, string>>;
const responseHeaders = known.responseHeaders as ByIndex;
const parameters = known.params as Readonly<Record<string, string>>;

/** The words for an argument of the directive, those for its place first. */
export function knownWords(statement: Statement, index: number, { kind }: DirectiveRecord): Suggestion[] {
  const own = (words as Readonly<Record<string, ByIndex>>)[statement.name.text];
  const listed = kind === 'mime_types' ? ['#mime'] : [];
  return [...(own?.[index] ?? []), ...(own?.['*'] ?? []), ...listed].flatMap((word) => meant(word, statement));
}

/** A word, or behind `#` the name of a list. */
function meant(word: string, { args }: Statement): Suggestion[] {
  if (word === '#requestHeaders') return requestHeaders();
  if (word === '#responseHeaders')
    return [
      ...Object.keys(responseHeaders).map((label): Suggestion => ({ label, kind: 'value' })),
      ...hopByHop(known.hopByHop.response),
    ];
  if (word === '#headerValues') return plain(valuesOf(responseHeaders, args[0]?.text) ?? []);
  if (word === '#params') return plain([parameters[args[0]?.text ?? ''] ?? []].flat());
  return plain(word.startsWith('#') ? (lists[word.slice(1)] ?? []) : [word]);
}

function plain(labels: readonly string[]): Suggestion[] {
  return labels.map((label) => {
    const phrase = codes[label.replace(/^=/, '')];
    const kind = /^\$\w+$/.test(label) ? 'variable' : 'value';
    return { label, kind, ...(phrase !== undefined && { detail: phrase }) };
  });
}

function valuesOf(headers: ByIndex, name: string | undefined): readonly string[] | undefined {
  const lower = name?.toLowerCase();
  return Object.entries(headers).find(([header]) => header.toLowerCase() === lower)?.[1];
}

/** Fields of requests; last those that belong to one connection. */
export function requestHeaders(): Suggestion[] {
  return [
    ...known.requestHeaders.map((label): Suggestion => ({ label, kind: 'value' })),
    ...hopByHop(known.hopByHop.request),
  ];
}

/** The value that a field of requests mostly has, and whether it belongs to one connection. */
export function detailOf(header: string, value: string): string {
  const isOfOne = known.hopByHop.request.includes(header);
  return [value, isOfOne ? l10n.t('hop by hop') : ''].filter((part) => part !== '').join(' · ');
}

function hopByHop(labels: readonly string[]): Suggestion[] {
  return labels.map((label) => ({ label, kind: 'value', detail: l10n.t('hop by hop') }));
}

/** The variables that hold the fields of a request or an answer, where their family is being written. */
export function headerVariables(typed: string): string[] {
  const [, family] = /^\$\{?((?:sent_|upstream_)?http_)/.exec(typed) ?? [];
  if (family === undefined) return [];
  const names = family === 'http_' ? known.requestHeaders : Object.keys(responseHeaders);
  const both = [...names, ...(family === 'http_' ? known.hopByHop.request : [])];
  return both.map((name) => `$${family}${name.toLowerCase().replaceAll('-', '_')}`);
}
