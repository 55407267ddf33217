/** runit: run, finish and check scripts, which a shell reads. */
import type { EmbeddedFile, Entry, File, Language, OutlineItem, Statement } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { parse } from './parse.ts';
import programs from './reference/programs.json';
import { runitRules } from './rules/index.ts';

export const runit: Language = {
  id: 'runit',
  title: 'runit',
  parse,
  rootContext: () => 'main',
  innerContext: () => '',
  lookup: (name) => known.get(name.replace(/^.*\//, '')),
  entries: () => offered,
  signatures: ({ syntax }) => syntax,
  insertion: ({ name }) => `${name} $0`,
  outline,
  embedded,
  rules: runitRules,
};

const known = new Map(
  Object.entries(programs as Record<string, Pick<Entry, 'docs' | 'guidance' | 'syntax' | 'url'>>).map(
    ([name, facts]) => [name, { name, kind: 'directive', contexts: [], ...facts } as Entry],
  ),
);
const offered = [...known.values()];

function outline({ name, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (name.text !== 'exec') return undefined;
  return { name: 'exec', detail: args.map(({ text }) => text).join(' '), kind: 'command' };
}

function embedded(file: File): readonly EmbeddedFile[] {
  return gunicornCommand(file, { start: 0, end: file.text.length }, 'shell');
}
