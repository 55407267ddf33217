/** systemd's units, as far as they are about Gunicorn: its command line, and what that asks of a unit. */
import type { Entry, Language, Texts, Tree } from '../../types.ts';
import { cursorInIni, parseIni } from '../ini.ts';
import { embedded } from './commands.ts';
import directives from './reference/directives.json';
import { systemdRules } from './rules/index.ts';

const dialect = { comments: '#;', inlineComments: '', delimiters: '=', continuation: 'backslash' } as const;

export const systemd: Language = {
  id: 'systemd',
  title: 'systemd',
  parse,
  rootContext: () => 'main',
  innerContext: (statement) => statement.name.text,
  lookup: (name) => known.get(name),
  entries: (context) => (context === 'main' ? [] : offered),
  cursorAt: cursorInIni,
  signatures: ({ name, syntax }) => syntax.map((form) => `${name}=${form}`),
  insertion: ({ name }) => `${name}=$0`,
  embedded,
  rules: systemdRules,
};

/** systemd warns of a line that it cannot read, and goes on. */
function parse(text: string): Tree {
  return { ...parseIni(text, dialect), errors: [] };
}

const known = new Map(
  Object.entries(directives as Record<string, { form: string; docs: Texts; guidance?: Texts }>).map(
    ([name, { form, docs, guidance }]): [string, Entry] => [
      name,
      {
        name,
        kind: 'directive',
        syntax: [form],
        contexts: [],
        docs,
        ...(guidance && { guidance }),
        url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.directives.html',
      },
    ],
  ),
);
const offered = [...known.values()];
