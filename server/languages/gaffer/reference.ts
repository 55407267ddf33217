/** What gafferd knows of sections and keys; facts and texts are in reference/gaffer.json. */
import type { Entry, Texts } from '../../types.ts';
import data from './reference/gaffer.json';

export interface Key {
  form: string;
  type?: 'int' | 'bool' | 'enum' | 'url';
  default?: string;
  since?: string;
  /** The first version without it. */
  removed?: string;
  docs: Texts;
}

interface Section {
  syntax: string;
  since?: string;
  removed?: string;
  docs: Texts;
  options: Readonly<Record<string, Key>>;
}

const url = 'https://github.com/benoitc/gaffer';

export const sections = new Map(Object.entries(data as Record<string, Section>));

/** What stands before the colon of a header; "" for a section that gafferd does not read. */
export function kindOf(header: string): string {
  const kind = /^[^:]*/.exec(header)?.[0] ?? '';
  const section = sections.get(kind);
  return section && section.syntax.includes(':') === header.includes(':') ? kind : '';
}

/** Those that start a process. */
export function startsProcess(kind: string): boolean {
  return kind === 'process' || kind === 'job';
}

const keys = new Map(
  [...sections].map(([kind, { options }]) => {
    const own = kind === 'job' ? (sections.get('process')?.options ?? {}) : options;
    return [kind, new Map(Object.entries(own))];
  }),
);

export function keysOf(kind: string): ReadonlyMap<string, Key> {
  return keys.get(kind) ?? new Map();
}

export function keyOf(name: string, kind: string): Key | undefined {
  const lower = name.toLowerCase();
  return keysOf(kind).get(kind === 'gaffer' && lower.startsWith('lookupd_address') ? 'lookupd_address' : lower);
}

const sectionEntries = new Map(
  [...sections].map(([kind, { syntax, docs, since }]): [string, Entry] => [
    kind,
    { name: syntax, kind: 'block', syntax: [syntax], contexts: [], docs, ...(since && { since }), url },
  ]),
);

const keyEntries = new Map(
  [...keys].map(([kind, options]): [string, Map<string, Entry>] => [
    kind,
    new Map(
      [...options].map(([name, { form, docs, since, default: usual }]): [string, Entry] => [
        name,
        {
          name,
          kind: 'directive',
          syntax: [form],
          contexts: [sections.get(kind)?.syntax ?? ''],
          ...(usual !== undefined && { default: usual }),
          ...(since && { since }),
          docs,
          url,
        },
      ]),
    ),
  ]),
);

export function sectionEntry(header: string): Entry | undefined {
  return sectionEntries.get(kindOf(header) || header.replace(/:.*$/s, ''));
}

export function keyEntry(name: string, kind: string): Entry | undefined {
  const lower = name.toLowerCase();
  return keyEntries.get(kind)?.get(lower.startsWith('lookupd_address') ? 'lookupd_address' : lower);
}

/** What fits in a section: its keys, and the sections, one of which may begin on any line; nothing that is gone. */
const offered = new Map(
  ['main', ...sections.keys()].map((kind): [string, readonly Entry[]] => [
    kind,
    [
      ...[...(keyEntries.get(kind) ?? [])].flatMap(([name, entry]) => (keyOf(name, kind)?.removed ? [] : entry)),
      ...[...sectionEntries].flatMap(([other, entry]) => (sections.get(other)?.removed ? [] : entry)),
    ],
  ]),
);

export function entries(kind: string): readonly Entry[] {
  return offered.get(kind) ?? offered.get('main') ?? [];
}

/** Python's configparser: getboolean() and getint(). */
export const booleans = /^(?:1|yes|true|on|0|no|false|off)$/i;
export const integer = /^[+-]?\d+(?:_\d+)*$/;
export const levels = ['critical', 'error', 'warning', 'info', 'debug'];

/** What a key takes, for completion. */
export function valuesOf(name: string, kind: string): readonly string[] {
  const type = keyOf(name, kind)?.type;
  if (type === 'bool') return ['true', 'false'];
  if (type === 'enum') return levels;
  const examples: Readonly<Record<string, readonly string[]>> = {
    redirect_output: ['stdout, stderr', 'stdout', 'stderr'],
    bind: ['127.0.0.1:5000', '0.0.0.0:5000'],
    flapping: ['2 1. 7. 5'],
  };
  return examples[name.toLowerCase()] ?? [];
}
