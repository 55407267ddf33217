/** What is known of stanzas, one entry each. */
import type { Entry, Statement, Texts } from '../../types.ts';
import records from './reference/stanzas.json';

interface StanzaRecord {
  form: string;
  docs: Texts;
  guidance?: Texts;
}

const known = new Map(
  Object.entries(records as Record<string, StanzaRecord>).map(([name, { form, docs, guidance }]): [string, Entry] => [
    name,
    {
      name,
      kind: 'directive',
      syntax: form.split(' | '),
      contexts: [],
      docs,
      ...(guidance && { guidance }),
      url: `https://upstart.ubuntu.com/cookbook/#${name}`,
    },
  ]),
);

export const stanzaEntries: readonly Entry[] = [...known.values()];

export function stanzaEntry(name: string): Entry | undefined {
  return known.get(name);
}

/** The form that fits a stanza, with its name: `respawn limit <count> <seconds>`. */
export function formOf({ name, args }: Statement): string {
  const forms = known.get(name.text)?.syntax ?? [];
  const first = args[0]?.text ?? '';
  const form = forms.find((one) => first !== '' && one.replace(/^\[/, '').startsWith(`${first} `)) ?? forms.join(' | ');
  return `${name.text} ${form.replace(/^\[(.*)\]$/, '$1')}`.trimEnd();
}
