/** The outermost directives: src/core/nginx.c, src/event/ngx_event.c; the mail module's and TLS's few. */
import * as l10n from '@vscode/l10n';
import { number, oneOf, wordOr } from './kinds.ts';
import { parseNumber } from './numbers.ts';
import { wrongWord } from './slots.ts';
import { checkKind, type Kind, refuse, type Setter, wrongValue } from './subject.ts';

const priority: Kind = {
  reads: (text) => parseNumber(text.replace(/^[-+]/, '')) !== undefined,
  takes: () => l10n.t('a whole number, perhaps with a sign'),
};

const processors: Kind = {
  reads: (text) => /^[01 ]*$/.test(text) && text.length <= 1024,
  takes: () => l10n.t('"auto" or masks of 0 and 1 such as {0}', '0101'),
};

const cpuAffinity: Setter = (subject) => {
  const { args } = subject.statement;
  const isAuto = args[0]?.text === 'auto';
  const third = args[2];
  if (isAuto && third) return refuse('invalid-parameter', third, l10n.t('"auto" takes one mask and no more.'));
  const wrong = args.slice(isAuto ? 1 : 0).find(({ text }) => !processors.reads(text));
  return wrong && wrongValue(subject, wrong, processors);
};

/** The event modules of all platforms: which of them a machine has is not known here. */
const eventTypes = ['epoll', 'kqueue', '/dev/poll', 'eventport', 'poll', 'select', 'win32', 'iocp'];

const use: Setter = ({ statement }) => {
  const token = statement.args[0];
  return token && !eventTypes.includes(token.text)
    ? wrongWord(token, statement.name.text, eventTypes.slice(0, 6))
    : undefined;
};

const startTls = ['off', 'on', 'only'];

const protocol: Kind = {
  reads: (text) => text.length <= 255,
  takes: () => l10n.t('a text of 1 to {0} characters', 255),
};

const alpn: Setter = (subject) => {
  const wrong = subject.statement.args.find(({ text }) => !protocol.reads(text));
  return wrong && wrongValue(subject, wrong, protocol);
};

/** With the first of them nginx has counted its modules. */
const subsystems = new Set(['events', 'http', 'stream', 'mail']);

const loadModule: Setter = ({ file, statement }) => {
  const siblings = statement.parent ? [] : file.tree.statements;
  const first = siblings.find(({ name }) => subsystems.has(name.text));
  if (!first || first.start > statement.start) return undefined;
  const message = l10n.t('"load_module" is specified too late: it has to stand before "{0}".', first.name.text);
  return refuse('misplaced-directive', statement.name, message);
};

export const mainSetters: Readonly<Record<string, Setter>> = {
  ngx_load_module: loadModule,
  ngx_set_worker_processes: (subject) => checkKind(subject, subject.statement.args[0], wordOr(number, 'auto')),
  ngx_set_priority: (subject) => checkKind(subject, subject.statement.args[0], priority),
  ngx_set_cpu_affinity: cpuAffinity,
  ngx_event_connections: (subject) => checkKind(subject, subject.statement.args[0], number),
  ngx_event_use: use,
  ngx_mail_core_protocol: (subject) => checkKind(subject, subject.statement.args[0], oneOf('imap', 'pop3', 'smtp')),
  ngx_mail_ssl_starttls: ({ statement: { name, args } }) =>
    args[0] && !startTls.includes(args[0].text.toLowerCase()) ? wrongWord(args[0], name.text, startTls) : undefined,
  ngx_stream_ssl_alpn: alpn,
  ngx_stream_proxy_ssl_alpn_set_slot: alpn,
};
