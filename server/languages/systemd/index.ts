/** systemd's units, as far as they are about Gunicorn: its command line, and what that asks of a unit. */
import type { EmbeddedFile, Entry, File, Language, Texts, Tree } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { cursorInIni, parseIni } from '../ini.ts';
import directives from './reference/directives.json';

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
  rules: [],
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

function embedded(file: File): readonly EmbeddedFile[] {
  const options = file.tree.statements.flatMap(({ body }) => body ?? []);
  return options.flatMap(({ name, args: [value] }) =>
    /^Exec(?:Start|Reload|Stop)(?:Pre|Post)?$/.test(name.text) && value ? gunicornCommand(file, value, 'systemd') : [],
  );
}
