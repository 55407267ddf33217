/** What may stand as an argument: variables behind a `$`, enumerated values, the words that the syntax spells out. */
import type { Cursor, Entry, File, Project, Statement, Suggestion, Token } from '../../types.ts';
import { allows, lookup, variableEntries } from './entries.ts';
import { wordsOfForms } from './forms.ts';
import { detailOf, formsOf, headerVariables, knownWords, requestHeaders } from './knownWords.ts';
import { definedVariables, namesThatFit } from './offered.ts';
import headers from './reference/headers.json';
import { type DirectiveRecord, dataBlocks, directives } from './reference.ts';
import { unitsFor } from './units.ts';

/** The variable that the offset touches in an argument, with its `$` and braces. */
export function variableAt({ text }: File, token: Token, offset: number): Token | undefined {
  const source = text.slice(token.start, token.end);
  for (const match of source.matchAll(/\$(?:\{(\w*)\}?|(\w*))/g)) {
    const start = token.start + match.index;
    const end = start + match[0].length;
    if (start <= offset && offset <= end) return { start, end, text: `$${match[1] ?? match[2] ?? ''}`, quote: '' };
  }
  return undefined;
}

export function values(file: File, cursor: Cursor, project: Project): readonly Suggestion[] {
  const { statement, part, index, context, token } = cursor;
  if (!statement) return [];
  const name = statement.name.text;
  if (part) return isPattern(name, index, statement) ? [] : variableSuggestions(file, project, context, part);
  if (dataBlocks.has(context) && name !== 'include') return [];
  if (name === 'proxy_set_header') return headerSuggestions(file, project, statement.args[0]?.text ?? '', index);
  const records = directives.get(name)?.filter((candidate) => allows(candidate, context)) ?? [];
  const record = records[0];
  if (!record || !mayHave(record, index)) return [];
  const syntax = records.find((candidate) => candidate.syntax)?.syntax;
  const forms = wordsOfForms(formsOf(name) ?? syntax ?? noForms);
  const fitting = forms.filter(({ first, last }) => first <= index && index <= last);
  const spelled = fitting.flatMap(({ word }) => (word === '' ? [] : word));
  const known = record.kind === 'flag' ? ['on', 'off'] : [...(record.values ?? []), ...spelled];
  const used = new Set(statement.args.map((argument) => argument.text));
  const labels = new Set<string>();
  return [
    ...namesThatFit(file, project, cursor),
    ...knownWords(statement, index, record),
    ...known.map((label): Suggestion => ({ label, kind: 'value' })),
    ...unitsFor(record, fitting, index, token?.text ?? ''),
    ...(name === 'include' ? filesToInclude(file, project) : []),
  ].filter(({ label }) => {
    // Of a parameter that is typed already, the value is wanted.
    const fits = token?.text === label ? !label.endsWith('=') : !used.has(label);
    const isNew = !labels.has(label) && fits;
    labels.add(label);
    return isNew;
  });
}

const noForms: readonly string[] = [];

/** The files beside this one and below that are known, as a main file in their folder would name them. */
function filesToInclude(file: File, project: Project): Suggestion[] {
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  const names = project
    .files()
    .flatMap(({ uri, language }) =>
      language === file.language && uri !== file.uri && uri.startsWith(folder)
        ? decodeURIComponent(uri.slice(folder.length))
        : [],
    );
  const patterns = names.flatMap((name) => (/\/[^/]+\.conf$/.test(name) ? name.replace(/[^/]+$/, '*.conf') : []));
  return [...new Set([...patterns, ...names])].map((label) => ({ label, kind: 'file' }));
}

function mayHave({ arguments: counts }: DirectiveRecord, index: number): boolean {
  return counts === undefined || typeof counts === 'string' || Math.max(...counts) > index;
}

/** Places for a regular expression, where `$` is an anchor. */
function isPattern(name: string, index: number, { args }: Statement): boolean {
  if (name === 'location') return args[0]?.text.startsWith('~') ?? false;
  if (name === 'if') return args[index - 1]?.text.includes('~') ?? false;
  return name === 'rewrite' && index === 0;
}

function variableSuggestions(file: File, project: Project, context: string, part: Token): Suggestion[] {
  // An editor keeps what begins with what is typed, so the braces belong to the label.
  const isBraced = file.text.charAt(part.start + 1) === '{';
  const shown = (name: string): string => (isBraced ? `\${${name.slice(1)}}` : name);
  const own = definedVariables(file, project, context);
  const names = new Set(own.map(({ label }) => label.toLowerCase()));
  const official = officialVariables(context).flatMap(({ name, entry }): Suggestion[] =>
    names.has(name) ? [] : [{ label: shown(name), kind: 'variable', entry }],
  );
  const headerNames = headerVariables(part.text).flatMap((name): Suggestion[] =>
    names.has(name) || official.some((one) => one.label === shown(name))
      ? []
      : [{ label: shown(name), kind: 'variable' }],
  );
  return [
    ...own.map((one): Suggestion => ({ ...one, label: shown(one.label), kind: 'variable' })),
    ...official,
    ...headerNames,
  ];
}

interface OfficialVariable {
  /** With its `$`; of a family, the beginning that its members share. */
  name: string;
  entry: Entry;
}

const listed = new Map<string, readonly OfficialVariable[]>();

/** nginx's own variables, in the order of their use; sorted once for each subsystem. */
function officialVariables(context: string): readonly OfficialVariable[] {
  const subsystem = context.startsWith('stream') ? 'stream' : 'http';
  let found = listed.get(subsystem);
  if (!found) {
    found = variableEntries(subsystem).map((entry) => ({ name: entry.name.replace(/NAME$/, ''), entry }));
    listed.set(subsystem, found);
  }
  return found;
}

function headerSuggestions(file: File, project: Project, header: string, index: number): Suggestion[] {
  const known = headers as Record<string, string>;
  if (index === 0)
    return [
      ...Object.keys(known).map(
        (label): Suggestion => ({ label, kind: 'value', detail: detailOf(label, known[label] ?? '') }),
      ),
      ...requestHeaders().filter(({ label }) => !Object.hasOwn(known, label)),
    ];
  const wanted = Object.keys(known).find((name) => name.toLowerCase() === header.toLowerCase());
  const value = wanted && known[wanted];
  if (!value) return wanted === undefined ? [] : [{ label: '""', kind: 'value' }];
  const entry = lookup(value, 'http');
  if (!entry && !definedVariables(file, project, 'http').some(({ label }) => label === value)) return [];
  return [{ label: value, kind: 'variable', ...(entry && { entry }) }];
}
