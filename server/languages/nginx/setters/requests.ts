/** The smaller modules of http that look at requests and answers. */
import * as l10n from '@vscode/l10n';
import type { Statement } from '../../../types.ts';
import { isNetwork, network, refuseUrl } from './address.ts';
import { HostNames } from './hostNames.ts';
import { number, oneOf, positiveNumber, seconds, wordOr } from './kinds.ts';
import { parseTime } from './numbers.ts';
import {
  checkKind,
  conflict,
  type Kind,
  type Refusal,
  refuse,
  type Setter,
  type Subject,
  wrongParameter,
  wrongValue,
} from './subject.ts';
import {
  addName,
  checkAllVariables,
  checkDefinition,
  checkKindOrVariables,
  checkVariables,
  secondWithVariables,
} from './variables.ts';

const expiry: Kind = {
  reads: (text) => /^(epoch|max|off)$/.test(text) || parseTime(text.replace(/^[-+@]/, ''), true) !== undefined,
  takes: () => l10n.t('a time such as {0}, or {1}', '30d, -1, @15h30m', 'epoch, max, off'),
  mend: (text) => seconds.mend?.(text),
};
/** Seconds of a day: from midnight on. */
const day = 24 * 60 * 60;

const expires: Setter = (subject) => {
  const [first, second] = subject.statement.args;
  if (second && first && first.text !== 'modified') return wrongValue(subject, first, oneOf('modified'));
  const time = second ?? first;
  if (!time) return undefined;
  if (time.text.includes('$')) return checkVariables(subject, time);
  if (second && time.text.startsWith('@')) return conflict(subject, time, 'modified');
  if (second && /^(epoch|max|off)$/.test(time.text)) return wrongValue(subject, time, seconds);
  if (!expiry.reads(time.text)) return wrongValue(subject, time, expiry);
  return time.text.startsWith('@') && (parseTime(time.text.slice(1), true) ?? 0) > day
    ? refuse('invalid-value', time, l10n.t('The time of day "{0}" is more than 24 hours.', time.text))
    : undefined;
};

/** `add_header` and `add_trailer`. */
const addHeader: Setter = (subject) => {
  const [, value, always] = subject.statement.args;
  const wrong = checkVariables(subject, value);
  if (wrong) return wrong;
  return always && always.text !== 'always' ? wrongParameter(subject, always, ['always']) : undefined;
};

const networkOrAll: Kind = {
  reads: (text) => text === 'all' || text === 'unix:' || isNetwork(text),
  takes: () => l10n.t('"all", "unix:", an IP address or a network such as {0}', '192.0.2.0/24'),
  mend: (text) => (text.toLowerCase() === 'all' ? 'all' : undefined),
};

const accessRule: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (!token || networkOrAll.reads(token.text)) return undefined;
  return { ...wrongValue(subject, token, networkOrAll), fault: 'invalid-address' };
};

/** Networks or names of hosts, which are for the machine to resolve: none of them has a slash. */
const networkOrHost: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (!token || token.text === 'unix:' || isNetwork(token.text)) return undefined;
  if (token.text.includes('$')) return refuseUrl(subject, token, 'unresolvable host');
  return token.text.includes('/') ? { ...wrongValue(subject, token, network), fault: 'invalid-address' } : undefined;
};

const geoipProxy: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (!token || token.text === '255.255.255.255' || isNetwork(token.text)) return undefined;
  return { ...wrongValue(subject, token, network), fault: 'invalid-address' };
};

const geoipBase: Setter = (subject) => {
  const encoding = subject.statement.args[1];
  return encoding && encoding.text !== 'utf8' ? wrongParameter(subject, encoding, ['utf8']) : undefined;
};

const validReferers: Setter = (subject) => {
  const names = new HostNames();
  for (const { args } of refererStatementsBefore(subject)) for (const { text } of args) addReferer(names, text);
  for (const token of subject.statement.args) {
    const { text } = token;
    if (text === '') return refuse('invalid-value', token, l10n.t('The referer is empty.'));
    if (text === '~') return refuse('invalid-value', token, l10n.t('The regular expression in "{0}" is empty.', text));
    const problem = addReferer(names, text);
    if (problem === 'invalid')
      return refuse('invalid-value', token, l10n.t('Invalid host name or wildcard "{0}".', text));
    if (problem === 'conflict')
      return refuse('conflicting-parameters', token, l10n.t('The parameter "{0}" stands there twice.', text));
  }
  return checkReferers(subject.statement);
};

function addReferer(names: HostNames, text: string): ReturnType<HostNames['add']> {
  if (/^(none|blocked|server_names)$/.test(text) || text.startsWith('~')) return undefined;
  const slash = text.indexOf('/');
  return names.add(slash < 0 ? text : text.slice(0, slash), true);
}

/** More statements of one level are no list that a person writes. */
const mostReferers = 50;

/** The others on the level whose names are in the same hash. */
function refererStatementsBefore({ statement }: Subject): Statement[] {
  const level = statement.parent?.body ?? [];
  const before = level.slice(0, mostReferers).filter(({ name }) => name.text === 'valid_referers');
  return before.filter(({ start }) => start < statement.start);
}

