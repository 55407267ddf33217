/** The names that a configuration gives: what each directive defines and refers to. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../memory.ts';
import type { File, NameKind, NameUse, Statement, Token } from '../../types.ts';
import { addressUse, networkAddress, refuseAddress } from '../addresses.ts';
import { dataBlocks, innerContext, isLuaBlock, variableNamed } from './reference.ts';
import { partOf } from './setters/subject.ts';
import { isNamePart } from './setters/variables.ts';

type Role = NameUse['role'];

/** Takes what it is given into the list of the file. */
interface Reading {
  file: File;
  statement: Statement;
  /** `http`, `stream` or `mail`: names of one are unknown in the other. */
  subsystem: string;
  uses: NameUse[];
}

/** What stands at these offsets of a word is a name. */
function add(
  { file, statement, uses }: Reading,
  kind: NameKind,
  role: Role,
  scope: string,
  token: Token | undefined,
  from = 0,
  to?: number,
  more?: Pick<NameUse, 'level' | 'through'>,
): void {
  const text = token?.text.slice(from, to);
  if (!token || !text) return;
  const name = kind === 'upstream' || kind === 'server name' ? text.toLowerCase() : text;
  const { start, end } = partOf(file, token, from, to);
  const use: NameUse = { start, end, kind, role, scope, name, statement };
  uses.push(more ? Object.assign(use, more) : use);
}

type Reader = (reading: Reading) => void;

/** An argument by its index is the whole name. */
const whole =
  (kind: NameKind, role: Role, index: number, except: readonly string[] = []): Reader =>
  (reading) => {
    const token = reading.statement.args.at(index);
    if (token && !token.text.includes('$') && !except.includes(token.text))
      add(reading, kind, role, reading.subsystem, token);
  };

/** The name behind `zone=` and before the size. */
const zone =
  (role: Role, module: string, word = 'zone='): Reader =>
  (reading) => {
    for (const token of reading.statement.args)
      if (token.text.startsWith(word)) {
        const colon = token.text.indexOf(':', word.length);
        const kind = word === 'keys_zone=' ? 'cache' : 'zone';
        add(reading, kind, role, module, token, word.length, colon < 0 ? undefined : colon);
      }
  };

/** The same for modules that `http` and `stream` have one of each. */
const zoneOfSubsystem =
  (role: Role, module: string): Reader =>
  (reading) =>
    zone(role, `${module} ${reading.subsystem}`)(reading);

/** `shared:name:size`; whoever says it first makes the zone. */
const sharedCache: Reader = (reading) => {
  for (const token of reading.statement.args)
    if (token.text.startsWith('shared:')) {
      const colon = token.text.indexOf(':', 7);
      if (colon > 0) add(reading, 'zone', 'definition', `ssl ${reading.subsystem}`, token, 7, colon);
    }
};

const upstreamZone: Reader = (reading) => {
  const [name, size] = reading.statement.args;
  add(reading, 'zone', size ? 'definition' : 'reference', `upstream ${reading.subsystem}`, name);
};

/** What stands before the host in an address. */
const scheme = /^(?:[a-z]+:\/\/)?/i;

