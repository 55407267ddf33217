/** runit: run, finish and check scripts, which a shell reads. */
import type { EmbeddedFile, File, Language, OutlineItem, Statement } from '../../types.ts';
import { gunicornArguments, gunicornCommand } from '../gunicorn/command.ts';
import type { ShellReading } from '../shell/read.ts';
import { cursorAt, values } from './cursor.ts';
import { entries, lookup } from './entries.ts';
import { format } from './format.ts';
import { parse, shellOf } from './parse.ts';
import { runitRules } from './rules/index.ts';

export const runit: Language = {
  id: 'runit',
  title: 'runit',
  parse,
  rootContext: () => 'main',
  innerContext: () => 'main',
  lookup,
  entries,
  cursorAt,
  values,
  signatures: ({ syntax }) => syntax,
  insertion: ({ name }) => `${name} $0`,
  outline,
  embedded,
  format,
  rules: runitRules,
};

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
  const programs = programsIn(shell);
  const commands = shell.commands.flatMap(({ words }) => {
    const [first] = words;
    const last = words[words.length - 1];
    if (!first || !last) return [];
    return gunicornCommand(file, { start: first.start, end: last.end }, 'shell', environment, programs);
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

/** What is set once, to the path of Gunicorn or Python, as it stands or with blanks around the sign. */
function programsIn({ commands }: ShellReading): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const { assignments, words } of commands) {
    const [name, sign, value] = words;
    const spaced = name && value && sign?.text === '=' ? [[name.text, value.text] as const] : [];
    const glued = assignments.map(({ name: { text: variable }, text }) => [variable, text] as const);
    for (const [variable, text] of [...spaced, ...glued]) {
      const path = /([^='"$`]*(?:gunicorn|python)[\d.]*)["']?$/.exec(text)?.[1];
      if (found.has(variable)) twice.add(variable);
      if (path !== undefined) found.set(variable, path);
    }
  }
  for (const variable of twice) found.delete(variable);
  return found;
}
