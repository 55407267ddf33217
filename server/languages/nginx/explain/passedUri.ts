/** Which URI the upstream gets from `proxy_pass`, as ngx_http_proxy_create_request makes it. */
import type { Statement } from '../../../types.ts';
import { locationOf } from '../statements.ts';

export interface Passed {
  /**
   * `original`: as the client sent it; `replaced`: the location's part by the one of `proxy_pass`; `written`: what `proxy_pass` says, and
   * nothing else; `rewritten`: what `rewrite … break` makes of it; `variable`: as the value of a variable says.
   */
  how: 'original' | 'replaced' | 'written' | 'rewritten' | 'variable';
  /** What is replaced, and by what. */
  from?: string;
  to?: string;
  /** A request that the location takes, and what the upstream gets of it. */
  example?: { request: string; passed: string };
  /** Two slashes meet, or none is left between the parts. */
  isOdd?: boolean;
}

/** The parts of a path that an example can be made of. */
const plain = /^[\w/.~-]*$/;
const query = '?page=2';

/** What one `proxy_pass` passes; `location` is the one around it, if any. Undefined where nginx refuses it or its form is unusual. */
export function passedUri(pass: Statement, location: Statement | undefined): Passed | undefined {
  const url = /^https?:\/\/(.*)$/is.exec(pass.args[0]?.text ?? '')?.[1] ?? variableAlone(pass);
  if (url === undefined) return undefined;
  const uri = uriOf(url);
  const { kind, name } = headOf(location);
  const sample = sampleOf(kind, name);
  if (url.includes('$')) {
    if (uri !== undefined && uri !== '') return written(uri, sample);
    if (uri === undefined && variableMayHaveUri(url)) return { how: 'variable' };
  } else if (uri !== undefined) {
    if (uri.startsWith('?') || pass.parent !== location || !['prefix', 'exact'].includes(kind)) return undefined;
  }
  const rewrites = (pass.parent?.body ?? []).filter(({ name: { text }, args }) => {
    return text === 'rewrite' && args[2]?.text === 'break';
  });
  if (rewrites.length > 0) return rewritten(rewrites, sample);
  if (uri === undefined || url.includes('$'))
    return { how: 'original', ...(sample && { example: { request: sample.request, passed: sample.request } }) };
  return replaced(name, uri, sample);
}

function variableAlone(pass: Statement): string | undefined {
  const text = pass.args[0]?.text ?? '';
  return text.startsWith('$') ? text : undefined;
}

/** The part of an address that nginx takes for the URI; undefined where there is none. */
function uriOf(url: string): string | undefined {
  const socket = /^unix:[^:]*(?::(.*))?$/s.exec(url);
  if (socket) return socket[1] || undefined;
  const at = url.search(/[/?]|\$\{?(?:request_uri|uri|document_uri)\b/);
  return at < 0 ? undefined : url.slice(at);
}

/** Whether a variable at the end may bring a path along. */
function variableMayHaveUri(url: string): boolean {
  return /\$\{?\w+\}?$/.test(url) && !/\$\{?(?:\w*host|\w*port|server_name|server_addr|\w*_addr)\}?$/.test(url);
}

function headOf(location: Statement | undefined): {
  kind: 'prefix' | 'exact' | 'pattern' | 'named' | 'none';
  name: string;
} {
  const { modifier = '', pattern: name = '' } = (location && locationOf(location)) ?? {};
  if (!location) return { kind: 'none', name };
  if (modifier === '@') return { kind: 'named', name };
  return { kind: modifier.startsWith('~') ? 'pattern' : modifier === '=' ? 'exact' : 'prefix', name };
}

interface Sample {
  request: string;
  /** The path alone. */
  path: string;
  /** What a pattern's group holds. */
  group?: string;
}

/** A request that the location takes. */
function sampleOf(kind: ReturnType<typeof headOf>['kind'], name: string): Sample | undefined {
  if (kind === 'pattern') {
    const [, before, group, behind] = simplePattern(name) ?? [];
    if (before === undefined || group === undefined || behind === undefined) return undefined;
    const path = `${before.startsWith('/') ? '' : '/'}${before}users${behind}`;
    return { request: path + query, path, group: 'users' };
  }
  if (kind === 'named' || kind === 'none') return { request: `/users${query}`, path: '/users' };
  if (!plain.test(name)) return undefined;
  const path = kind === 'exact' ? name : `${name}${kind === 'prefix' && name.endsWith('/') ? '' : '/'}users`;
  return path.startsWith('/') ? { request: path + query, path } : undefined;
}

/** A pattern of letters with one group that takes the rest. */
function simplePattern(source: string): [string, string, string, string] | undefined {
  const [all, before = '', group = '', behind = ''] =
    /^\^((?:[\w/-]|\\[./-])*)(\(\.[*+]\))?((?:[\w/-]|\\[./-])*)\$?$/.exec(source) ?? [];
  if (all === undefined || group === '') return undefined;
  return [all, before.replaceAll('\\', ''), group, behind.replaceAll('\\', '')];
}

function replaced(from: string, to: string, sample: Sample | undefined): Passed {
  const rest = sample?.path.slice(from.length);
  const isOdd = from.endsWith('/') !== to.endsWith('/');
  return {
    how: 'replaced',
    from,
    to,
    isOdd,
    ...(sample && { example: { request: sample.request, passed: `${to}${rest}${query}` } }),
  };
}

/** With variables the URI is passed as it is written, without what else the request has. */
function written(uri: string, sample: Sample | undefined): Passed {
  const values: Readonly<Record<string, string | undefined>> = {
    request_uri: sample?.request,
    uri: sample?.path,
    document_uri: sample?.path,
    is_args: '?',
    args: query.slice(1),
    query_string: query.slice(1),
    1: sample?.group,
  };
  const passed = uri.replace(/\$(?:\{(\w+)\}|(\w+))/g, (variable, braced?: string, bare?: string) => {
    return values[braced ?? bare ?? ''] ?? variable;
  });
  return {
    how: 'written',
    to: uri,
    ...(sample && !passed.includes('$') && { example: { request: sample.request, passed } }),
  };
}

function rewritten([rewrite, ...others]: readonly Statement[], sample: Sample | undefined): Passed {
  const [pattern, replacement] = rewrite?.args ?? [];
  const [, before, , behind] = simplePattern(pattern?.text ?? '') ?? [];
  const to = replacement?.text ?? '';
  const isSimple = others.length === 0 && before !== undefined && /^\/[\w/.-]*(?:\$1)?$/.test(to);
  if (!sample || !isSimple || behind !== '' || !sample.path.startsWith(before)) return { how: 'rewritten' };
  const passed = to.replace('$1', sample.path.slice(before.length)) + query;
  return { how: 'rewritten', example: { request: sample.request, passed } };
}