/** A variable that makes the host longer, other than those that begin with a slash or a question mark. */
const isContinued = /^\$(?!\{?(?:request_uri|uri|document_uri|is_args)\b)/;

/** The host of an address, which is an upstream where one has its name. */
function addHost(reading: Reading, token: Token | undefined, through?: string): void {
  if (!token || /^(?:[a-z]+:\/\/)?unix:/i.test(token.text)) return;
  const from = scheme.exec(token.text)?.[0].length ?? 0;
  const host = /^[^$/:?[\s]+/.exec(token.text.slice(from))?.[0] ?? '';
  if (host === '' || isContinued.test(token.text.slice(from + host.length))) return;
  add(
    reading,
    'upstream',
    'reference',
    reading.subsystem,
    token,
    from,
    from + host.length,
    through === undefined ? undefined : { through },
  );
}

const pass: Reader = (reading) => addHost(reading, reading.statement.args[0]);

/** The address that a proxy reaches: Gunicorn speaks HTTP alone, so the other protocols are left out. */
function addAddress({ file, statement, uses }: Reading, token: Token, from: number, defaultPort: number): void {
  const { text } = token;
  const socket = /^unix:/i.exec(text.slice(from))?.[0];
  let to = text.length;
  if (socket !== undefined) {
    const colon = text.indexOf(':', from + socket.length);
    if (colon >= 0) to = colon;
  } else {
    const uri = text.slice(from).search(/[/?]/);
    if (uri >= 0) to = from + uri;
  }
  const start = from + (socket?.length ?? 0);
  const said = text.slice(start, to);
  // A name alone is more likely an upstream.
  if (socket === undefined && /^[a-z][\w.-]*$/i.test(said) && said !== 'localhost') return;
  const address = socket === undefined ? networkAddress(said, defaultPort) : { path: said, host: '', port: 0 };
  const use = addressUse('reference', statement, partOf(file, token, start, to), address);
  if (use && said !== '') uses.push(use);
}

const proxyPass: Reader = (reading) => {
  const token = reading.statement.args[0];
  addHost(reading, token);
  if (!token || reading.subsystem === 'rtmp') return;
  const [before, secure] = /^http(s)?:\/\//i.exec(token.text) ?? [];
  if (reading.subsystem === 'stream') addAddress(reading, token, 0, 0);
  else if (before !== undefined) addAddress(reading, token, before.length, secure === undefined ? 80 : 443);
};

const upstreamServer: Reader = (reading) => {
  const { parent, args } = reading.statement;
  if (args[0] && !reading.statement.body && parent?.name.text !== 'types') addAddress(reading, args[0], 0, 80);
};

const redirect: Reader = (reading) => {
  const token = reading.statement.args[0];
  if (token && /^https?:/i.test(token.text)) addHost(reading, token);
};

/** Values that may end as the host of a `proxy_pass`. */
const value: Reader = (reading) => {
  const [variable, token] = reading.statement.args;
  if (variable?.text.startsWith('$')) addHost(reading, token, variable.text.slice(1).toLowerCase());
};

const named: Reader = (reading) => {
  const { args, name } = reading.statement;
  const token = args.at(-1);
  const isFirst = args.length === 1 && name.text !== 'post_action' && name.text !== 'echo_exec';
  if (!isFirst && token?.text.startsWith('@'))
    add(reading, 'location', 'reference', 'http', token, 1, undefined, { level: 'server' });
};

const namedLocation: Reader = (reading) => {
  const { args } = reading.statement;
  if (args.length === 1 && args[0]?.text.startsWith('@'))
    add(reading, 'location', 'definition', 'http', args[0], 1, undefined, { level: 'server' });
};

const serverNames: Reader = (reading) => {
  for (const token of reading.statement.args)
    if (!/^(?:~|_$)/.test(token.text)) add(reading, 'server name', 'definition', reading.subsystem, token);
};

const healthCheck: Reader = (reading) => {
  for (const token of reading.statement.args)
    if (token.text.startsWith('match=')) add(reading, 'match', 'reference', reading.subsystem, token, 6);
};

const threads: Reader = (reading) => {
  const token = reading.statement.args[0];
  if (token?.text.startsWith('threads=')) add(reading, 'thread pool', 'reference', '', token, 8);
};

const threadPool: Reader = (reading) => add(reading, 'thread pool', 'definition', '', reading.statement.args[0]);

const upstreamList: Reader = (reading) => {
  for (const token of reading.statement.args.slice(1)) addHost(reading, token);
};

const readers = new Map<string, Reader>([
  ['upstream', whole('upstream', 'definition', 0)],
  ['upstream_list', upstreamList],
  ['server', upstreamServer],
  ['proxy_pass', proxyPass],
  ['proxy_redirect', redirect],
  ['location', namedLocation],
  ['error_page', named],
  ['try_files', named],
  ['post_action', named],
  ['echo_exec', named],
  ['log_format', whole('log format', 'definition', 0)],
  ['access_log', whole('log format', 'reference', 1)],
  ['server_name', serverNames],
  ['match', whole('match', 'definition', 0)],
  ['health_check', healthCheck],
  ['thread_pool', threadPool],
  ['aio', threads],
  ['set', value],
  ['limit_req_zone', zone('definition', 'limit_req')],
  ['limit_req', zone('reference', 'limit_req')],
  ['limit_conn_zone', zoneOfSubsystem('definition', 'limit_conn')],
  [
    'limit_conn',
    (reading) => {
      const token = reading.statement.args[0];
      if (!token?.text.includes('$')) add(reading, 'zone', 'reference', `limit_conn ${reading.subsystem}`, token);
    },
  ],
  ['zone', upstreamZone],
  ['ssl_session_cache', sharedCache],
  ['keyval_zone', zoneOfSubsystem('definition', 'keyval')],
  ['keyval', zoneOfSubsystem('reference', 'keyval')],
  ['js_shared_dict_zone', zoneOfSubsystem('definition', 'js')],
  ['session_log_zone', zone('definition', 'session_log')],
  [
    'session_log',
    (reading) => {
      const token = reading.statement.args[0];
      if (token?.text !== 'off') add(reading, 'zone', 'reference', 'session_log', token);
    },
  ],
  [
    'lua_shared_dict',
    (reading) => add(reading, 'zone', 'definition', `lua ${reading.subsystem}`, reading.statement.args[0]),
  ],
  ...['fastcgi', 'scgi', 'uwsgi', 'grpc', 'memcached', 'memc', 'redis2', 'tunnel'].map(
    (protocol) => [`${protocol}_pass`, pass] as const,
  ),
  ...['proxy', 'fastcgi', 'scgi', 'uwsgi'].flatMap((protocol): [string, Reader][] => [
    [`${protocol}_cache_path`, zone('definition', protocol, 'keys_zone=')],
    [
      `${protocol}_cache`,
      (reading) => {
        const token = reading.statement.args[0];
        if (token && token.text !== 'off' && !token.text.includes('$'))
          add(reading, 'cache', 'reference', protocol, token);
      },
    ],
  ]),
]);

/** Where the name of the variable stands that the directive defines. */
function definedAt(name: string, count: number): number {
  switch (name) {
    case 'map':
    case 'num_map':
    case 'split_clients':
    case 'keyval':
      return 1;
    case 'geo':
      return count - 1;
    case 'js_var':
    case 'lua_add_variable':
      return 0;
    default:
      return /^set(?:_|$)|_set$/.test(name) ? 0 : -1;
  }
}

const capture = /\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/g;

const one = 49;
const nine = 57;
const openBrace = 123;
const closeBrace = 125;

/** A variable in the place of the host: its value is looked for among the upstreams. */
const isHost = /^(?:[a-z]+:\/\/)?$/i;

function addVariable(
  { statement, subsystem, uses }: Reading,
  role: Role,
  start: number,
  name: string,
  before?: string,
): void {
  const use: NameUse = {
    start,
    end: start + name.length,
    kind: 'variable',
    role,
    scope: subsystem,
    name: name.toLowerCase(),
    statement,
  };
  if (before !== undefined && statement.name.text.endsWith('_pass') && isHost.test(before)) use.carries = 'upstream';
  uses.push(use);
}

/** The variables in a word, as the program reads it after the quotes are gone. */
function readVariables(reading: Reading, token: Token, role: Role): void {
  if (!token.text.includes('$')) return;
  const { text } = reading.file;
  const { end: limit, quote } = token;
  const begin = token.start + (quote === '' ? 0 : 1);
  for (let at = text.indexOf('$', token.start); at >= 0 && at < limit; at = text.indexOf('$', at + 1)) {
    const isBraced = text.charCodeAt(at + 1) === openBrace;
    const start = isBraced ? at + 2 : at + 1;
    let end = start;
    while (end < limit && isNamePart(text.charCodeAt(end))) end++;
    // `$1` is what a pattern has captured.
    const first = text.charCodeAt(start);
    if (end === start || (first >= one && first <= nine) || (isBraced && text.charCodeAt(end) !== closeBrace)) continue;
    addVariable(reading, role, start, text.slice(start, end), text.slice(begin, at));
  }
}

function readCaptures(reading: Reading, token: Token): void {
  if (!token.text.includes('(?')) return;
  for (const found of reading.file.text.slice(token.start, token.end).matchAll(capture)) {
    const name = found[1] ?? found[2] ?? '';
    addVariable(reading, 'definition', token.start + found.index + found[0].length - 1 - name.length, name);
  }
}

/** Directives whose patterns give their named groups to variables (ngx_http_regex_compile). */
const capturing = new Set([
  'location',
  'server_name',
  'if',
  'rewrite',
  'proxy_redirect',
  'proxy_cookie_domain',
  'proxy_cookie_path',
]);

function isPattern({ name, args }: Statement, index: number): boolean {
  if (args[index]?.text.startsWith('~')) return name.text !== 'if' || index > 1;
  switch (name.text) {
    case 'rewrite':
    case 'fastcgi_split_path_info':
      return index === 0;
    case 'location':
      return index === 1 && (args[0]?.text.startsWith('~') ?? false);
    case 'if':
      return index > 0 && /^!?~\*?$/.test(args[index - 1]?.text ?? '');
    default:
      return false;
  }
}

/** What every variable and every named group has in it. */
const marked = /\$|\(\?/;

function readDirective(reading: Reading): void {
  const { name, args } = reading.statement;
  readers.get(name.text)?.(reading);
  let defined: number | undefined;
  for (let index = 0; index < args.length; index++) {
    const token = args[index];
    // Nothing else is a variable or has a group of a pattern.
    if (!token || !marked.test(token.text)) continue;
    defined ??= definedAt(name.text, args.length);
    if (!isPattern(reading.statement, index))
      readVariables(reading, token, index === defined && token.text.startsWith('$') ? 'definition' : 'reference');
    else if (capturing.has(name.text)) readCaptures(reading, token);
  }
}

/** An entry of a block of data: `key value;`. */
function readEntry(reading: Reading, block: string, owner: Statement | undefined): void {
  const { name, args } = reading.statement;
  if (name.text === 'include') return;
  if (block === 'geoip2') readVariables(reading, name, 'definition');
  else if (block === 'match') for (const token of [name, ...args]) readVariables(reading, token, 'reference');
  if (block !== 'map' && block !== 'num_map' && block !== 'geoip2') {
    if (block === 'split_clients') addValue(reading, owner);
    return;
  }
  if (name.text.startsWith('~')) readCaptures(reading, name);
  for (const token of args) readVariables(reading, token, 'reference');
  if (block === 'map') addValue(reading, owner);
}

function addValue(reading: Reading, owner: Statement | undefined): void {
  const target = owner?.args[1]?.text;
  if (target?.startsWith('$')) addHost(reading, reading.statement.args[0], target.slice(1).toLowerCase());
}

const lua = /\bngx\.(?:(var|shared)(?:\.([A-Za-z_]\w*)|\[\s*["'](\w+)["']\s*\])|exec\(\s*["']@([\w.-]+))/g;

/** What Lua asks of nginx. */
function readLua(reading: Reading): void {
  const { file, statement, subsystem, uses } = reading;
  if (!statement.raw) return;
  const { start, end } = statement.raw;
  for (const found of file.text.slice(start, end).matchAll(lua)) {
    const [text, table, field, key, location] = found;
    const name = field ?? key ?? location ?? '';
    const at = start + found.index + text.lastIndexOf(name);
    const common = { start: at, end: at + name.length, role: 'reference', statement } as const;
    if (location !== undefined) uses.push({ ...common, kind: 'location', name, scope: 'http', level: 'server' });
    else if (table === 'var') addVariable(reading, 'reference', at, name);
    else uses.push({ ...common, kind: 'zone', name, scope: `lua ${subsystem}` });
  }
}

/** Why nginx, or whoever reads it, would take the new name for something else. */
export function refuseName(use: NameUse, wanted: string | undefined): string | undefined {
  const { kind, name } = use;
  if (kind === 'address') return refuseAddress(use, wanted);
  if (kind === 'server name')
    return l10n.t('A server name is known outside of these files, so it cannot be renamed here alone.');
  const own = kind === 'variable' && [name, wanted ?? name].find((candidate) => variableNamed(candidate));
  if (own) return l10n.t('The variable "{0}" is nginx\'s own.', `$${own}`);
  if (wanted === undefined) return undefined;
  if (kind === 'variable')
    return /^[A-Za-z_]\w*$/.test(wanted)
      ? undefined
      : l10n.t('The name of a variable is made of letters, digits and underscores, and no digit begins it.');
  if ((kind === 'log format' && wanted === 'combined') || wanted === 'off')
    return l10n.t('The name "{0}" has a meaning of its own here.', wanted);
  return /^\w[\w.-]*$/.test(wanted)
    ? undefined
    : l10n.t('A name is made of letters, digits, underscores, dots and hyphens here.');
}

/** Every name of the file, in the order of the text. */
export const names = oncePerFile((file): readonly NameUse[] => {
  const uses: NameUse[] = [];
  const visit = (statements: readonly Statement[], context: string, subsystem: string, owner?: Statement): void => {
    const [first] = statements;
    if (!first) return;
    // One for the whole block: no reader keeps it.
    const reading: Reading = { file, statement: first, subsystem, uses };
    for (const statement of statements) {
      reading.statement = statement;
      if (dataBlocks.has(context)) {
        readEntry(reading, context, owner);
        continue;
      }
      readDirective(reading);
      if (isLuaBlock(statement.name.text)) readLua(reading);
      if (statement.body && statement.body.length > 0) {
        const inner = innerContext(statement.name.text, context);
        visit(
          statement.body,
          inner,
          context === 'main' || context === '' ? subsystemOf(inner, subsystem) : subsystem,
          statement,
        );
      }
    }
  };
  const root = file.language.rootContext(file);
  visit(file.tree.statements, root, subsystemOf(root, 'http'));
  return inOrder(uses);
});

/** Most texts are read from the beginning to the end already. */
function inOrder(uses: NameUse[]): NameUse[] {
  const before = (use: NameUse, other: NameUse): number => use.start - other.start || use.end - other.end;
  for (let index = 1; index < uses.length; index++) {
    const [previous, use] = [uses[index - 1], uses[index]];
    if (previous && use && before(previous, use) > 0) return uses.sort(before);
  }
  return uses;
}

export function subsystemOf(context: string, otherwise: string): string {
  return /^(?:http|stream|mail|rtmp)(?= |$)/.exec(context)?.[0] ?? otherwise;
}
