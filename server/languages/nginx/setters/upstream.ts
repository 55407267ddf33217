/** What stands in `upstream`: ngx_http_upstream_server and its sister of the stream module, and the balancing methods. */
import * as l10n from '@vscode/l10n';
import type { File, Statement, Token } from '../../../types.ts';
import { namedOn } from '../inheritance.ts';
import { checkUrl, isInet, parseUrl, refuseUrl } from './address.ts';
import { number, positiveNumber, seconds, zoneSize } from './kinds.ts';
import {
  checkKind,
  checkParameters,
  type Kind,
  missingParameter,
  type Parameters,
  parameterOf,
  type Refusal,
  refuse,
  type Setter,
  type Subject,
  wrongParameter,
} from './subject.ts';
import { checkVariables } from './variables.ts';

const route: Kind = {
  reads: (text) => text.length > 0 && text.length <= 32,
  takes: () => l10n.t('a text of 1 to {0} characters', 32),
};
const service: Kind = { reads: (text) => text.length > 0, takes: () => l10n.t('a name') };

const parameters: Parameters = {
  'weight=': positiveNumber,
  'max_conns=': number,
  'max_fails=': number,
  'fail_timeout=': seconds,
  // Of NGINX Plus.
  'slow_start=': seconds,
  backup: true,
  down: true,
  resolve: true,
  'service=': service,
};
const http: Parameters = { ...parameters, 'route=': route, drain: true };

/** Methods whose servers have no `backup`. */
const withoutBackup = new Set(['hash', 'ip_hash', 'random']);
/** Every method: the last one said before a server decides. */
const methods = new Set([...withoutBackup, 'least_conn', 'least_time']);

const upstreamServer =
  (known: Parameters, isStream: boolean): Setter =>
  (subject) => {
    const { statement } = subject;
    const token = statement.args[0];
    const wrong = checkParameters(subject, 1, known) ?? checkBackup(subject);
    if (wrong) return wrong;
    if (!token) return undefined;
    if (token.text.includes('$') && !/^unix:/i.test(token.text)) return refuseUrl(subject, token, 'unresolvable host');
    const serviceToken = parameterOf(statement, 'service=', 1);
    if (serviceToken && !parameterOf(statement, 'resolve', 1)) return missingParameter(subject, 'resolve');
    const invalid = checkUrl(subject, token);
    if (invalid) return invalid;
    const url = parseUrl(token.text);
    if (isStream && !url.isUnix && url.port === undefined && !serviceToken) return refusePort(subject, token);
    return serviceToken && (url.isUnix || url.port !== undefined || isInet(url.host))
      ? refuse(
          'invalid-address',
          token,
          l10n.t('"service" needs a domain name without a port, and "{0}" is none.', token.text),
        )
      : undefined;
  };

export function refusePort({ statement }: Subject, token: Token): Refusal {
  return refuse(
    'invalid-address',
    token,
    l10n.t('No port in "{0}" of the "{1}" directive.', token.text, statement.name.text),
  );
}

function checkBackup({ file, statement }: Subject): Refusal | undefined {
  const backup = parameterOf(statement, 'backup', 1);
  const method = backup && statement.parent && methodBefore(file, statement.parent, statement);
  return method !== undefined && withoutBackup.has(method)
    ? refuse(
        'conflicting-parameters',
        backup ?? statement,
        l10n.t('The balancing method "{0}" does not support the parameter "{1}".', method, 'backup'),
      )
    : undefined;
}

function methodBefore(file: File, parent: Statement, server: Statement): string | undefined {
  let last: Statement | undefined;
  for (const name of methods)
    for (const statement of namedOn(file, parent, name))
      if (statement.start < server.start && statement.start > (last?.start ?? -1)) last = statement;
  return last?.name.text;
}

const hash: Setter = (subject) => {
  const { args } = subject.statement;
  const wrong = checkVariables(subject, args[0]);
  if (wrong) return wrong;
  return args[1] && args[1].text !== 'consistent' ? wrongParameter(subject, args[1], ['consistent']) : undefined;
};

const random: Setter = (subject) => {
  const [two, method] = subject.statement.args;
  if (two && two.text !== 'two') return wrongParameter(subject, two, ['two']);
  // The ways to measure a time are of NGINX Plus.
  if (!method || method.text === 'least_conn' || method.text.startsWith('least_time')) return undefined;
  return wrongParameter(subject, method, ['least_conn', 'least_time']);
};

const keepalive: Setter = (subject) => {
  const [count, local] = subject.statement.args;
  const wrong = checkKind(subject, count, positiveNumber);
  if (wrong) return wrong;
  return local && local.text !== 'local' ? wrongParameter(subject, local, ['local']) : undefined;
};

const zone: Setter = (subject) => {
  const [name, size] = subject.statement.args;
  if (name?.text === '') return refuse('invalid-value', name, l10n.t('The name of the zone is empty.'));
  return checkKind(subject, size, zoneSize);
};

export const upstreamSetters: Readonly<Record<string, Setter>> = {
  ngx_http_upstream_server: upstreamServer(http, false),
  ngx_stream_upstream_server: upstreamServer(parameters, true),
  ngx_http_upstream_hash: hash,
  ngx_stream_upstream_hash: hash,
  ngx_http_upstream_random: random,
  ngx_stream_upstream_random: random,
  ngx_http_upstream_keepalive: keepalive,
  ngx_http_upstream_zone: zone,
  ngx_stream_upstream_zone: zone,
};
