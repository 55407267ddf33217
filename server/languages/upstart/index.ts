/** Upstart, which Ubuntu had before systemd. */
import type { EmbeddedFile, Entry, File, Language, OutlineItem, Statement } from '../../types.ts';
import { gunicornArguments, gunicornCommand } from '../gunicorn/command.ts';
import { cursorAt, values } from './completion.ts';
import { format } from './format.ts';
import { parse } from './parse.ts';
import { entry, stanzaEntries } from './reference.ts';
import { upstartRules } from './rules/index.ts';

export const upstart: Language = {
  id: 'upstart',
  title: 'Upstart',
  parse,
  rootContext: () => 'main',
  innerContext: () => '',
  lookup: entry,
  entries: (context) => (context === 'main' ? stanzaEntries : []),
  cursorAt,
  values,
  signatures: ({ kind, name, syntax }) =>
    kind === 'value' ? syntax : syntax.map((form) => `${name} ${form}`.trimEnd()),
  insertion,
  outline,
  embedded,
  format,
  rules: upstartRules,
};

const alone = new Set(['task', 'respawn', 'manual', 'debug']);

function insertion({ name }: Entry): string {
  if (name === 'script') return 'script\n    $0\nend script';
  if (name === 'start' || name === 'stop') return `${name} on $0`;
  return alone.has(name) ? name : `${name} $0`;
}

function outline({ name, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (!/^(?:exec|script|(?:pre|post)-(?:start|stop)|start|stop)$/.test(name.text)) return undefined;
  return { name: name.text, detail: args.map(({ text }) => text).join(' '), kind: 'command' };
}

function embedded(file: File): readonly EmbeddedFile[] {
  const environment = file.tree.statements.flatMap(({ name, args: [variable] }) =>
    name.text === 'env' && variable ? gunicornArguments(file, variable) : [],
  );
  const commands = file.tree.statements.flatMap(({ name, args, raw }) => {
    if (raw) return gunicornCommand(file, raw, 'shell', environment);
    const first = name.text === 'exec' ? args[0] : args[0]?.text === 'exec' ? args[1] : undefined;
    const last = args[args.length - 1];
    return first && last ? gunicornCommand(file, { start: first.start, end: last.end }, 'shell', environment) : [];
  });
  return [...environment, ...commands].sort((one, other) => one.start - other.start);
}
