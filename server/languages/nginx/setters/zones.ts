/** Shared memory zones and caches: the limit modules, src/http/ngx_http_file_cache.c, TLS sessions, thread pools. */
import * as l10n from '@vscode/l10n';
import {
  between,
  milliseconds,
  number,
  offset,
  onOrOff,
  positiveNumber,
  seconds,
  sizeFrom,
  wordOr,
  zoneSize,
} from './kinds.ts';
import { parseNumber } from './numbers.ts';
import {
  checkKind,
  checkParameters,
  type Kind,
  missingParameter,
  type Parameters,
  parameterOf,
  type Setter,
  wrongParameter,
  wrongValue,
} from './subject.ts';
import { checkVariables } from './variables.ts';

/** `name:size`. */
function zone(size: Kind, words: string): Kind {
  return {
    reads: (text) => text.includes(':') && size.reads(text.slice(text.indexOf(':') + 1)),
    takes: () => l10n.t('a name and a size of at least {0}, as in {1}', words, 'name:10m'),
    mend: (text) => {
      const colon = text.indexOf(':') + 1;
      const meant = colon > 1 ? size.mend?.(text.slice(colon)) : undefined;
      return meant === undefined ? undefined : text.slice(0, colon) + meant;
    },
  };
}

const sharedZone = zone(zoneSize, '32k');
const keysZone = zone(sizeFrom(2 * 4096, '8k'), '8k');

const rate: Kind = {
  reads: (text) => (parseNumber(text.replace(/r\/[sm]$/, '')) ?? 0) > 0,
  takes: () => l10n.t('requests a second or a minute, such as {0} or {1}', '10r/s', '30r/m'),
  mend: (text) => {
    const [, amount, unit] = /^([1-9]\d*)\s*r?(?:eqs?|equests?)?\/(s|sec|seconds?|m|min|minutes?)$/i.exec(text) ?? [];
    return amount === undefined ? undefined : `${amount}r/${unit?.charAt(0).toLowerCase()}`;
  },
};

/** A zone with a key in front. */
const keyedZone =
  (parameters: Parameters): Setter =>
  (subject) => {
    const { args } = subject.statement;
    const wrong = checkVariables(subject, args[0]) ?? checkParameters(subject, 1, parameters);
    if (wrong) return wrong;
    const named = parameterOf(subject.statement, 'zone=', 1);
    return !named || named.text.startsWith('zone=:') ? missingParameter(subject, 'zone=') : undefined;
  };

const limitReq: Setter = (subject) =>
  checkParameters(subject, 0, {
    'zone=': { reads: () => true, takes: () => '' },
    'burst=': positiveNumber,
    'delay=': positiveNumber,
    nodelay: true,
  }) ?? (parameterOf(subject.statement, 'zone=') ? undefined : missingParameter(subject, 'zone='));

const limitConn: Setter = (subject) => checkKind(subject, subject.statement.args[1], between(1, 65535));

const levels: Kind = {
  reads: (text) => text === '' || /^[12](:[12]){0,2}$/.test(text),
  takes: () => l10n.t('up to three levels of 1 or 2 characters, such as {0}', '1:2'),
};

const cachePath: Setter = (subject) => {
  const wrong = checkParameters(subject, 1, {
    'levels=': levels,
    'use_temp_path=': onOrOff,
    'keys_zone=': keysZone,
    'inactive=': seconds,
    'max_size=': offset,
    'min_free=': offset,
    'loader_files=': number,
    'loader_sleep=': milliseconds,
    'loader_threshold=': milliseconds,
    'manager_files=': number,
    'manager_sleep=': milliseconds,
    'manager_threshold=': milliseconds,
    // Of NGINX Plus.
    'purger=': onOrOff,
    'purger_files=': number,
    'purger_sleep=': milliseconds,
    'purger_threshold=': milliseconds,
  });
  if (wrong) return wrong;
  const named = parameterOf(subject.statement, 'keys_zone=', 1);
  return !named || named.text.startsWith('keys_zone=:') ? missingParameter(subject, 'keys_zone=') : undefined;
};

const status = wordOr(between(100, 599), 'any');

const cacheValid: Setter = (subject) => {
  const { args } = subject.statement;
  const wrong = checkKind(subject, args[args.length - 1], seconds);
  if (wrong) return wrong;
  const code = args.slice(0, -1).find(({ text }) => !status.reads(text));
  return code && wrongValue(subject, code, status);
};

/** `shared:name:size`. */
const sharedCache: Kind = {
  reads: (text) => /^shared:[^:]+:/.test(text) && zoneSize.reads(text.slice(text.indexOf(':', 7) + 1)),
  takes: () => l10n.t('words such as {0}, with a size of at least {1}', 'shared:name:10m', '32k'),
  mend: (text) => {
    const [, head, size] = /^(shared:[^:]+:)(.+)$/.exec(text) ?? [];
    const meant = size === undefined ? undefined : zoneSize.mend?.(size);
    return meant === undefined ? undefined : `${head}${meant}`;
  },
};

const sessionCache: Setter = (subject) => {
  const wrong = subject.statement.args.find(({ text }) => {
    if (text === 'off' || text === 'none' || text === 'builtin') return false;
    return text.startsWith('builtin:') ? !number.reads(text.slice(8)) : !sharedCache.reads(text);
  });
  return wrong && wrongValue(subject, wrong, wordOr(sharedCache, 'off', 'none', 'builtin'));
};

const ocspCache: Setter = (subject) => checkKind(subject, subject.statement.args[0], wordOr(sharedCache, 'off'));

const threadPool: Setter = (subject) => {
  const { statement } = subject;
  // Other words are not looked at.
  for (const token of statement.args) {
    const { text } = token;
    const kind = text.startsWith('threads=') ? positiveNumber : text.startsWith('max_queue=') ? number : undefined;
    const wrong = kind && checkKind(subject, token, kind, text.indexOf('=') + 1);
    if (wrong) return wrong;
  }
  return parameterOf(statement, 'threads=', 1) ? undefined : missingParameter(subject, 'threads=');
};

const degradation: Setter = (subject) => {
  const token = subject.statement.args[0];
  return token && !token.text.startsWith('sbrk=') ? wrongParameter(subject, token, ['sbrk=']) : undefined;
};

export const zoneSetters: Readonly<Record<string, Setter>> = {
  ngx_http_limit_req_zone: keyedZone({ 'zone=': sharedZone, 'rate=': rate }),
  ngx_http_limit_conn_zone: keyedZone({ 'zone=': sharedZone }),
  ngx_stream_limit_conn_zone: keyedZone({ 'zone=': sharedZone }),
  ngx_http_limit_req: limitReq,
  ngx_http_limit_conn: limitConn,
  ngx_stream_limit_conn: limitConn,
  cache_zone_path: cachePath,
  cache_valid: cacheValid,
  ngx_http_ssl_session_cache: sessionCache,
  ngx_mail_ssl_session_cache: sessionCache,
  ngx_stream_ssl_session_cache: sessionCache,
  ngx_http_ssl_ocsp_cache: ocspCache,
  ngx_stream_ssl_ocsp_cache: ocspCache,
  ngx_thread_pool: threadPool,
  ngx_http_degradation: degradation,
};
