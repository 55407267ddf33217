/** `proxy_pass` and its kin, of http, stream and mail; what rewrites their answers; addresses to bind to. */
import * as l10n from '@vscode/l10n';
import type { File, Statement, Token } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { readPattern } from '../pcre/pattern.ts';
import { checkUrl, isAddressAndPort, isInet, parseUrl } from './address.ts';
import { checkInherited } from './slots.ts';
import {
  change,
  firstNamed,
  type Kind,
  missingParameter,
  partOf,
  type Refusal,
  refuse,
  type Setter,
  type Subject,
  wrongParameter,
  wrongValue,
} from './subject.ts';
import { refusePort } from './upstream.ts';
import { checkAllVariables, checkVariables } from './variables.ts';

const httpProxyPass: Setter = (subject) => {
  const { context, file, statement } = subject;
  const token = statement.args[0];
  if (!token) return undefined;
  const { text } = token;
  if (text.includes('$')) return checkVariables(subject, token);
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return refusePrefix(token);
  const wrong = checkUrl(subject, token, { hasUri: true }, scheme.length);
  if (wrong) return wrong;
  const { uri } = parseUrl(text.slice(scheme.length), { hasUri: true });
  const place = uri === '' ? undefined : placeWithoutUri(context, statement.parent);
  if (place === undefined) return undefined;
  // Of a socket, the colon goes as well.
  const length = uri.length + (/^unix:/i.test(text.slice(scheme.length)) ? 1 : 0);
  const span = partOf(file, token, text.length - length);
  const isExact = span.end - span.start === length;
  return refuse(
    'forbidden-uri',
    span,
    l10n.t('"proxy_pass" cannot have a URI part {0}: "{1}" is one.', place, uri),
    isExact ? [{ title: l10n.t('Remove "{0}"', uri), edits: [{ ...span, text: '' }] }] : [],
  );
};

function refusePrefix(token: Token): Refusal {
  const { text } = token;
  const wanted = l10n.t('Invalid URL prefix of "{0}": it begins with "{1}" or "{2}".', text, 'http://', 'https://');
  const slip = /^(https?)(:\/|:|\/\/|:\/\/\/)(?=[^/:])/i.exec(text);
  if (slip && !/^https?:\d/i.test(text))
    return refuse('invalid-address', token, wanted, [
      change(token, `${slip[1]}://${text.slice(slip[0].length)}`, true),
    ]);
  const isBare = !text.includes('://') && text !== '' && !/^[/:]/.test(text);
  return refuse('invalid-address', token, wanted, isBare ? [change(token, `http://${text}`, true)] : []);
}

/** Where nginx has no prefix that a URI could take the place of. */
function placeWithoutUri(context: string, parent: Statement | undefined): string | undefined {
  if (context === 'if in location') return l10n.t('inside "if"');
  if (context === 'limit_except') return l10n.t('inside "limit_except"');
  const [first, second] = parent?.args ?? [];
  if (context !== 'location' || !first) return undefined;
  if (first.text.startsWith('~')) return l10n.t('in a location given by a regular expression');
  return first.text.startsWith('@') && !second ? l10n.t('inside a named location') : undefined;
}

/** The passes to an address: with one of some schemes in front, or none. */
const passTo =
  (...schemes: readonly string[]): Setter =>
  (subject) => {
    const token = subject.statement.args[0];
    if (!token) return undefined;
    if (token.text.includes('$')) return checkVariables(subject, token);
    const lower = token.text.toLowerCase();
    const scheme = schemes.find((candidate) => lower.startsWith(candidate)) ?? '';
    return checkUrl(subject, token, {}, scheme.length) ?? checkPort(subject, token, scheme.length);
  };

const memcachedPass: Setter = (subject) => {
  const token = subject.statement.args[0];
  return token && (checkUrl(subject, token) ?? checkPort(subject, token, 0));
};

/** What is an IP address and no upstream of the file needs a port, for these protocols have no usual one. */
function checkPort(subject: Subject, token: Token, from: number): Refusal | undefined {
  const { host, isUnix, port } = parseUrl(token.text.slice(from));
  if (isUnix || port !== undefined || !(isInet(host) || host.startsWith('['))) return undefined;
  const isUpstream = placesNamed(subject.file, 'upstream').some(({ statement }) => statement.args[0]?.text === host);
  return isUpstream || isKnownPeer(subject.file, host, token.start) ? undefined : refusePort(subject, token);
}

const passNames = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass'];

/** Whether something before passes to the same host with a port, which then is that of all (ngx_http_upstream_add). */
function isKnownPeer(file: File, host: string, before: number): boolean {
  return passNames.some((name) =>
    placesNamed(file, name).some(({ statement, context }) => {
      if (statement.start >= before || context.startsWith('stream')) return false;
      const text = statement.args[0]?.text.replace(/^\w+:\/\//, '') ?? '';
      const url = parseUrl(text, { hasUri: true });
      return url.host === host && (url.port !== undefined || name === 'proxy_pass');
    }),
  );
}

/** ngx_stream_pass: the address needs a port. */
const streamPass: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (!token) return undefined;
  if (token.text.includes('$')) return checkVariables(subject, token);
  const wrong = checkUrl(subject, token);
  if (wrong) return wrong;
  const { isUnix, port } = parseUrl(token.text);
  return isUnix || port !== undefined ? undefined : refusePort(subject, token);
};

/** ngx_mail_auth_http: the scheme may be left out. */
const mailAuthHttp: Setter = (subject) => {
  const token = subject.statement.args[0];
  return checkUrl(subject, token, { hasUri: true }, token?.text.startsWith('http://') ? 7 : 0);
};

