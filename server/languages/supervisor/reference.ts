/** What supervisor's options.py knows of sections, options and expansions; facts and texts are in reference/supervisor.json. */
import type { Entry, Texts } from '../../types.ts';
import data from './reference/supervisor.json';

export interface OptionRecord {
  type: string;
  default?: string;
  since?: string;
  required?: boolean;
  values?: string[];
  minimum?: number;
  maximum?: number;
  docs: Texts;
  guidance?: Texts;
}

export interface SectionRecord {
  syntax: string;
  docs: Texts;
  guidance?: Texts;
  options: Record<string, OptionRecord>;
}

export const sections = new Map(Object.entries(data.sections as Record<string, SectionRecord>));
export const expansions = new Map(
  Object.entries(data.expansions as Record<string, { since: string | null; docs: Texts }>),
);

/** Sections whose kind stands before a colon and a name. */
export const named: ReadonlySet<string> = new Set([
  'program',
  'group',
  'fcgi-program',
  'eventlistener',
  'rpcinterface',
  'ctlplugin',
]);

/** Those that start a process, and take a program's options. */
export const programs: ReadonlySet<string> = new Set(['program', 'fcgi-program', 'eventlistener']);

/** The kind of a section by what stands between its brackets; "" for one that supervisor does not read. */
export function kindOf(header: string): string {
  const colon = header.indexOf(':');
  const kind = colon < 0 ? header : header.slice(0, colon);
  // Any section whose name begins so is one of a server (_parse_servernames).
  const server = /^(?:unix|inet)_http_server/.exec(header)?.[0];
  if (server !== undefined) return server;
  return sections.has(kind) && named.has(kind) === colon >= 0 ? kind : '';
}

const records = new Map(
  [...sections].map(([kind, { options }]) => [
    kind,
    new Map(Object.entries({ ...options, ...(programs.has(kind) && sections.get('program')?.options), ...options })),
  ]),
);

/** The options of a kind of section by their names in lower case. */
export function optionRecords(kind: string): ReadonlyMap<string, OptionRecord> | undefined {
  return records.get(kind);
}

export function optionRecord(name: string, kind: string): OptionRecord | undefined {
  return records.get(kind)?.get(name.toLowerCase());
}

/** The section's own first. */
export function optionNames(kind: string): readonly string[] {
  return [...(records.get(kind)?.keys() ?? [])];
}

const manual = 'https://supervisord.org/configuration.html';

const entries = new Map<string, Entry>();

function remembered(key: string, make: () => Entry | undefined): Entry | undefined {
  const known = entries.get(key);
  if (known) return known;
  const made = make();
  if (made) entries.set(key, made);
  return made;
}

export function sectionEntry(kind: string): Entry | undefined {
  return remembered(`[${kind}`, () => {
    const record = sections.get(kind);
    if (!record) return undefined;
    const { syntax, docs, guidance } = record;
    return {
      name: named.has(kind) ? `[${kind}:` : syntax,
      kind: 'block',
      syntax: [syntax],
      contexts: [],
      docs,
      ...(guidance && { guidance }),
      url: `${manual}#${kind.replaceAll('_', '-')}${named.has(kind) ? '-x' : ''}-section-settings`,
    };
  });
}

export function optionEntry(name: string, kind: string): Entry | undefined {
  const key = name.toLowerCase();
  return remembered(`${kind} ${key}`, () => {
    const record = optionRecord(key, kind);
    if (!record) return undefined;
    return {
      name: key,
      kind: 'directive',
      syntax: [formOf(record)],
      contexts: [sections.get(kind)?.syntax ?? ''],
      ...(record.values && { values: record.values }),
      ...(record.default !== undefined && { default: record.default }),
      ...(record.since && { since: record.since }),
      docs: record.docs,
      ...(record.guidance && { guidance: record.guidance }),
      url: sectionEntry(kind)?.url ?? manual,
    };
  });
}

export function expansionEntry(name: string): Entry | undefined {
  const record = expansions.get(name) ?? (name.startsWith('ENV_') ? expansions.get('ENV_') : undefined);
  if (!record) return undefined;
  return remembered(`% ${name}`, () => ({
    name: `%(${name})s`,
    kind: 'variable',
    syntax: [name === 'process_num' || name === 'numprocs' ? `%(${name})d` : `%(${name})s`],
    contexts: [],
    ...(record.since && { since: record.since }),
    docs: record.docs,
    url: `${manual}#environment-variables`,
  }));
}

/** The value of an option as a form. */
function formOf({ type, values }: OptionRecord): string {
  if (values) return values.length > 8 ? '<EVENT>, …' : values.join(' | ');
  return forms[type] ?? '<value>';
}

const forms: Readonly<Record<string, string>> = {
  bool: 'true | false',
  int: '<number>',
  byte_size: '<number>[KB|MB|GB]',
  octal: '<octal>',
  signal: 'TERM | HUP | INT | QUIT | KILL | USR1 | USR2',
  command: '<command>',
  env_pairs: 'KEY="value",…',
  logfile: '<path> | AUTO | NONE',
  list_of_exit_codes: '<number>,…',
  host_port: '<host>:<port>',
  user: '<user>',
  'user[:group]': '<user>[:<group>]',
  path: '<path>',
  existing_dir: '<folder>',
  path_in_existing_dir: '<path>',
  space_separated_globs: '<path> …',
  comma_list_of_program_names: '<program>,…',
  tcp_or_unix_url: 'tcp://<host>:<port> | unix://<path>',
  url_http_or_unix: 'http://<host>:<port> | unix://<path>',
  url_or_AUTO: 'AUTO | <url>',
  entry_point_ref: '<module>:<function>',
};
