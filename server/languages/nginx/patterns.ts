/** Where a configuration holds regular expressions, which nginx gives to PCRE. */
import { oncePerFile } from '../../memory.ts';
import type { File, Span, Statement, Token } from '../../types.ts';
import { placesByName } from '../../walk.ts';
import { type Pattern, readPattern } from './pcre/pattern.ts';
import { partOf } from './setters/subject.ts';

/** A pattern: the part of a word from an offset on. */
export interface PatternPlace {
  statement: Statement;
  token: Token;
  from: number;
  pattern: Pattern;
  /** The context of the directive; of an entry, that of its block. */
  context: string;
  /** Its named groups define variables (ngx_http_regex_compile). */
  definesVariables: boolean;
}

/** A part of the pattern as a place in the file. */
export function spanIn(file: File, { token, from }: PatternPlace, start: number, end: number): Span {
  return partOf(file, token, from + start, from + end);
}

/** A hole of a template is not known before it is filled. */
const hole = /\{\{|\{%|<%/;

/** Behind `~` or `~*`. */
function behindTilde(text: string): number {
  return text.startsWith('~*') ? 2 : text.startsWith('~') ? 1 : 0;
}

/** Directives each of whose arguments is a pattern behind a tilde. */
const tildes: Readonly<Record<string, { definesVariables: boolean; isOfCase: boolean }>> = {
  server_name: { definesVariables: true, isOfCase: false },
  proxy_redirect: { definesVariables: true, isOfCase: true },
  proxy_cookie_domain: { definesVariables: true, isOfCase: false },
  proxy_cookie_path: { definesVariables: true, isOfCase: true },
  proxy_cookie_flags: { definesVariables: true, isOfCase: false },
  valid_referers: { definesVariables: false, isOfCase: false },
};

/** Every pattern of the file. */
export const patterns = oncePerFile((file): readonly PatternPlace[] => {
  const found: PatternPlace[] = [];
  let context = '';
  const add = (statement: Statement, token: Token | undefined, from: number, to?: number, definesVariables = true) => {
    const text = token?.text.slice(from, to) ?? '';
    if (token && text !== '' && !hole.test(text))
      found.push({ statement, token, from, pattern: readPattern(text), context, definesVariables });
  };
  for (const [name, places] of placesByName(file)) {
    const ofTildes = Object.hasOwn(tildes, name) ? tildes[name] : undefined;
    if (!ofTildes && !others.has(name)) continue;
    for (const place of places) {
      const { statement } = place;
      const { args } = statement;
      context = place.context;
      if (context === '' || context.startsWith('mail')) continue;
      if (ofTildes)
        for (const token of name === 'server_name' || name === 'valid_referers' ? args : args.slice(0, 1)) {
          const from = ofTildes.isOfCase ? behindTilde(token.text) : token.text.startsWith('~') ? 1 : 0;
          if (from > 0) add(statement, token, from, undefined, ofTildes.definesVariables);
        }
      else if (name === 'location') addLocation(statement, add);
      else if (name === 'if') addCondition(statement, add);
      else if (name === 'map') for (const entry of statement.body ?? []) addKey(entry, add);
      else if (name === 'rewrite') add(statement, args[0], 0);
      else if (name === 'fastcgi_split_path_info') add(statement, args[0], 0, undefined, false);
      else for (const token of args) if (token.text !== 'msie6') add(statement, token, 0, undefined, false);
    }
  }
  context = '';
  if (file.language.rootContext(file) === 'map') for (const entry of file.tree.statements) addKey(entry, add);
  return found;
});

const others = new Set(['location', 'if', 'map', 'rewrite', 'fastcgi_split_path_info', 'gzip_disable']);

type Add = (statement: Statement, token: Token | undefined, from: number, to?: number) => void;

function addLocation(statement: Statement, add: Add): void {
  const [first, second] = statement.args;
  if (second) {
    if (first?.text === '~' || first?.text === '~*') add(statement, second, 0);
  } else if (first) {
    const from = behindTilde(first.text);
    if (from > 0) add(statement, first, from);
  }
}

/** The word behind the operator, without the bracket that ends the condition. */
function addCondition(statement: Statement, add: Add): void {
  const { args } = statement;
  const last = args.length - 1;
  const operator = args.findIndex(({ text }) => /^!?~\*?$/.test(text));
  if (operator < 1) return;
  const token = args[operator + 1];
  if (operator + 2 === last && args[last]?.text === ')') add(statement, token, 0);
  else if (operator + 1 === last && token?.text.endsWith(')')) add(statement, token, 0, token.text.length - 1);
}

function addKey(entry: Statement, add: Add): void {
  const from = behindTilde(entry.name.text);
  if (from > 0 && entry.args.length === 1) add(entry, entry.name, from);
}