const boundAddress: Kind = {
  reads: isAddressAndPort,
  takes: () => l10n.t('"off" or an IP address, with a port if need be'),
};

/** ngx_http_upstream_bind_set_slot and ngx_stream_proxy_bind. */
const bind: Setter = (subject) => {
  const [address, transparent] = subject.statement.args;
  if (!address || (address.text === 'off' && !transparent)) return undefined;
  const wrong = checkVariables(subject, address);
  if (wrong) return wrong;
  if (!address.text.includes('$') && !boundAddress.reads(address.text))
    return { ...wrongValue(subject, address, boundAddress), fault: 'invalid-address' };
  return transparent && transparent.text !== 'transparent'
    ? wrongParameter(subject, transparent, ['transparent'])
    : undefined;
};

/** ngx_http_upstream_param_set_slot; the module makes a script of the value. */
const param: Setter = (subject) => {
  const [, value, condition] = subject.statement.args;
  if (condition && condition.text !== 'if_not_empty') return wrongParameter(subject, condition, ['if_not_empty']);
  return checkInherited(subject, value);
};

/** `off`, or several arguments. */
const offOr =
  (...words: readonly string[]): Setter =>
  (subject) => {
    const { args } = subject.statement;
    const first = args[0];
    if (args.length === 1 && first) {
      if (!words.includes(first.text)) return wrongParameter(subject, first, words);
      return first.text === 'default' ? checkDefault(subject, first) : undefined;
    }
    return first?.text.startsWith('~') ? checkAllVariables(subject, 1) : checkAllVariables(subject);
  };

/** `proxy_redirect default` takes what `proxy_pass` on the same level said before. */
function checkDefault({ file, context, statement }: Subject, token: Token): Refusal | undefined {
  const isBefore = (other: Statement | undefined): boolean => other !== undefined && other.start < statement.start;
  const first = firstNamed(file, statement.parent, 'proxy_pass');
  const pass = isBefore(first) ? first : undefined;
  if (pass?.args[0]?.text.includes('$'))
    return refuse(
      'conflicting-parameters',
      token,
      l10n.t('"proxy_redirect default" cannot be used with a "proxy_pass" that has variables.'),
    );
  const isKnown = statement.parent !== undefined || context === 'http' || context === 'server';
  if (pass || !isKnown || isBefore(firstNamed(file, statement.parent, 'include'))) return undefined;
  return refuse(
    'conflicting-parameters',
    token,
    l10n.t('"proxy_redirect default" needs a "proxy_pass" before it on the same level.'),
  );
}

/** ngx_http_proxy_store and its kin. */
const store: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (token?.text === '') return missingParameter(subject, 'path');
  return checkRival(subject, 'cache') ?? checkVariables(subject, token);
};

const cache: Setter = (subject) => checkRival(subject, 'store') ?? checkVariables(subject, subject.statement.args[0]);

/** `proxy_cache` and `proxy_store` exclude each other on a level. */
function checkRival({ file, statement }: Subject, kind: string): Refusal | undefined {
  const token = statement.args[0];
  const rival = statement.name.text.replace(/_\w+$/, `_${kind}`);
  const before = firstNamed(file, statement.parent, rival);
  if (!token || token.text === 'off' || !before || before.start > statement.start) return undefined;
  if (before.args[0]?.text === 'off') return undefined;
  return refuse(
    'conflicting-parameters',
    statement.name,
    l10n.t('"{0}" cannot be used together with "{1}" on one level.', statement.name.text, rival),
  );
}

const splitPathInfo: Setter = (subject) => {
  const token = subject.statement.args[0];
  const pattern = token && readPattern(token.text);
  if (!pattern || pattern.fault || pattern.groups === 2) return undefined;
  return refuse(
    'invalid-value',
    token,
    l10n.t('The pattern "{0}" must have 2 groups, one for the script and one for the path behind it.', token.text),
  );
};

export const passSetters: Readonly<Record<string, Setter>> = {
  ngx_http_proxy_pass: httpProxyPass,
  ngx_http_fastcgi_pass: passTo(),
  ngx_http_fastcgi_split_path_info: splitPathInfo,
  ngx_http_scgi_pass: passTo(),
  ngx_http_uwsgi_pass: passTo('uwsgi://', 'suwsgi://'),
  ngx_http_grpc_pass: passTo('grpc://', 'grpcs://'),
  ngx_http_memcached_pass: memcachedPass,
  ngx_stream_proxy_pass: passTo(),
  ngx_stream_pass: streamPass,
  ngx_mail_auth_http: mailAuthHttp,
  bind,
  ngx_stream_proxy_bind: bind,
  param,
  ngx_http_proxy_redirect: offOr('off', 'default'),
  ngx_http_proxy_cookie_domain: offOr('off'),
  ngx_http_proxy_cookie_path: offOr('off'),
  ngx_http_proxy_cookie_flags: offOr('off'),
  ngx_http_proxy_store: store,
  ngx_http_fastcgi_store: store,
  ngx_http_scgi_store: store,
  ngx_http_uwsgi_store: store,
  ngx_http_proxy_cache: cache,
  ngx_http_fastcgi_cache: cache,
  ngx_http_scgi_cache: cache,
  ngx_http_uwsgi_cache: cache,
  ngx_http_proxy_cache_key: (subject) => checkVariables(subject, subject.statement.args[0]),
  ngx_http_fastcgi_cache_key: (subject) => checkVariables(subject, subject.statement.args[0]),
  ngx_http_scgi_cache_key: (subject) => checkVariables(subject, subject.statement.args[0]),
  ngx_http_uwsgi_cache_key: (subject) => checkVariables(subject, subject.statement.args[0]),
};
