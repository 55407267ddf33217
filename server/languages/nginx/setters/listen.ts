/** `listen` of the http, stream and mail modules: ngx_http_core_listen, ngx_stream_core_listen, ngx_mail_core_listen. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { checkUrl, refuseUrl } from './address.ts';
import { number, onOrOff, positiveNumber, size } from './kinds.ts';
import { parseNumber, parseTime } from './numbers.ts';
import {
  checkParameters,
  conflict,
  type Kind,
  type Parameters,
  parameterOf,
  type Refusal,
  type Setter,
  type Subject,
} from './subject.ts';

/** `on`, `off`, or `[keepidle]:[keepintvl]:[keepcnt]`. */
const keepalive: Kind = {
  reads: (text) => {
    if (onOrOff.reads(text)) return true;
    const [idle = '', interval = '', ...rest] = text.split(':');
    const count = rest.join(':');
    const times = [idle, interval].map((time) => (time === '' ? 0 : parseTime(time, true)));
    const probes = count === '' ? 0 : parseNumber(count);
    return !times.includes(undefined) && probes !== undefined && (times.some(Boolean) || probes > 0);
  },
  takes: () => l10n.t('"on", "off" or times and a number such as {0}', '30m:10s:8'),
  mend: (text) => onOrOff.mend?.(text),
};

const shared: Parameters = {
  bind: true,
  'backlog=': positiveNumber,
  'rcvbuf=': size,
  'sndbuf=': size,
  'ipv6only=': onOrOff,
  ssl: true,
  'so_keepalive=': keepalive,
  proxy_protocol: true,
  multipath: true,
};

// Which of them a platform has is not known here.
const sockets: Parameters = {
  ...shared,
  'setfib=': number,
  'fastopen=': number,
  'accept_filter=': { reads: () => true, takes: () => '' },
  deferred: true,
  reuseport: true,
};

const http: Parameters = { ...sockets, default_server: true, default: true, http2: true, quic: true };
const stream: Parameters = { ...sockets, default_server: true, udp: true };

/** What a listening socket for datagrams does not have. */
const ofStreams = [
  'fastopen=',
  'backlog=',
  'accept_filter=',
  'deferred',
  'ssl',
  'so_keepalive=',
  'proxy_protocol',
  'multipath',
];

function checkAddress(subject: Subject): Refusal | undefined {
  const token = subject.statement.args[0];
  if (token?.text.includes('$') && !/^unix:/i.test(token.text)) return refuseUrl(subject, token, 'unresolvable host');
  return checkUrl(subject, token, { isListen: true });
}

function checkDatagrams(subject: Subject, word: 'udp' | 'quic', others: readonly string[]): Refusal | undefined {
  if (!parameterOf(subject.statement, word, 1)) return undefined;
  const wrong = others
    .map((other) => parameterOf(subject.statement, other, 1))
    .find((token): token is Token => token !== undefined);
  return wrong && conflict(subject, wrong, word);
}

const listenHttp: Setter = (subject) =>
  checkAddress(subject) ??
  checkParameters(subject, 1, http) ??
  checkDatagrams(subject, 'quic', [...ofStreams, 'http2']);

const listenStream: Setter = (subject) =>
  checkAddress(subject) ?? checkParameters(subject, 1, stream) ?? checkDatagrams(subject, 'udp', ofStreams);

const listenMail: Setter = (subject) => checkAddress(subject) ?? checkParameters(subject, 1, shared);

export const listenSetters: Readonly<Record<string, Setter>> = {
  ngx_http_core_listen: listenHttp,
  ngx_stream_core_listen: listenStream,
  ngx_mail_core_listen: listenMail,
};
