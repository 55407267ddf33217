/** What may stand as an argument: variables behind a `$`, enumerated values, the words that the syntax spells out. */
import type { Cursor, Entry, File, Statement, Suggestion, Token } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { allows, lookup, variableEntries } from './entries.ts';
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

export function values(file: File, cursor: Cursor): readonly Suggestion[] {
  const { statement, part, index, context, token } = cursor;
  if (!statement) return [];
  const name = statement.name.text;
  if (part) return isPattern(name, index, statement) ? [] : variableSuggestions(file, context, part);
  if (dataBlocks.has(context) && name !== 'include') return [];
  if (name === 'proxy_set_header') return headerSuggestions(file, statement.args[0]?.text ?? '', index);
  const record = directives.get(name)?.find((candidate) => allows(candidate, context));
  if (!record || !mayHave(record, index)) return [];
  const known = record.kind === 'flag' ? ['on', 'off'] : (record.values ?? wordsOfSyntax(record.syntax ?? [], index));
  const own = (words as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>)[name];
  const used = new Set(statement.args.map((argument) => argument.text));
  return [
    ...references(file, name, index, context),
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

function variableSuggestions(file: File, context: string, part: Token): Suggestion[] {
  // An editor keeps what begins with what is typed, so the braces belong to the label.
  const isBraced = file.text.charAt(part.start + 1) === '{';
  const shown = (name: string): string => (isBraced ? `\${${name.slice(1)}}` : name);
  const own = [...definedVariables(file)];
  const names = new Set(own);
  const official = officialVariables(context).flatMap(({ name, entry }): Suggestion[] =>
    names.has(name) ? [] : [{ label: shown(name), kind: 'variable', entry }],
  );
  return [...own.map((name): Suggestion => ({ label: shown(name), kind: 'variable' })), ...official];
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

/** Names that the file gives: upstreams, log formats, zones, named locations. */
function references(file: File, name: string, index: number, context: string): Suggestion[] {
  const suggest = (labels: readonly string[]): Suggestion[] => labels.map((label) => ({ label, kind: 'reference' }));
  if (name.endsWith('_pass') && index === 0) {
    const scheme = context.startsWith('stream') ? '' : ({ proxy_pass: 'http://', grpc_pass: 'grpc://' }[name] ?? '');
    return suggest(firstArguments(file, 'upstream').map((upstream) => scheme + upstream));
  }
  if (name === 'access_log' && index === 1) return suggest([...firstArguments(file, 'log_format'), 'combined']);
  if (name === 'limit_conn' && index === 0) return suggest(zones(file, 'limit_conn_zone', 'zone='));
  if (name === 'limit_req') return suggest(zones(file, 'limit_req_zone', 'zone=').map((zone) => `zone=${zone}`));
  if (/^\w+_cache$/.test(name) && index === 0) return suggest(zones(file, `${name}_path`, 'keys_zone='));
  if ((name === 'try_files' || name === 'error_page') && index > 0)
    return suggest(firstArguments(file, 'location').filter((location) => location.startsWith('@')));
  return [];
}

function firstArguments(file: File, name: string): string[] {
  return [...new Set(placesNamed(file, name).flatMap(({ statement }) => statement.args[0]?.text ?? []))];
}

function zones(file: File, name: string, parameter: string): string[] {
  return placesNamed(file, name)
    .flatMap(({ statement }) => statement.args)
    .flatMap(({ text }) => (text.startsWith(parameter) ? (text.slice(parameter.length).split(':')[0] ?? []) : []));
}

/** Which argument of these directives names the variable that they define; -1 is the last. */
const definers: Readonly<Record<string, number>> = {
  set: 0,
  map: 1,
  geo: -1,
  split_clients: 1,
  auth_request_set: 0,
  perl_set: 0,
  js_set: 0,
  js_var: 0,
  set_by_lua_block: 0,
  set_by_lua_file: 0,
  keyval: 1,
  num_map: 1,
};

const remembered = new WeakMap<File, ReadonlySet<string>>();

/** The variables that the file defines, in its order; those that its patterns capture by name come last. */
function definedVariables(file: File): ReadonlySet<string> {
  const known = remembered.get(file);
  if (known) return known;
  const defining = Object.entries(definers).flatMap(([name, index]) =>
    placesNamed(file, name).flatMap(({ statement }) => statement.args.at(index) ?? []),
  );
  const variables = defining.filter(({ text }) => text.startsWith('$')).sort((a, b) => a.start - b.start);
  const captures = file.text.matchAll(/\(\?P?<([a-zA-Z_]\w*)>/g);
  const found = new Set([...variables.map(({ text }) => text), ...Array.from(captures, ([, name]) => `$${name}`)]);
  remembered.set(file, found);
  return found;
}

function headerSuggestions(file: File, header: string, index: number): Suggestion[] {
  const known = headers as Record<string, string>;
  if (index === 0) return Object.keys(known).map((label) => ({ label, kind: 'value', detail: known[label] ?? '' }));
  const wanted = Object.keys(known).find((name) => name.toLowerCase() === header.toLowerCase());
  const value = wanted && known[wanted];
  if (!value) return wanted === undefined ? [] : [{ label: '""', kind: 'value' }];
  const entry = lookup(value, 'http');
  if (!entry && !definedVariables(file).has(value)) return [];
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
