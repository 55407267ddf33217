/** src/http/ngx_http_core_module.c: locations, names, roots, files. */
import * as l10n from '@vscode/l10n';
import type { Statement } from '../../../types.ts';
import { checkUrl, refuseUrl } from './address.ts';
import { anything, milliseconds, number, offset, oneOf, onOrOff, positiveNumber, seconds, wordOr } from './kinds.ts';
import { wrongWord } from './slots.ts';
import {
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
import { checkAllVariables, checkVariables } from './variables.ts';

const modifiers = ['=', '~', '~*', '^~'];

interface Location {
  modifier: string;
  name: string;
}

function locationOf({ args }: Statement): Location {
  const first = args[0]?.text ?? '';
  if (args.length > 1) return { modifier: first, name: args[1]?.text ?? '' };
  const modifier = /^(=|\^~|~\*?|@)/.exec(first)?.[0] ?? '';
  return { modifier, name: modifier === '@' ? first : first.slice(modifier.length) };
}

const location: Setter = (subject) => {
  const { statement } = subject;
  const [modifier, path] = statement.args;
  if (modifier && path && !modifiers.includes(modifier.text)) {
    const meant = { '*~': '~*', '~^': '^~', '==': '=' }[modifier.text];
    const wrong = wrongParameter(subject, modifier, modifiers);
    return meant === undefined
      ? wrong
      : {
          ...wrong,
          fixes: [
            {
              title: l10n.t('Change to "{0}"', meant),
              edits: [{ start: modifier.start, end: modifier.end, text: meant }],
            },
          ],
        };
  }
  return subject.context === 'location' && statement.parent ? checkNested(statement, statement.parent) : undefined;
};

function checkNested(statement: Statement, parent: Statement): Refusal | undefined {
  if (parent.name.text !== 'location') return undefined;
  const own = locationOf(statement);
  const outer = locationOf(parent);
  const span = {
    start: statement.name.start,
    end: statement.args[statement.args.length - 1]?.end ?? statement.name.end,
  };
  const misplaced = (message: string): Refusal => refuse('misplaced-location', span, message);
  if (outer.modifier === '=')
    return misplaced(l10n.t('Location "{0}" cannot be inside the exact location "{1}".', own.name, outer.name));
  if (outer.modifier === '@')
    return misplaced(l10n.t('Location "{0}" cannot be inside the named location "{1}".', own.name, outer.name));
  if (own.modifier === '@')
    return misplaced(l10n.t('The named location "{0}" can stand on the level of the server only.', own.name));
  if (own.modifier.startsWith('~') || own.name.startsWith(outer.name)) return undefined;
  return misplaced(
    l10n.t('Location "{0}" is outside location "{1}": it has to begin with the same path.', own.name, outer.name),
  );
}

const serverName: Setter = ({ file, statement }) => {
  for (const token of statement.args) {
    const { text } = token;
    if (text === '~')
      return refuse('invalid-value', token, l10n.t('The regular expression in the server name "{0}" is empty.', text));
    if (text === '.' || (text.startsWith('*') && (text.length < 3 || text.charAt(1) !== '.'))) {
      const span = partOf(file, token, 1, 1);
      const isMendable = span.start === span.end && /^\*\w/.test(text);
      return refuse(
        'invalid-value',
        token,
        l10n.t('The server name "{0}" is invalid: a wildcard stands before or after a dot.', text),
        isMendable ? [{ title: l10n.t('Change to "{0}"', `*.${text.slice(1)}`), edits: [{ ...span, text: '.' }] }] : [],
      );
    }
  }
  return undefined;
};

const rootVariable = /\$(?:\{(document_root|realpath_root)\}|(document_root|realpath_root))/;

const root: Setter = (subject) => {
  const { context, statement } = subject;
  const token = statement.args[0];
  const name = statement.name.text;
  if (!token) return undefined;
  if (name === 'alias' && context === 'location' && isNamed(statement.parent))
    return refuse('misplaced-directive', statement.name, l10n.t('"alias" cannot stand inside a named location.'));
  const own = rootVariable.exec(token.text);
  if (own)
    return refuse(
      'invalid-variable',
      partOf(subject.file, token, own.index, own.index + own[0].length),
      l10n.t('The variable "{0}" cannot be used in the "{1}" directive, which gives it its value.', own[0], name),
    );
  return checkVariables(subject, token);
};

function isNamed(parent: Statement | undefined): boolean {
  return parent !== undefined && parent.name.text === 'location' && locationOf(parent).modifier === '@';
}

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'MKCOL',
  'COPY',
  'MOVE',
  'OPTIONS',
  'PROPFIND',
  'PROPPATCH',
  'LOCK',
  'UNLOCK',
  'PATCH',
  // Of newer releases.
  'CONNECT',
];

const limitExcept: Setter = ({ statement: { name, args } }) => {
  const wrong = args.find(({ text }) => !methods.includes(text.toUpperCase()));
  return wrong && wrongWord(wrong, name.text, methods.slice(0, -1));
};

