/** What may stand as an argument: variables behind a `$`, enumerated values, the words that the syntax spells out. */
import type { Cursor, File, Suggestion, Token } from '../../types.ts';
import { places } from '../../walk.ts';
import { allows, lookup, variableEntries } from './entries.ts';
import headers from './reference/headers.json';
import { directives } from './reference.ts';

/** The variable that the offset touches in an argument, with its `$` and braces. */
export function variableAt({ text }: File, token: Token, offset: number): Token | undefined {
  const source = text.slice(token.start, token.end);
  for (const match of source.matchAll(/\$(?:\{(\w*)\}?|(\w*))/g)) {
    const start = token.start + match.index;
    const end = start + match[0].length;
    if (start < offset && offset <= end) return { start, end, text: `$${match[1] ?? match[2] ?? ''}`, quote: '' };
  }
  return undefined;
}

export function values(file: File, cursor: Cursor): readonly Suggestion[] {
  const { statement, part, index, context } = cursor;
  if (!statement) return [];
  const name = statement.name.text;
  if (part)
    return isPattern(statement.name.text, index, statement.args[0]?.text)
      ? []
      : variableSuggestions(file, context, part);
  if (name === 'proxy_set_header') return headerSuggestions(statement.args[0]?.text ?? '', index);
  const record = directives.get(name)?.find((candidate) => allows(candidate, context));
  if (!record) return [];
  const repeats =
    record.arguments !== undefined && !(Array.isArray(record.arguments) && Math.max(...record.arguments) <= index);
  if (!repeats) return [];
  const known = record.kind === 'flag' ? ['on', 'off'] : (record.values ?? wordsOfSyntax(record.syntax ?? [], index));
  const used = new Set(statement.args.map((argument) => argument.text));
  return known
    .filter((value) => !used.has(value) || cursor.token?.text === value)
    .map((label) => ({ label, kind: 'value' }));
}

/** Places for a regular expression, where `$` is an anchor. */
function isPattern(name: string, index: number, first: string | undefined): boolean {
  return (name === 'rewrite' && index === 0) || (name === 'location' && first !== undefined && first.startsWith('~'));
}

function variableSuggestions(file: File, context: string, part: Token): Suggestion[] {
  const isBraced = file.text.charAt(part.start + 1) === '{';
  const insert = (name: string): string => (isBraced ? `\${${name.slice(1)}}` : name);
  const own = [...definedVariables(file)].map(
    (label): Suggestion => ({ label, kind: 'variable', insert: insert(label) }),
  );
  const official = variableEntries(context).map((entry): Suggestion => {
    const label = entry.name.replace(/NAME$/, '');
    return { label, kind: 'variable', insert: insert(label), entry };
  });
  const names = new Set(own.map(({ label }) => label));
  return [...own, ...official.filter(({ label }) => !names.has(label))];
}

/** Which argument of these directives names the variable that they define. */
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

function definedVariables(file: File): Set<string> {
  const found = new Set<string>();
  for (const { statement } of places(file)) {
    const index = definers[statement.name.text];
    if (index === undefined) continue;
    const argument = index < 0 ? statement.args[statement.args.length - 1] : statement.args[index];
    if (argument?.text.startsWith('$')) found.add(argument.text);
  }
  return found;
}

function headerSuggestions(header: string, index: number): Suggestion[] {
  const known = headers as Record<string, string>;
  if (index === 0) return Object.keys(known).map((label) => ({ label, kind: 'value', detail: known[label] ?? '' }));
  const wanted = Object.keys(known).find((name) => name.toLowerCase() === header.toLowerCase());
  const value = wanted && known[wanted];
  if (!value) return [];
  const entry = lookup(value, 'http');
  return [{ label: value, kind: 'variable', ...(entry && { entry }) }];
}

/** The literal words among the alternatives of `on | off | <time>` and the optional `[default_server] [backlog=<number>]`. */
function wordsOfSyntax(syntax: readonly string[], index: number): string[] {
  const words = new Set<string>();
  for (const form of syntax) {
    const optional = [...form.matchAll(/\[([a-z][\w.]*=?)/g)].flatMap((match) => match[1] ?? []);
    if (index > 0 || optional.length === 0) for (const word of optional) words.add(word);
    if (/^[^[\]]*$/.test(form)) {
      const alternatives = form.split('|').map((alternative) => alternative.trim());
      for (const word of alternatives)
        if (/^[a-z][\w.+-]*$/i.test(word) && (index === 0 || form.includes('...'))) words.add(word);
    }
  }
  return [...words];
}
