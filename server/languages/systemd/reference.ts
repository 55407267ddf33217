/** What is known of sections, keys, values and specifiers, in both languages; the keys that a deployer of Gunicorn meets. */
import type { Entry, Texts } from '../../types.ts';
import { keysOf } from './keys.ts';
import texts from './reference/texts.json';

interface Described {
  docs: Texts;
  guidance?: Texts;
}

interface KeyRecord extends Described {
  section: string;
  form: string;
}

const manual = 'https://www.freedesktop.org/software/systemd/man/latest/';
const directives = `${manual}systemd.directives.html`;
const pages: Readonly<Record<string, string>> = {
  Unit: `${manual}systemd.unit.html#%5BUnit%5D%20Section%20Options`,
  Service: `${manual}systemd.service.html`,
  Socket: `${manual}systemd.socket.html`,
  Install: `${manual}systemd.unit.html#%5BInstall%5D%20Section%20Options`,
};

export const sectionEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(texts.sections as Record<string, Described>).map(([name, { docs }]): [string, Entry] => [
    name,
    {
      name: `[${name}]`,
      kind: 'block',
      syntax: [`[${name}]`],
      contexts: ['main'],
      docs,
      url: pages[name] ?? directives,
    },
  ]),
);

export const keyEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(texts.keys as Record<string, KeyRecord>).map(
    ([name, { section, form, docs, guidance }]): [string, Entry] => [
      name,
      {
        name,
        kind: 'directive',
        syntax: [form],
        contexts: [section],
        origin: `[${section}]`,
        docs,
        ...(guidance && { guidance }),
        url: `${directives}#${name}=`,
      },
    ],
  ),
);

/** By `Key=value`. */
export const valueEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(texts.values as Record<string, Record<string, Described>>).flatMap(([key, values]) =>
    Object.entries(values).map(([value, { docs }]): [string, Entry] => [
      `${key}=${value}`,
      { name: value, kind: 'value', syntax: [`${key}=${value}`], contexts: [], docs, url: `${directives}#${key}=` },
    ]),
  ),
);

/** By `%` and its letter. */
export const specifierEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(texts.specifiers as Record<string, Described>).map(([letter, { docs }]): [string, Entry] => [
    `%${letter}`,
    {
      name: `%${letter}`,
      kind: 'variable',
      syntax: [`%${letter}`],
      contexts: [],
      docs,
      url: `${manual}systemd.unit.html#Specifiers`,
    },
  ]),
);

const listed = new Map<string, readonly Entry[]>();

/** The keys of a section that have texts, those of its own first, then the sections, one of which may begin on any line. */
export function entriesOf(section: string): readonly Entry[] {
  const known = listed.get(section);
  if (known) return known;
  const keys = [...keyEntries.values()].filter(({ name }) => keysOf.get(section)?.has(name));
  const isOwn = ({ contexts }: Entry): number => (contexts.includes(section) ? 0 : 1);
  const list = [...keys.sort((one, other) => isOwn(one) - isOwn(other)), ...sectionEntries.values()];
  listed.set(section, list);
  return list;
}
