/** Logs of requests and of errors: src/http/modules/ngx_http_log_module.c, its stream sister, src/core/ngx_log.c, ngx_syslog.c. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { checkUrl } from './address.ts';
import { anything, between, oneOf, positiveMilliseconds, positiveSize } from './kinds.ts';
import { wrongWord } from './slots.ts';
import {
  change,
  checkKind,
  checkParameters,
  conflict,
  missingParameter,
  parameterOf,
  partOf,
  type Refusal,
  refuse,
  type Setter,
  type Subject,
  wrongParameter,
} from './subject.ts';
import { addName, checkVariables } from './variables.ts';

const parameters = {
  'buffer=': positiveSize,
  'flush=': positiveMilliseconds,
  gzip: true,
  'gzip=': between(1, 9),
  'if=': anything,
} as const;

const accessLog =
  (isStream: boolean): Setter =>
  (subject) => {
    const { statement } = subject;
    const [path, format] = statement.args;
    if (!path) return undefined;
    if (path.text === 'off') return format && wrongParameter(subject, format);
    const isSyslog = path.text.startsWith('syslog:');
    const wrong = isSyslog ? checkSyslog(subject, path) : checkVariables(subject, path);
    if (wrong) return wrong;
    if (!format) return isStream ? missingParameter(subject, 'format') : undefined;
    return checkParameters(subject, 2, parameters) ?? checkBuffer(subject, path, isSyslog);
  };

function checkBuffer(subject: Subject, path: Token, isSyslog: boolean): Refusal | undefined {
  const { statement } = subject;
  const condition = checkVariables(subject, parameterOf(statement, 'if=', 2));
  if (condition) return condition;
  const flush = parameterOf(statement, 'flush=', 2);
  const buffer =
    parameterOf(statement, 'buffer=', 2) ?? parameterOf(statement, 'gzip', 2) ?? parameterOf(statement, 'gzip=', 2);
  if (flush && !buffer) return missingParameter(subject, 'buffer=');
  if (!buffer) return undefined;
  if (isSyslog) return conflict(subject, buffer, 'syslog:');
  return path.text.includes('$')
    ? refuse(
        'conflicting-parameters',
        buffer,
        l10n.t('A log with a buffer cannot have variables in its name, as "{0}" has.', path.text),
      )
    : undefined;
}

const facilities = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'intern',
  'lpr',
  'news',
  'uucp',
  'clock',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'alert',
  'cron',
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((number) => `local${number}`),
];
const severities = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'];

/** ngx_syslog_parse_args: `syslog:server=address,facility=…`. */
function checkSyslog(subject: Subject, token: Token): Refusal | undefined {
  const { file } = subject;
  let from = 'syslog:'.length;
  const seen = new Set<string>();
  for (const part of token.text.slice(from).split(',')) {
    const to = from + part.length;
    const equals = part.indexOf('=') + 1;
    const word = part.slice(0, equals) || part;
    const value = part.slice(equals);
    const span = partOf(file, token, from, to);
    const unknown = (): Refusal =>
      refuse(
        'invalid-parameter',
        span,
        l10n.t('Invalid parameter "{0}" in "{1}" directive.', part, subject.statement.name.text),
      );
    if (equals > 0 && seen.has(word))
      return refuse('conflicting-parameters', span, l10n.t('The parameter "{0}" stands there twice.', word));
    seen.add(word);
    let wrong: Refusal | undefined;
    if (word === 'server=') {
      if (!value.includes('$')) wrong = checkUrl(subject, token, {}, from + equals, to);
    } else if (word === 'facility=') {
      if (!facilities.includes(value)) wrong = unknown();
    } else if (word === 'severity=') {
      if (!severities.includes(value)) wrong = unknown();
    } else if (word === 'tag=') {
      if (!/^\w{0,32}$/.test(value)) wrong = unknown();
    } else if (part !== 'nohostname') wrong = unknown();
    if (wrong) return wrong;
    from = to + 1;
  }
  return seen.has('server=') ? undefined : missingParameter(subject, 'server=');
}

const levels = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg'];
const debugLevels = ['core', 'alloc', 'mutex', 'event', 'http', 'mail', 'stream'].map((part) => `debug_${part}`);

/** Other programs have longer or shorter words for the levels. */
function wrongLevel(token: Token, name: string): Refusal {
  const word = token.text.toLowerCase();
  const meant = levels.find((level) => word.startsWith(level) || (word.length > 2 && level.startsWith(word)));
  const refusal = wrongWord(token, name, levels);
  return meant === undefined ? refusal : { ...refusal, fixes: [change(token, meant, true)] };
}

const errorLog: Setter = (subject) => {
  const { statement } = subject;
  const [path, ...rest] = statement.args;
  if (path?.text.startsWith('syslog:')) {
    const wrong = checkSyslog(subject, path);
    if (wrong) return wrong;
  } else if (path?.text.startsWith('memory:')) {
    const wrong = checkKind(subject, path, positiveSize, 'memory:'.length);
    if (wrong) return wrong;
  }
  let before: Token | undefined;
  for (const token of rest) {
    // Of newer releases.
    if (token.text === 'json') continue;
    const isLevel = levels.includes(token.text);
    if (!isLevel && !debugLevels.includes(token.text)) return wrongLevel(token, statement.name.text);
    if (before && (isLevel || levels.includes(before.text))) return conflict(subject, token, before.text);
    before = token;
  }
  return undefined;
};

const escapes = oneOf('default', 'json', 'none');

const logFormat: Setter = (subject) => {
  const { args } = subject.statement;
  const second = args[1];
  const isEscape = second?.text.startsWith('escape=') ?? false;
  if (second && isEscape) {
    const wrong = checkKind(subject, second, escapes, 'escape='.length);
    if (wrong) return wrong;
  }
  for (const token of args.slice(isEscape ? 2 : 1)) {
    const wrong = checkVariables(subject, token);
    if (wrong) return wrong;
    // No pattern has captured anything for a log.
    for (const { index, 0: sign } of token.text.matchAll(/\$[1-9]\w*/g))
      addName(subject, token, index + 1, index + sign.length);
  }
  return undefined;
};

export const logSetters: Readonly<Record<string, Setter>> = {
  ngx_http_log_set_log: accessLog(false),
  ngx_stream_log_set_log: accessLog(true),
  ngx_error_log: errorLog,
  ngx_http_core_error_log: errorLog,
  ngx_stream_core_error_log: errorLog,
  ngx_mail_core_error_log: errorLog,
  ngx_http_log_set_format: logFormat,
  ngx_stream_log_set_format: logFormat,
};
