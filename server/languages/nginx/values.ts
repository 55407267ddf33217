/** What may stand as an argument: variables behind a `$`, enumerated values, the words that the syntax spells out. */
import type { Cursor, Entry, File, Project, Statement, Suggestion, Token } from '../../types.ts';
import { allows, lookup, variableEntries } from './entries.ts';
import { definedVariables, namesThatFit } from './offered.ts';
import headers from './reference/headers.json';
import words from './reference/words.json';
import { type DirectiveRecord, dataBlocks, directives } from './reference.ts';

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
  const record = directives.get(name)?.find((candidate) => allows(candidate, context));
  if (!record) return [];
  // Of NGINX Plus the number of arguments is not known everywhere, but which names fit is.
  if (!mayHave(record, index)) return record.arguments === undefined ? namesThatFit(file, project, cursor) : [];
  const known = record.kind === 'flag' ? ['on', 'off'] : (record.values ?? wordsOfSyntax(record.syntax ?? [], index));
  const own = (words as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>)[name];
  const used = new Set(statement.args.map((argument) => argument.text));
  return [
    ...namesThatFit(file, project, cursor),
    ...[...new Set([...(own?.[index] ?? []), ...(own?.['*'] ?? []), ...known])].map(
      (label): Suggestion => ({ label, kind: 'value' }),
    ),
  ].filter(({ label }) => !used.has(label) || token?.text === label);
}

function mayHave({ arguments: counts }: DirectiveRecord, index: number): boolean {
  if (counts === undefined) return false;
  return typeof counts === 'string' || Math.max(...counts) > index;
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
  return [...own.map((one): Suggestion => ({ ...one, label: shown(one.label), kind: 'variable' })), ...official];
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
  if (index === 0) return Object.keys(known).map((label) => ({ label, kind: 'value', detail: known[label] ?? '' }));
  const wanted = Object.keys(known).find((name) => name.toLowerCase() === header.toLowerCase());
  const value = wanted && known[wanted];
  if (!value) return wanted === undefined ? [] : [{ label: '""', kind: 'value' }];
  const entry = lookup(value, 'http');
  if (!entry && !definedVariables(file, project, 'http').some(({ label }) => label === value)) return [];
  return [{ label: value, kind: 'variable', ...(entry && { entry }) }];
}

/** The literal words among the alternatives of `on | off | <time>` and the optional `[default_server] [backlog=<number>]`. */
function wordsOfSyntax(syntax: readonly string[], index: number): string[] {
  const found = new Set<string>();
  for (const form of syntax) {
    const optional = [...form.matchAll(/\[([a-z][\w.]*=?)/g)].flatMap((match) => match[1] ?? []);
    const required =
      form
        .split(/ ?\[(?!:)/)[0]
        ?.split(' ')
        .filter((word) => word !== '').length ?? 0;
    if (index >= required) for (const word of optional) found.add(word);
    if (/^[^[\]]*$/.test(form)) {
      const alternatives = form.split('|').map((alternative) => alternative.trim().replace(/ \.\.\.$/, ''));
      for (const word of alternatives)
        if (/^[a-z][\w.+-]*:?$/i.test(word) && (index === 0 || form.includes('...'))) found.add(word);
    }
  }
  return [...found];
}
