/** The statements by which a configuration has what a published vulnerability needs. */
import type { File, Project, Statement } from '../../../types.ts';
import { type Place, placesNamed } from '../../../walk.ts';
import { inForce, namedOn } from '../inheritance.ts';
import { parseSize } from '../setters/numbers.ts';
import { aliasRewritten, groupBeforeMap, groupInSlice, overlappingGroups, rewriteWithQuery } from './captures.ts';

export type Shape = (file: File, project: Project) => Iterable<Statement>;

export const shapes = {
  resolver: named('resolver'),
  mp4: named('mp4'),
  quic: (file) => [...listening(file, 'quic'), ...on(file, 'http3')],
  http2: (file) => [...listening(file, 'http2'), ...on(file, 'http2')],
  clientCertificates,
  ocsp: (file) =>
    where(file, 'ssl_ocsp', ({ context, statement }) => !isStream(context) && firstOf(statement) !== 'off'),
  streamOcsp: (file) =>
    where(file, 'ssl_ocsp', ({ context, statement }) => isStream(context) && firstOf(statement) !== 'off'),
  tlsUpstream: (file) => where(file, 'proxy_pass', ({ statement }) => /^https:/i.test(firstOf(statement))),
  bodyToHttp2: (file, project) =>
    where(file, 'proxy_set_body', ({ statement }) => holds(file, project, statement, 'proxy_http_version', /^2$/)),
  largeHeadersToHttp2,
  scgi: (file) => [...named('scgi_pass')(file), ...named('uwsgi_pass')(file)],
  dav: (file) =>
    where(
      file,
      'dav_methods',
      ({ statement }) =>
        statement.args.some(({ text }) => /^(?:COPY|MOVE)$/i.test(text)) && has(file, statement.parent, 'alias'),
    ),
  charset: (file) => where(file, 'source_charset', isUtf8),
  unbufferedCharset: (file, project) =>
    where(
      file,
      'source_charset',
      (place) => isUtf8(place) && holds(file, project, place.statement, 'proxy_buffering', /^off$/),
    ),
  rewriteWithQuery,
  overlappingGroups,
  aliasRewritten,
  groupBeforeMap,
  groupInSlice,
  unbufferedSsi: (file, project) =>
    where(
      file,
      'proxy_pass',
      ({ statement, context }) =>
        !isStream(context) &&
        holds(file, project, statement, 'ssi', /^on$/) &&
        holds(file, project, statement, 'proxy_buffering', /^off$/),
    ),
  smtpWithoutPassword: (file) =>
    where(file, 'smtp_auth', ({ statement }) => statement.args.some(({ text }) => text === 'none')),
  mailChallenge: (file) =>
    ['smtp_auth', 'imap_auth', 'pop3_auth'].flatMap((name) =>
      where(file, name, ({ statement }) => statement.args.some(({ text }) => /^(?:cram-md5|apop)$/.test(text))),
    ),
  mail: (file) => where(file, 'auth_http', ({ context }) => context.startsWith('mail')),
} satisfies Record<string, Shape>;

export function isShape(name: string): name is keyof typeof shapes {
  return Object.hasOwn(shapes, name);
}

function named(name: string): (file: File) => Statement[] {
  return (file) => where(file, name, () => true);
}

function where(file: File, name: string, fits: (place: Place) => boolean): Statement[] {
  return placesNamed(file, name).flatMap((place) => (fits(place) ? [place.statement] : []));
}

function isUtf8({ statement }: Place): boolean {
  return /^utf-8$/i.test(firstOf(statement));
}

function on(file: File, name: string): Statement[] {
  return where(file, name, ({ statement }) => firstOf(statement) === 'on');
}

function listening(file: File, parameter: string): Statement[] {
  return where(file, 'listen', ({ statement }) => statement.args.some(({ text }) => text === parameter));
}

function isStream(context: string): boolean {
  return context.startsWith('stream');
}

function firstOf({ args }: Statement): string {
  return args[0]?.text ?? '';
}

function has(file: File, level: Statement | undefined, name: string): boolean {
  return namedOn(file, level, name).length > 0;
}

/** Whether the directive is known to have such a value where the statement stands. */
function holds(file: File, project: Project, { parent }: Statement, name: string, value: RegExp): boolean {
  const held = inForce(file, project, parent, new Set([name]))?.at(-1);
  return held !== undefined && value.test(firstOf(held.statement));
}

/** Where sessions can be taken from one server to another that asks for other certificates. */
function clientCertificates(file: File, project: Project): Statement[] {
  const servers = placesNamed(file, 'server').filter(({ statement, context }) => context === 'http' && statement.body);
  if (servers.length < 2) return [];
  return where(file, 'ssl_verify_client', ({ statement, context }) => {
    if (context !== 'server' || !/^(?:on|optional)$/.test(firstOf(statement))) return false;
    if (!holds(file, project, statement, 'ssl_session_tickets', /^off$/)) return true;
    return holds(file, project, statement, 'ssl_session_cache', /^(?:shared|builtin)/);
  });
}

/** Header lines longer than a frame's field can say, on the way to an HTTP/2 server. */
function largeHeadersToHttp2(file: File, project: Project): Statement[] {
  const largest = 2 * 1024 * 1024;
  const isLarge = placesNamed(file, 'large_client_header_buffers').some(
    ({ statement }) => (parseSize(statement.args[1]?.text ?? '') ?? 0) > largest,
  );
  if (!isLarge) return [];
  const isHttp2 = ({ statement }: Place): boolean =>
    holds(file, project, statement, 'ignore_invalid_headers', /^off$/) &&
    (statement.name.text === 'grpc_pass' || holds(file, project, statement, 'proxy_http_version', /^2$/));
  return [...where(file, 'grpc_pass', isHttp2), ...where(file, 'proxy_pass', isHttp2)];
}
