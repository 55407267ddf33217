/** gaffer.ini, as gaffer/gafferd/config.py reads it. */
import type { EmbeddedFile, Entry, File, Language, OutlineItem, Statement, Texts } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { cursorInIni, formatIni, parseIni } from '../ini.ts';
import reference from './reference/gaffer.json';
import { gafferRules } from './rules.ts';

const dialect = { comments: '#;', inlineComments: '', delimiters: '=:', continuation: 'indentation' } as const;

export const gaffer: Language = {
  id: 'gaffer',
  title: 'Gaffer',
  parse: (text) => parseIni(text, dialect),
  rootContext: () => 'main',
  innerContext: (statement) => kindOf(statement.name.text),
  lookup,
  entries,
  cursorAt: cursorInIni,
  signatures: ({ kind, name, syntax }) => (kind === 'directive' ? syntax.map((form) => `${name} = ${form}`) : syntax),
  insertion: ({ name, kind }) => (kind === 'block' ? `${name}\n$0` : `${name} = $0`),
  outline,
  embedded,
  format: formatIni,
  rules: gafferRules,
};

interface Section {
  syntax: string;
  docs: Texts;
  options: Record<string, { form: string; default?: string; docs: Texts }>;
}

const url = 'https://github.com/benoitc/gaffer';
const sections = new Map(Object.entries(reference as Record<string, Section>));
const sectionEntries = new Map(
  [...sections].map(([kind, { syntax, docs }]): [string, Entry] => [
    kind,
    { name: syntax, kind: 'block', syntax: [syntax], contexts: [], docs, url },
  ]),
);
const optionEntries = new Map(
  [...sections].map(([kind, { options, syntax }]): [string, Map<string, Entry>] => [
    kind,
    new Map(
      Object.entries(options).map(([name, { form, docs, ...facts }]): [string, Entry] => [
        name,
        { name, kind: 'directive', syntax: [form], contexts: [syntax], ...facts, docs, url },
      ]),
    ),
  ]),
);
const listed = new Map(
  ['main', ...sections.keys()].map((kind): [string, readonly Entry[]] => [
    kind,
    [...(optionEntries.get(kind)?.values() ?? []), ...sectionEntries.values()],
  ]),
);

function kindOf(header: string): string {
  return /^[^:]*/.exec(header)?.[0] ?? '';
}

function lookup(name: string, context: string): Entry | undefined {
  if (context === 'main') return sectionEntries.get(kindOf(name.replace(/^\[|\]$/g, '')));
  return optionEntries.get(context)?.get(name.toLowerCase());
}

function entries(context: string): readonly Entry[] {
  return listed.get(context) ?? listed.get('main') ?? [];
}

function outline({ name, body, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (body) return { name: name.text, detail: '', kind: 'section' };
  return name.text.toLowerCase() === 'cmd' ? { name: 'cmd', detail: args[0]?.text ?? '', kind: 'command' } : undefined;
}

function embedded(file: File): readonly EmbeddedFile[] {
  const options = file.tree.statements.flatMap(({ body }) => body ?? []);
  return options.flatMap(({ name, args: [value] }) =>
    name.text.toLowerCase() === 'cmd' && value ? gunicornCommand(file, value, 'shlex') : [],
  );
}
