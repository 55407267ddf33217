/**
 * Who listens where: ngx_http_add_listen and ngx_http_add_addresses (src/http/ngx_http.c) and their sisters of the stream module. Names of
 * hosts are for the machine to resolve, so nothing is said of them.
 */
import * as l10n from '@vscode/l10n';
import type { File, Fix, Statement, Token } from '../../../types.ts';
import { where } from '../../../where.ts';
import { inetNumber, parseUrl } from '../setters/address.ts';
import { headOf } from '../statements.ts';
import { type Configuration, type Item, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';

export interface Server {
  block: Statement | File;
  file: File;
  subsystem: string;
  listens: Listen[];
  names: { item: Item; token: Token }[];
  choice?: string;
  /** The item of the block itself. */
  opened?: Item;
  /** How many statements say where it listens. */
  said: number;
  /** Includes inside whose files are not known. */
  hasUnknown: boolean;
}

export interface Listen {
  item: Item;
  address: string;
  isDefault: boolean;
  /** The word that sets an option of the socket. */
  option?: Token;
  isSecure: boolean;
}

/** The servers of a configuration in the order of reading. */
export function serversOf(configuration: Configuration): readonly Server[] {
  return configuration.once(readServers);
}

function readServers(configuration: Configuration): readonly Server[] {
  const found = new Map<Statement | File, Server>();
  let left = mostListens;
  for (const item of configuration.items('server', 'listen', 'server_name')) {
    const { statement, context, file, choice } = item;
    const isServer = statement.name.text === 'server' && statement.body && /^(?:http|stream|mail)$/.test(context);
    const block = isServer ? statement : item.server;
    if (!block || !/^(?:http|stream|mail|(?:stream |mail )?server)$/.test(context)) continue;
    let server = found.get(block);
    if (!server) {
      const subsystem = subsystemOf(context);
      server = {
        block,
        file,
        subsystem,
        listens: [],
        names: [],
        said: 0,
        hasUnknown: false,
        ...(choice !== undefined && { choice }),
      };
      if (isServer) server.opened = item;
      found.set(block, server);
    }
    if (item.isUnknown) server.hasUnknown = true;
    if (statement.name.text === 'listen') {
      server.said++;
      const listening = left > 0 ? listensOf(item, server.subsystem) : [];
      left -= listening.length;
      server.listens.push(...listening);
    } else if (statement.name.text === 'server_name')
      for (const token of statement.args) server.names.push({ item, token });
  }
  const list = [...found.values()];
  // A server that says nothing listens on port 80.
  for (const { said, hasUnknown, subsystem, opened, listens: own } of list)
    if (said === 0 && !hasUnknown && subsystem === 'http' && opened)
      own.push({ item: opened, address: '0.0.0.0:80', isDefault: false, isSecure: false });
  return list;
}

const socketOption =
  /^(?:bind|deferred|reuseport|multipath|(?:setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=.*)$/;
/** Of a range, and of all ranges in a configuration. */
const mostPorts = 500;
const mostListens = 100_000;

function listensOf(item: Item, subsystem: string): Listen[] {
  const { args } = item.statement;
  const words = args.slice(1);
  const kind = words.some(({ text }) => text === 'udp' || text === 'quic') ? 'udp ' : '';
  const option = words.find(({ text }) => socketOption.test(text));
  return addressesOf(args[0]?.text ?? '', subsystem).map((address) => ({
    item,
    address: kind + address,
    isDefault: words.some(({ text }) => text === 'default_server' || text === 'default'),
    isSecure: words.some(({ text }) => text === 'ssl' || text === 'quic'),
    ...(option && { option }),
  }));
}

/** The addresses as nginx shows them; none where a host is to be resolved or the address is wrong. */
function addressesOf(text: string, subsystem: string): string[] {
  const url = parseUrl(text, { isListen: true });
  if (url.error || text === '' || /[${<%]/.test(text)) return [];
  if (url.isUnix) return [`unix:${url.host}`];
  const port = url.port ?? (subsystem === 'http' ? 80 : undefined);
  const host = hostOf(url.host);
  if (port === undefined || host === undefined) return [];
  if (!/-\d+$/.test(text)) return [`${host}:${port}`];
  const lastPort = Math.min(Number(/-(\d+)$/.exec(text)?.[1] ?? port), port + mostPorts);
  return Array.from({ length: lastPort - port + 1 }, (_, index) => `${host}:${port + index}`);
}

function hostOf(host: string): string | undefined {
  if (host === '' || host === '*') return '0.0.0.0';
  if (host.startsWith('[')) return `[${wholeInet6(host.slice(1, -1))}]`;
  const number = inetNumber(host);
  return number === undefined
    ? undefined
    : [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** All eight groups, so that two spellings of one address are the same. */
function wholeInet6(text: string): string {
  const [head = '', tail] = text.toLowerCase().split('::');
  const groups = (part: string): string[] =>
    part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .join(':')
    .replace(/^(?:0:){7}/, '::')
    .replace(/^::0$/, '::');
}

/** Servers on one address. */
export interface Address {
  servers: Server[];
  default?: { server: Server; listen: Listen };
  option?: Listen;
  /** One of its servers says that it speaks TLS, so all do. */
  isSecure: boolean;
}

/** Every address with its servers. */
export function addressBook(configuration: Configuration): ReadonlyMap<string, Address> {
  return configuration.once(readAddresses).addresses;
}

interface Read {
  addresses: Map<string, Address>;
  found: WholeFinding[];
}

function readAddresses(configuration: Configuration): Read {
  const addresses = new Map<string, Address>();
  const found: WholeFinding[] = [];
  for (const server of serversOf(configuration)) {
    for (const listen of server.listens) {
      const key = `${server.subsystem} ${listen.address}`;
      let address = addresses.get(key);
      if (!address) {
        address = { servers: [], isSecure: false };
        addresses.set(key, address);
      }
      const finding = conflict(address, server, listen);
      if (finding) found.push(finding);
      if (address.servers.at(-1) !== server) {
        address.servers.push(server);
        if (listen.isSecure) address.isSecure = true;
        if (listen.isDefault) address.default ??= { server, listen };
        if (listen.option) address.option ??= listen;
      }
    }
  }
  return { addresses, found };
}

function conflict(address: Address, server: Server, listen: Listen): WholeFinding | undefined {
  const { item } = listen;
  const { file, statement } = item;
  const finding = (span: { start: number; end: number }, message: string, fixes: Fix[] = []): WholeFinding => ({
    rule: 'conflicting-listen',
    file,
    start: span.start,
    end: span.end,
    message,
    ...(fixes.length > 0 && { fixes }),
  });
  const shown = listen.address.replace(/^udp /, '');
  // What one server says comes in one go.
  if (address.servers.at(-1) === server)
    return finding(headOf(statement), l10n.t('This server listens on {0} already.', shown));
  const [first] = address.servers;
  const taken = first?.subsystem === 'mail' ? first.listens.find((one) => one.address === listen.address) : undefined;
  if (taken && !areChoices(taken.item, item))
    return finding(
      headOf(statement),
      l10n.t(
        'Another server listens on {0} already: {1}.',
        shown,
        where(taken.item.file, taken.item.statement.start, file),
      ),
    );
  const { option } = address;
  if (listen.option && option && !areChoices(option.item, item))
    return finding(
      listen.option,
      l10n.t(
        'The options of the socket {0} are set already: {1}.',
        shown,
        where(option.item.file, option.item.statement.start, file),
      ),
    );
  const other = address.default;
  const word = statement.args.find(({ text }, index) => index > 0 && /^default(?:_server)?$/.test(text));
  if (listen.isDefault && other && word && !areChoices(other.listen.item, item))
    return finding(
      word,
      l10n.t(
        'Another server is the default server of {0} already: {1}.',
        shown,
        where(other.listen.item.file, other.listen.item.statement.start, file),
      ),
      [removal(file, word)],
    );
  return undefined;
}

/** Takes a word and the blanks before it away. */
export function removal(file: File, { start, end, text }: Token): Fix {
  let from = start;
  while (/\s/.test(file.text.charAt(from - 1))) from--;
  return { title: l10n.t('Remove "{0}"', text), edits: [{ start: from, end, text: '' }] };
}

/** Whether the two stand in files of which perhaps only one is enabled. */
export function areChoices(one: Pick<Item, 'choice'>, other: Pick<Item, 'choice'>): boolean {
  return one.choice !== other.choice;
}

/** What one server and another say of the same address. */
export function* listens(configuration: Configuration): Generator<WholeFinding> {
  yield* configuration.once(readAddresses).found;
}