/** On its level nginx asks for a name beside "none" and "blocked", and regular expressions are none (ngx_http_referer_merge_conf). */
function checkReferers(statement: Statement): Refusal | undefined {
  const level = statement.parent?.body ?? [];
  const isAlone = level.every(
    ({ name }) => name.text !== 'include' && (name.text !== 'valid_referers' || name === statement.name),
  );
  const absent = statement.args.find(({ text }) => text === 'none' || text === 'blocked');
  if (!absent || !isAlone || level.length === 0) return undefined;
  const hasName = statement.args.some(({ text }) => text !== 'none' && text !== 'blocked' && !text.startsWith('~'));
  return hasName
    ? undefined
    : refuse(
        'missing-parameter',
        absent,
        l10n.t(
          '"{0}" needs the name of a host or "server_names" beside it: a regular expression is not enough.',
          absent.text,
        ),
      );
}

const mark: Kind = {
  reads: (text) => text === 'off' || /^[0-9A-Za-z=]$/.test(text),
  takes: () => l10n.t('"off" or a single letter, digit or "="'),
};

const subFilter: Setter = (subject) => {
  const pattern = subject.statement.args[0];
  if (pattern?.text === '') return refuse('invalid-value', pattern, l10n.t('The text to search for is empty.'));
  return checkAllVariables(subject);
};

const definition: Setter = (subject) =>
  checkDefinition(subject, subject.statement.args[0]) ?? checkAllVariables(subject, 1);

/** ngx_http_perl_set: code of Perl has `$` of its own. */
const perlSet: Setter = (subject) => checkDefinition(subject, subject.statement.args[0]);

const positiveOrDash: Kind = { ...positiveNumber, reads: (text) => text === '-' || positiveNumber.reads(text) };

const imageFilter: Setter = (subject) => {
  const [word, first, second] = subject.statement.args;
  if (!word) return undefined;
  if (!first)
    return /^(off|test|size)$/.test(word.text) ? undefined : wrongParameter(subject, word, ['off', 'test', 'size']);
  if (!second) {
    if (word.text !== 'rotate') return wrongParameter(subject, word, ['rotate']);
    return checkKindOrVariables(subject, first, oneOf('90', '180', '270'));
  }
  if (word.text !== 'resize' && word.text !== 'crop') return wrongParameter(subject, word, ['resize', 'crop']);
  return checkKindOrVariables(subject, first, positiveOrDash) ?? checkKindOrVariables(subject, second, positiveOrDash);
};

const notDash: Kind = { ...number, reads: (text) => text !== '-' };

const quality: Setter = (subject) => checkKindOrVariables(subject, subject.statement.args[0], positiveNumber);

/** Names of browsers that ngx_http_browser_module tells apart. */
const browsers = ['opera', 'msie', 'gecko', 'safari', 'konqueror'];

const modernBrowser: Setter = (subject) => {
  const [browser, version] = subject.statement.args;
  if (!browser) return undefined;
  if (!version) return browser.text === 'unlisted' ? undefined : wrongParameter(subject, browser, ['unlisted']);
  if (!browsers.includes(browser.text.toLowerCase())) return wrongParameter(subject, browser, browsers);
  return /^[\d.]*$/.test(version.text)
    ? undefined
    : refuse('invalid-value', version, l10n.t('Invalid browser version "{0}".', version.text));
};

const charset: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (token?.text.startsWith('$') && token.text !== '$') addName(subject, token, 1, token.text.length);
  return token?.text === '$' ? checkVariables(subject, token) : undefined;
};

export const requestSetters: Readonly<Record<string, Setter>> = {
  ngx_http_headers_expires: expires,
  ngx_http_headers_add: addHeader,
  ngx_http_access_rule: accessRule,
  ngx_stream_access_rule: accessRule,
  ngx_http_realip_from: networkOrHost,
  ngx_stream_realip_from: networkOrHost,
  ngx_mail_realip_from: networkOrHost,
  ngx_event_debug_connection: networkOrHost,
  ngx_http_geoip_proxy: geoipProxy,
  ngx_http_geoip_country: geoipBase,
  ngx_http_geoip_city: geoipBase,
  ngx_http_geoip_org: geoipBase,
  ngx_stream_geoip_country: geoipBase,
  ngx_stream_geoip_city: geoipBase,
  ngx_stream_geoip_org: geoipBase,
  ngx_http_auth_basic_user_file: (subject) => checkVariables(subject, subject.statement.args[0]),
  ngx_http_valid_referers: validReferers,
  ngx_http_userid_expires: (subject) => checkKind(subject, subject.statement.args[0], wordOr(seconds, 'max', 'off')),
  ngx_http_userid_mark: (subject) => checkKind(subject, subject.statement.args[0], mark),
  ngx_http_sub_filter: subFilter,
  ngx_http_auth_request_set: definition,
  ngx_http_perl_set: perlSet,
  ngx_http_image_filter: imageFilter,
  ngx_http_image_filter_jpeg_quality: quality,
  ngx_http_image_filter_webp_quality: quality,
  ngx_http_image_filter_sharpen: (subject) => checkKindOrVariables(subject, subject.statement.args[0], notDash),
  ngx_http_modern_browser: modernBrowser,
  ngx_http_set_charset_slot: charset,
  ngx_http_xslt_param: secondWithVariables,
};
