/** What is known of stanzas, the words and values in them, and events: one entry each. */
import type { Entry, Statement, Texts } from '../../types.ts';
import eventRecords from './reference/events.json';
import stanzaRecords from './reference/stanzas.json';
import wordRecords from './reference/words.json';

interface Known {
  docs: Texts;
  guidance?: Texts;
  since?: string;
  default?: string;
}

interface EventRecord extends Known {
  /** In the order in which values without a name stand for them. */
  variables?: readonly string[];
  /** Known to the init of a user's session alone. */
  session?: boolean;
}

const manual = 'https://manpages.ubuntu.com/manpages/trusty';

function entryOf(name: string, kind: Entry['kind'], syntax: readonly string[], url: string, record: Known): Entry {
  const { docs, guidance, since, default: usual } = record;
  return {
    name,
    kind,
    syntax,
    contexts: [],
    docs,
    url,
    ...(guidance && { guidance }),
    ...(since !== undefined && { since }),
    ...(usual !== undefined && { default: usual }),
  };
}

const stanzas = new Map(
  Object.entries(stanzaRecords as Record<string, Known & { forms: readonly string[] }>).map(
    ([name, record]): [string, Entry] => [
      name,
      entryOf(name, 'directive', record.forms, `${manual}/man5/init.5.html`, record),
    ],
  ),
);

/** The words that have a meaning behind a stanza, by its name; operators stand under `event`, names of signals under `signal`. */
const words = new Map(
  Object.entries(wordRecords as Record<string, Record<string, Known>>).map(
    ([context, records]): [string, Map<string, Entry>] => [
      context,
      new Map(
        Object.entries(records).map(([name, record]) => [
          name,
          entryOf(name, 'value', [formOfWord(context, name)], `${manual}/man5/init.5.html`, record),
        ]),
      ),
    ],
  ),
);

const events = new Map(
  Object.entries(eventRecords as Record<string, EventRecord>).map(([name, record]): [string, Entry] => [
    name,
    entryOf(
      name,
      'value',
      [[name, ...(record.variables ?? []).map((variable) => `${variable}=…`)].join(' ')],
      `${manual}/man7/upstart-events.7.html`,
      record,
    ),
  ]),
);

export const stanzaEntries: readonly Entry[] = [...stanzas.values()];
export const eventEntries: readonly Entry[] = [...events.values()];

function formOfWord(context: string, name: string): string {
  if (context === 'event' || context === 'signal') return name;
  const forms = (stanzaRecords as Record<string, { forms: readonly string[] }>)[context]?.forms ?? [];
  const form = forms.find((one) => one === name || one.startsWith(`${name} `)) ?? name;
  return context === 'limit' && name !== 'unlimited' ? `limit ${name} <soft> <hard>` : `${context} ${form}`;
}

/** In the context of a stanza its words; else stanzas. */
export function entry(name: string, context: string): Entry | undefined {
  if (context === 'main') return stanzas.get(name);
  if (context === 'event') {
    const known = words.get('event')?.get(name) ?? events.get(name) ?? deviceEvent(name);
    return known ?? (name === 'start' || name === 'stop' ? stanzas.get(name) : undefined);
  }
  const word = words.get(context)?.get(context === 'signal' ? name.replace(/^SIG/, '') : name);
  return word ?? (isOwner(name, context) ? stanzas.get(name) : undefined);
}

/** Whether the context is one of the stanza's own words, where its forms are asked for. */
function isOwner(name: string, context: string): boolean {
  if (context === 'signal') return /^(?:kill|reload|normal)$/.test(name);
  return name === context;
}

export function wordEntries(context: string): readonly Entry[] {
  return [...(words.get(context)?.values() ?? [])];
}

/** The variables of an event, in their order. */
export function variablesOf(event: string): readonly string[] {
  return (eventRecords as Record<string, EventRecord>)[event]?.variables ?? [];
}

export function isEvent(name: string): boolean {
  return events.has(name) || deviceEvent(name) !== undefined || name.startsWith(':sys:');
}

/** The udev bridge sends one for each subsystem of the kernel. */
function deviceEvent(name: string): Entry | undefined {
  const [, subsystem, action] = /^(\w[\w-]*)-device-(added|removed|changed|up|down)$/.exec(name) ?? [];
  if (subsystem === undefined || action === undefined) return undefined;
  return entryOf(name, 'value', [name], `${manual}/man7/upstart-events.7.html`, {
    docs: {
      en: `The udev bridge sends it for devices of the kernel's subsystem \`${subsystem}\`: \`${action}\`.`,
      'zh-cn': `udev 桥为内核子系统 \`${subsystem}\` 的设备发出的事件：\`${action}\`。`,
    },
  });
}

/** The form that fits a stanza, with its name and without what may be left out: `respawn limit <count> <seconds>`. */
export function formOf({ name, args }: Statement): string {
  const forms = (stanzas.get(name.text)?.syntax ?? []).filter((form) => form !== '');
  const first = args[0]?.text ?? '';
  const fitting = first === '' ? undefined : forms.find((form) => form.startsWith(`${first} `));
  // Where words lead to the forms, all are told; else the first, for the others are its variants.
  const form = fitting ?? (forms[0]?.startsWith('<') ? forms[0] : forms.join(' | '));
  return `${name.text} ${form.replace(/ \[.*$/, '')}`.trimEnd();
}
