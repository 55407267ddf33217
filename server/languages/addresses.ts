/** Where programs listen and where proxies reach them, in one form for all languages. */
import * as l10n from '@vscode/l10n';
import type { NameUse, Span, Statement } from '../types.ts';

/** A path of a UNIX socket, or a host and port. */
export interface Address {
  path?: string;
  /** In lower case, an IPv6 address without brackets. */
  host: string;
  port: number;
}

/** What is put in when the file is used, by whatever program does that, is not known here. */
const dynamic = /[$%{}<>*?`\s]/;

/** The path of a socket as it is known today: `/var/run` is a link to `/run`. */
function pathOf(text: string): string {
  return text.replace(/^\/var\/run\//, '/run/').replace(/\/{2,}/g, '/');
}

/** `host:port`, `[address]:port`, `:port` or a host alone, which has the default port. */
export function networkAddress(text: string, defaultPort: number): Address | undefined {
  const [, six, host = '', said] = /^(?:\[([\da-f:.]+)\]|([\w.-]*))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (six === undefined && host === '' && said === undefined) return undefined;
  const port = said === undefined ? defaultPort : Number(said);
  return port > 0 && port < 65536 ? { host: (six ?? host).toLowerCase(), port } : undefined;
}

/** The use of an address as a name; undefined where it is not known until the program runs. */
export function addressUse(
  role: NameUse['role'],
  statement: Statement,
  span: Span,
  address: Address | undefined,
): NameUse | undefined {
  if (!address || dynamic.test(address.path ?? address.host)) return undefined;
  const { path, host, port } = address;
  const name = path ?? (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
  const scope = path === undefined ? `tcp ${port}` : `unix ${pathOf(path)}`;
  return { start: span.start, end: span.end, kind: 'address', role, scope, name, statement };
}

function hostOf(name: string): string {
  return name.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

export function isSocket({ scope }: NameUse): boolean {
  return scope.startsWith('unix ');
}

export function portOf({ scope }: NameUse): number {
  return Number(scope.replace(/^tcp /, ''));
}

/** Every interface of the machine. */
function isAny(host: string): boolean {
  return host === '' || host === '*' || /^0(?:\.0){0,3}$/.test(host) || /^(?:::|0(?::0){7})$/.test(host);
}

/** This machine alone. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){1,3}$/.test(host);
}

export function isLocal(use: NameUse): boolean {
  return isSocket(use) || isLoopback(hostOf(use.name));
}

/** Whether two addresses of one scope may be one: a wildcard stands for every address and for the name of a container. */
export function areAlike(one: NameUse, other: NameUse): boolean {
  if (one.scope !== other.scope) return false;
  if (isSocket(one)) return true;
  const [first, second] = [hostOf(one.name), hostOf(other.name)];
  if (first === second) return true;
  if (isAny(first)) return isAny(second) || isNearby(second);
  if (isAny(second)) return isNearby(first);
  return (first === 'localhost' && isLoopback(second)) || (second === 'localhost' && isLoopback(first));
}

/** An address, or a name without a domain. */
function isNearby(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host) || !host.includes('.');
}

/** A socket's path may be renamed on both sides; a port says more than the files show. */
export function refuseAddress(use: NameUse, wanted: string | undefined): string | undefined {
  if (!isSocket(use)) return l10n.t('An address with a port is known outside of these files, so it is not renamed.');
  if (wanted === undefined || (/^\/[^\s:;,'"]+$/.test(wanted) && !dynamic.test(wanted))) return undefined;
  return l10n.t('The path of a socket begins with a slash and has no blanks, colons or quotes here.');
}
