/** Addresses, ports, networks and URLs as src/core/ngx_inet.c reads them. Host names are for the machine to resolve. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { parseNumber } from './numbers.ts';
import { change, type Kind, partOf, type Refusal, refuse, type Subject } from './subject.ts';

export type UrlError =
  | 'host'
  | 'port'
  | 'port range'
  | 'no host'
  | 'IPv6 address'
  | 'no path'
  | 'long path'
  | 'unresolvable host';

export interface Url {
  error?: UrlError;
  host: string;
  /** The part behind the address. */
  uri: string;
  port?: number;
  isUnix: boolean;
}

export interface UrlOptions {
  isListen?: boolean;
  /** A URI may follow. */
  hasUri?: boolean;
}

const isPort = (port: number | undefined): port is number => port !== undefined && port >= 1 && port <= 65535;

/** ngx_parse_url. */
export function parseUrl(text: string, options: UrlOptions = {}): Url {
  if (/^unix:/i.test(text)) return parseUnix(text.slice(5), options);
  return text.startsWith('[') ? parseInet6(text, options) : parseInet(text, options);
}

function parseUnix(path: string, { hasUri }: UrlOptions): Url {
  const colon = hasUri ? path.indexOf(':') : -1;
  const host = colon < 0 ? path : path.slice(0, colon);
  const url: Url = { host, uri: colon < 0 ? '' : path.slice(colon + 1), isUnix: true };
  if (host === '') url.error = 'no path';
  // sun_path holds 108 bytes with its end on Linux, fewer elsewhere.
  else if (host.length > 107) url.error = 'long path';
  return url;
}

function parseInet(text: string, { isListen, hasUri }: UrlOptions): Url {
  const url: Url = { host: '', uri: '', isUnix: false };
  let last = text.length;
  let colon = text.indexOf(':');
  const uri = text.search(/[/?]/);
  if (uri >= 0) {
    if (isListen || !hasUri) return { ...url, error: 'host' };
    url.uri = text.slice(uri);
    last = uri;
    if (uri < colon) colon = -1;
  }
  if (colon >= 0) {
    const error = readPort(url, text.slice(colon + 1, last), isListen);
    if (error) return { ...url, error };
    last = colon;
  } else if (uri < 0 && isListen) {
    const error = readPort(url, text, true);
    if (!error) return url;
    if (isPortOnly(text)) return { ...url, error };
  }
  url.host = text.slice(0, last);
  if (url.host === '') url.error = 'no host';
  return url;
}

/** A text of digits, or two of them around a `-`, is never a host's name to `listen`. */
function isPortOnly(text: string): boolean {
  return /^\d+(-\d+)?$/.test(text);
}

/** A port, or to `listen` a range of them. */
function readPort(url: Url, text: string, isListen = false): UrlError | undefined {
  const dash = isListen ? text.indexOf('-') : -1;
  const lastPort = dash < 0 ? undefined : parseNumber(text.slice(dash + 1));
  if (dash >= 0 && !isPort(lastPort)) return 'port';
  const port = parseNumber(dash < 0 ? text : text.slice(0, dash));
  if (!isPort(port)) return 'port';
  if (lastPort !== undefined && port > lastPort) return 'port range';
  url.port = port;
  return undefined;
}

function parseInet6(text: string, { isListen, hasUri }: UrlOptions): Url {
  const url: Url = { host: '', uri: '', isUnix: false };
  const bracket = text.indexOf(']');
  if (bracket < 0) return { ...url, error: 'host' };
  let last = text.length;
  const uri = text.indexOf('/', bracket);
  if (uri >= 0) {
    if (isListen || !hasUri) return { ...url, error: 'host' };
    url.uri = text.slice(uri);
    last = uri;
  }
  const rest = text.slice(bracket + 1, last);
  if (rest !== '') {
    if (rest.charAt(0) !== ':') return { ...url, error: 'host' };
    const error = readPort(url, rest.slice(1), isListen);
    if (error) return { ...url, error };
  }
  url.host = text.slice(0, bracket + 1);
  if (bracket === 1) url.error = 'no host';
  else if (!isInet6(text.slice(1, bracket))) url.error = 'IPv6 address';
  return url;
}

/** ngx_inet_addr. */
export function isInet(text: string): boolean {
  return inetNumber(text) !== undefined;
}

/** An IPv4 address as a number; an octet may be empty, which counts as 0. The broadcast address is none. */
export function inetNumber(text: string): number | undefined {
  let address = 0;
  let octet = 0;
  let points = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      octet = octet * 10 + (code - 48);
      if (octet > 255) return undefined;
    } else if (code === 46) {
      address = address * 256 + octet;
      octet = 0;
      points++;
    } else return undefined;
  }
  if (points !== 3) return undefined;
  const number = address * 256 + octet;
  return number === 0xffffffff ? undefined : number;
}

