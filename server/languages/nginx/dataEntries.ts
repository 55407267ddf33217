/** The words with a meaning in blocks of data: `default`, `hostnames`, `ranges` … */
import type { Entry, Texts } from '../../types.ts';
import { entries } from './entries.ts';
import records from './reference/data.json';

interface DataRecord {
  name: string;
  syntax: readonly string[];
  docs: Texts;
}

const known = new Map(
  Object.entries(records as Readonly<Record<string, readonly DataRecord[]>>).map(([context, list]) => [
    context,
    list.map((record): Entry => ({ ...record, kind: 'directive', contexts: [context] })),
  ]),
);
const listed = new Map<string, readonly Entry[]>();

/** What may begin an entry of the block: a file, or one of its words. */
export function dataEntries(context: string): readonly Entry[] {
  const found = listed.get(context) ?? [...entries('types'), ...(known.get(context) ?? [])];
  listed.set(context, found);
  return found;
}

export function dataEntry(name: string, context: string): Entry | undefined {
  return known.get(context)?.find((entry) => entry.name === name);
}
