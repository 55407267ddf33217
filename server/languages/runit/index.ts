/** runit: run, finish and check scripts, which a shell reads. */
import type { EmbeddedFile, Entry, File, Language, OutlineItem, Statement } from '../../types.ts';
import { gunicornArguments, gunicornCommand } from '../gunicorn/command.ts';
import { parse, shellOf } from './parse.ts';
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

/** Functions, and what the script becomes in the end. */
function outline({ name, args, body }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (body) return isFunction(name.text) ? { name: name.text, detail: '', kind: 'block' } : undefined;
  if (name.text !== 'exec' || args.length === 0) return undefined;
  return { name: 'exec', detail: args.map(({ text }) => text).join(' '), kind: 'command' };
}

const keywords = new Set(['if', 'for', 'while', 'until', 'select', 'case', '{', '(']);

function isFunction(name: string): boolean {
  return !keywords.has(name);
}

/** Gunicorn wherever a command runs it; in what no shell reads, wherever it looks like that. */
function embedded(file: File): readonly EmbeddedFile[] {
  const shell = shellOf(file);
  if (!shell) return gunicornCommand(file, { start: 0, end: file.text.length }, 'shell');
  const environment = shell.commands.flatMap(({ words, assignments }) => [
    ...assignments.flatMap((assignment) => gunicornArguments(file, assignment)),
    ...(words[0]?.text === 'export' ? words.flatMap((word) => gunicornArguments(file, word)) : []),
  ]);
  const commands = shell.commands.flatMap(({ words }) => {
    const [first] = words;
    const last = words[words.length - 1];
    return first && last ? gunicornCommand(file, { start: first.start, end: last.end }, 'shell', environment) : [];
  });
  const pieces = [...environment, ...commands];
  let end = 0;
  return pieces
    .sort((one, other) => one.start - other.start)
    .filter((piece) => {
      const isApart = piece.start >= end;
      if (isApart) ({ end } = piece);
      return isApart;
    });
}