const aio: Setter = (subject) => {
  const token = subject.statement.args[0];
  if (token?.text.startsWith('threads=')) return checkVariables(subject, token, 'threads='.length);
  return checkKind(subject, token, oneOf('off', 'on', 'threads'));
};

/** A cache of open files or the like: `off`, or `max=` and more. */
const cacheOf = (more: Parameters<typeof checkParameters>[2] = {}): Setter => {
  const parameters = { 'max=': positiveNumber, 'inactive=': seconds, off: true, ...more } as const;
  return (subject) => {
    const wrong = checkParameters(subject, 0, parameters);
    if (wrong) return wrong;
    const { statement } = subject;
    return parameterOf(statement, 'max=') || parameterOf(statement, 'off')
      ? undefined
      : missingParameter(subject, 'max=');
  };
};

const keepaliveTimeout: Setter = (subject) => {
  const [time, header] = subject.statement.args;
  return checkKind(subject, time, milliseconds) ?? checkKind(subject, header, seconds);
};

const disableSymlinks: Setter = (subject) => {
  const { statement } = subject;
  const wrong = checkParameters(subject, 0, { off: true, on: true, if_not_owner: true, 'from=': anything });
  if (wrong) return wrong;
  const froms = statement.args.filter(({ text }) => text.startsWith('from='));
  for (const token of froms) {
    const invalid = checkVariables(subject, token);
    if (invalid) return invalid;
  }
  const [from] = froms;
  const [first, second] = statement.args.filter(({ text }) => !text.startsWith('from='));
  if (!first) return missingParameter(subject, 'on');
  if (second) return conflict(subject, second, first.text);
  return from && first.text === 'off' ? conflict(subject, from, 'off') : undefined;
};

/** ngx_resolver_create. */
const resolver =
  (isMail: boolean): Setter =>
  (subject) => {
    const { args } = subject.statement;
    if (isMail && args[0]?.text === 'off') return undefined;
    let servers = 0;
    for (const token of args) {
      const { text } = token;
      const kind = text.startsWith('valid=') ? seconds : /^ipv[46]=/.test(text) ? onOrOff : undefined;
      // A zone for the status, of NGINX Plus; a resolver of the machine, of OpenResty.
      if (kind === undefined && /^(status_zone|local)=/.test(text)) {
        servers++;
        continue;
      }
      if (kind === undefined) servers++;
      if (!kind && text.includes('$')) return refuseUrl(subject, token, 'unresolvable host');
      const wrong = kind ? checkKind(subject, token, kind, text.indexOf('=') + 1) : checkUrl(subject, token);
      if (wrong) return wrong;
    }
    const [four, six] = [
      subject.statement.args.find(({ text }) => text === 'ipv4=off'),
      subject.statement.args.find(({ text }) => text === 'ipv6=off'),
    ];
    if (four && six)
      return conflict(subject, four.start < six.start ? six : four, four.start < six.start ? 'ipv4=off' : 'ipv6=off');
    return servers > 0 ? undefined : missingServers(subject);
  };

function missingServers({ statement: { name, args } }: Subject): Refusal {
  return refuse(
    'missing-parameter',
    { start: name.start, end: args[args.length - 1]?.end ?? name.end },
    l10n.t('"{0}" directive must have the address of a name server.', name.text),
  );
}

const index: Setter = (subject) => {
  const empty = subject.statement.args.find(({ text }) => text === '');
  if (empty) return refuse('invalid-value', empty, l10n.t('The index is empty.'));
  return checkAllVariables(subject);
};

export const coreSetters: Readonly<Record<string, Setter>> = {
  ngx_http_core_location: location,
  ngx_http_core_server_name: serverName,
  ngx_stream_core_server_name: serverName,
  ngx_http_core_root: root,
  ngx_http_core_limit_except: limitExcept,
  ngx_http_core_set_aio: aio,
  ngx_http_core_directio: (subject) => checkKind(subject, subject.statement.args[0], wordOr(offset, 'off')),
  ngx_http_core_open_file_cache: cacheOf(),
  ngx_http_log_open_file_cache: cacheOf({ 'min_uses=': number, 'valid=': seconds }),
  ngx_stream_log_open_file_cache: cacheOf({ 'min_uses=': number, 'valid=': seconds }),
  ngx_http_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_stream_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_http_proxy_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_stream_proxy_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_http_grpc_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_http_uwsgi_ssl_certificate_cache: cacheOf({ 'valid=': seconds }),
  ngx_http_core_keepalive: keepaliveTimeout,
  ngx_http_disable_symlinks: disableSymlinks,
  ngx_http_core_resolver: resolver(false),
  ngx_stream_core_resolver: resolver(false),
  ngx_http_upstream_resolver: resolver(false),
  ngx_stream_upstream_resolver: resolver(false),
  ngx_mail_core_resolver: resolver(true),
  ngx_http_index_set_index: index,
};