/** ngx_inet6_addr. */
export function isInet6(text: string): boolean {
  if (text === '') return false;
  let words = 8;
  let nibbles = 0;
  let hasZeros = false;
  let digits = -1;
  for (let index = text.charAt(0) === ':' ? 1 : 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === ':') {
      digits = index + 1;
      if (nibbles > 0) {
        nibbles = 0;
        if (--words === 0) return false;
      } else {
        if (hasZeros) return false;
        hasZeros = true;
      }
      continue;
    }
    if (char === '.' && nibbles > 0) {
      if (words < 2 || digits < 0 || !isInet(text.slice(digits))) return false;
      words--;
      break;
    }
    if (++nibbles > 4 || !/[0-9a-f]/i.test(char)) return false;
  }
  if (nibbles === 0 && !hasZeros) return false;
  return --words > 0 ? hasZeros : !hasZeros;
}

/** ngx_ptocidr. */
export function isNetwork(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const isFour = isInet(address);
  if (!isFour && !isInet6(address)) return false;
  if (slash < 0) return true;
  const bits = parseNumber(text.slice(slash + 1));
  return bits !== undefined && bits <= (isFour ? 32 : 128);
}

/** ngx_parse_addr_port. */
export function isAddressAndPort(text: string): boolean {
  if (isInet(text) || isInet6(text)) return true;
  const colon = text.charAt(0) === '[' ? text.indexOf(']') + 1 : text.indexOf(':');
  if (colon <= 0 || text.charAt(colon) !== ':' || !isPort(parseNumber(text.slice(colon + 1)))) return false;
  const host = text.charAt(0) === '[' ? text.slice(1, colon - 1) : text.slice(0, colon);
  return isInet(host) || isInet6(host);
}

export const network: Kind = {
  reads: isNetwork,
  takes: () => l10n.t('an IP address or a network such as {0}', '192.0.2.0/24'),
};

/** Says what is wrong with an address; `from` is where it begins in the token. */
export function refuseUrl({ file, statement }: Subject, token: Token, error: UrlError, from = 0, to?: number): Refusal {
  const span = partOf(file, token, from, to);
  const text = token.text.slice(from, to);
  const name = statement.name.text;
  switch (error) {
    case 'port':
      return refuse(
        'invalid-address',
        span,
        l10n.t('Invalid port in "{0}" of the "{1}" directive: it is a number from 1 to 65535.', text, name),
      );
    case 'port range':
      return refuse(
        'invalid-address',
        span,
        l10n.t('Invalid port range in "{0}" of the "{1}" directive: the smaller number stands first.', text, name),
      );
    case 'no host':
      return refuse('invalid-address', span, l10n.t('No host in "{0}" of the "{1}" directive.', text, name));
    case 'IPv6 address':
      return refuse(
        'invalid-address',
        span,
        l10n.t('Invalid IPv6 address in "{0}" of the "{1}" directive.', text, name),
      );
    case 'no path':
      return refuse(
        'invalid-address',
        span,
        l10n.t('No path of the Unix domain socket in "{0}" of the "{1}" directive.', text, name),
      );
    case 'long path':
      return refuse(
        'invalid-address',
        span,
        l10n.t('The path of the Unix domain socket in the "{0}" directive is too long.', name),
      );
    case 'unresolvable host':
      return refuse(
        'invalid-address',
        span,
        l10n.t(
          'No variable can stand in the address of the "{0}" directive: nginx would look for a host "{1}".',
          name,
          text,
        ),
      );
    case 'host': {
      const scheme = /^[a-z]+:\/\//i.exec(text)?.[0] ?? '';
      const bare = text.slice(scheme.length).replace(/\/$/, '');
      const isExact = span.end - span.start === text.length;
      const isMendable = scheme !== '' && isExact && bare !== '' && !/[/?]/.test(bare);
      return refuse(
        'invalid-address',
        span,
        l10n.t('Invalid host in "{0}" of the "{1}" directive: an address has no scheme and no path.', text, name),
        isMendable ? [change(span, bare, true)] : [],
      );
    }
  }
}

/** The refusal of an argument that is an address and perhaps a port. */
export function checkUrl(
  subject: Subject,
  token: Token | undefined,
  options: UrlOptions = {},
  from = 0,
  to?: number,
): Refusal | undefined {
  if (!token) return undefined;
  const url = parseUrl(token.text.slice(from, to), options);
  return url.error && refuseUrl(subject, token, url.error, from, to);
}
