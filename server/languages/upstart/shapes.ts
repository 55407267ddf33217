/** The arguments of each stanza, as Upstart 1.13's parse_job.c reads them. */
import type { ValueKind } from './values.ts';

/** Values in their order; what is written there is the stanza's whole rest. */
export interface Shape {
  values: readonly ValueKind[];
  /** How many must be there; all when absent. */
  least?: number;
  /** The last one may come again. */
  repeats?: boolean;
  /** Where the first value is this word, nothing follows it. */
  alone?: string;
}

export type Stanza =
  | Shape
  /** A word that says which shape follows; `undefined` for none at all. */
  | { forms: ReadonlyMap<string, Shape>; bare?: Shape; isDequoted?: boolean }
  | 'nothing'
  /** Takes nothing, and what stands behind it on the line is a stanza again. */
  | 'next'
  | 'command'
  | 'script'
  | 'process'
  | 'events';

const text: Shape = { values: ['text'] };
const process = 'process';
const forms = (shapes: Readonly<Record<string, Shape>>): ReadonlyMap<string, Shape> => new Map(Object.entries(shapes));

export const stanzas: ReadonlyMap<string, Stanza> = new Map(
  Object.entries<Stanza>({
    description: text,
    author: text,
    version: text,
    usage: text,
    instance: text,
    env: text,
    chroot: text,
    chdir: text,
    setuid: text,
    setgid: text,
    emits: { values: ['text'], repeats: true },
    export: { values: ['text'], repeats: true },
    start: 'events',
    stop: 'events',
    manual: 'next',
    debug: 'next',
    exec: 'command',
    script: 'script',
    'pre-start': process,
    'post-start': process,
    'pre-stop': process,
    'post-stop': process,
    task: 'nothing',
    expect: { values: ['expectation'] },
    console: { values: ['console'] },
    respawn: { forms: forms({ limit: { values: ['count', 'seconds'], alone: 'unlimited' } }), bare: { values: [] } },
    normal: { forms: forms({ exit: { values: ['exit status'], repeats: true } }) },
    kill: { forms: forms({ timeout: { values: ['seconds'] }, signal: { values: ['signal'] } }) },
    reload: { forms: forms({ signal: { values: ['signal'] } }) },
    apparmor: { forms: forms({ load: text, switch: text }) },
    umask: { values: ['mask'] },
    nice: { values: ['nice'] },
    oom: { forms: forms({ score: { values: ['oom score'] } }), bare: { values: ['oom adjustment'] }, isDequoted: true },
    limit: { values: ['resource', 'limit', 'limit'] },
    cgroup: { values: ['text', 'text', 'text', 'text'], least: 1 },
  }),
);

/** The shape that the first words of a stanza lead to, and how many of them are its words rather than values. */
export function shapeFor(name: string, first: string | undefined): { shape: Shape; words: number } | undefined {
  const stanza = stanzas.get(name);
  if (stanza === undefined || typeof stanza === 'string') return undefined;
  if (!('forms' in stanza)) return { shape: stanza, words: 0 };
  const form = first === undefined ? undefined : stanza.forms.get(first);
  if (form) return { shape: form, words: 1 };
  const { bare } = stanza;
  return bare && (first === undefined || bare.values.length > 0) ? { shape: bare, words: 0 } : undefined;
}
