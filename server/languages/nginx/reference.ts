/** What nginx, its Plus edition and the common third-party modules know: records of facts, made by scripts/nginx-reference.mjs. */
import directiveRecords from './reference/directives.json';
import removedRecords from './reference/removed.json';
import variableRecords from './reference/variables.json';

export interface DirectiveRecord {
  module: string;
  /** Absent for what comes with nginx itself. */
  package?: string;
  contexts: string[];
  /** The counts that are allowed, or the least count with a `+`; absent when any count goes. */
  arguments?: number[] | string;
  block?: boolean;
  /** The setter's kind of value: flag, num, size, msec, enum, bitmask … */
  kind?: string;
  /** The function of nginx's source that reads the arguments, where that is no slot of a kind. */
  setter?: string;
  /** The least and the most number; -1 when there is no most. */
  bounds?: [number, number];
  /** The function of nginx's source that looks at the value afterwards. */
  check?: string;
  /** What nginx calls this directive's successor when it calls it obsolete; empty when it is ignored. */
  replaced?: string;
  values?: string[];
  /** nginx refuses it twice on one level. */
  unique?: boolean;
  since?: string;
  syntax?: string[];
  default?: string;
}

export interface VariableRecord {
  subsystem: 'http' | 'stream';
  module?: string;
  package?: string;
  /** The documentation's name for it when it differs, such as `$arg_NAME`. */
  described?: string;
  /** The name is the beginning of many, such as `http_`. */
  prefix?: boolean;
  changeable?: boolean;
}

export const directives = new Map(Object.entries(directiveRecords as unknown as Record<string, DirectiveRecord[]>));
export const variables = new Map(Object.entries(variableRecords as unknown as Record<string, VariableRecord[]>));
/** Directives that the newest nginx no longer has, with the first and last release that had them. */
export const removed = new Map(Object.entries(removedRecords as Record<string, { first: string; last: string }>));

const prefixes = [...variables].filter(([, records]) => records.some((record) => record.prefix)).map(([name]) => name);

/** The records of a variable by its name without the `$`, or of the family that it belongs to (`arg_page` → `arg_`). */
export function variableNamed(name: string): { name: string; records: VariableRecord[] } | undefined {
  const exact = variables.get(name) ?? variables.get(name.toLowerCase());
  if (exact) return { name: variables.has(name) ? name : name.toLowerCase(), records: exact };
  const lower = name.toLowerCase();
  const prefix = prefixes.find((candidate) => lower.startsWith(candidate));
  const records = prefix && variables.get(prefix);
  return prefix && records ? { name: prefix, records } : undefined;
}

export function takes(record: DirectiveRecord, count: number): boolean {
  const allowed = record.arguments;
  if (allowed === undefined) return true;
  return typeof allowed === 'string' ? count >= Number.parseInt(allowed, 10) : allowed.includes(count);
}

/** Blocks whose statements are data, not directives. */
export const dataBlocks: ReadonlySet<string> = new Set([
  'types',
  'map',
  'geo',
  'split_clients',
  'charset_map',
  'num_map',
  'geoip2',
  'match',
]);

export const isLuaBlock = (name: string): boolean => name.endsWith('_by_lua_block');

/** Which context a block opens, by its name and the context it stands in; "" when nothing is known of its inside. */
const inner: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  main: { events: 'events', http: 'http', stream: 'stream', mail: 'mail', rtmp: 'rtmp', mgmt: 'mgmt' },
  http: {
    server: 'server',
    upstream: 'upstream',
    otel_exporter: 'otel_exporter',
    oidc_provider: 'oidc_provider',
    acme_issuer: 'acme_issuer',
  },
  server: { location: 'location', if: 'if in server' },
  location: { location: 'location', if: 'if in location', limit_except: 'limit_except' },
  stream: { server: 'stream server', upstream: 'stream upstream' },
  mail: { server: 'mail server' },
  rtmp: { server: 'rtmp server' },
  'rtmp server': { application: 'rtmp application' },
  'rtmp application': { recorder: 'rtmp recorder' },
};

export function innerContext(name: string, outer: string): string {
  const known = inner[outer]?.[name];
  if (known !== undefined) return known;
  if (dataBlocks.has(name)) return name;
  return isLuaBlock(name) ? 'lua' : '';
}

/** Every context that a file can be read in, from the widest. */
export const contexts = [
  'main',
  'http',
  'server',
  'location',
  'upstream',
  'events',
  'stream',
  'stream server',
  'stream upstream',
  'mail',
  'mail server',
  'if in server',
  'if in location',
  'limit_except',
  'rtmp',
  'rtmp server',
  'rtmp application',
  'rtmp recorder',
  'mgmt',
  'otel_exporter',
  'oidc_provider',
  'acme_issuer',
  'types',
  'map',
  'geo',
  'split_clients',
  'charset_map',
] as const;
