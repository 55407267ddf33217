/** Upstart, which Ubuntu had before systemd. */
import type { EmbeddedFile, File, Language, OutlineItem, Statement } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { parse } from './parse.ts';
import { stanzaEntries, stanzaEntry } from './reference.ts';
import { upstartRules } from './rules/index.ts';

export const upstart: Language = {
  id: 'upstart',
  title: 'Upstart',
  parse,
  rootContext: () => 'main',
  innerContext: () => '',
  lookup: (name, context) => (context === 'main' ? stanzaEntry(name) : undefined),
  entries: (context) => (context === 'main' ? stanzaEntries : []),
  signatures: ({ name, syntax }) => syntax.map((form) => `${name} ${form}`.trimEnd()),
  insertion: ({ name }) => (name === 'script' ? 'script\n    $0\nend script' : `${name} $0`),
  outline,
  embedded,
  rules: upstartRules,
};

function outline({ name, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (!/^(?:exec|script|(?:pre|post)-(?:start|stop)|start|stop)$/.test(name.text)) return undefined;
  return { name: name.text, detail: args.map(({ text }) => text).join(' '), kind: 'command' };
}

function embedded(file: File): readonly EmbeddedFile[] {
  return file.tree.statements.flatMap(({ name, args, raw }) => {
    if (raw) return gunicornCommand(file, raw, 'shell');
    const first = name.text === 'exec' ? args[0] : args[0]?.text === 'exec' ? args[1] : undefined;
    const last = args[args.length - 1];
    return first && last ? gunicornCommand(file, { start: first.start, end: last.end }, 'shell') : [];
  });
}
