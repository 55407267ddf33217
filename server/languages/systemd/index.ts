/** systemd's units, as far as they are about Gunicorn: its command line, and what that asks of a unit. */
import type { Edit, Entry, File, FormatStyle, Language, NameUse, OutlineItem, Statement, Tree } from '../../types.ts';
import { addressUse, networkAddress, refuseAddress } from '../addresses.ts';
import { cursorInIni, formatIni, parseIni } from '../ini.ts';
import { embedded } from './commands.ts';
import { partAt, values } from './completion.ts';
import { entriesOf, keyEntries, sectionEntries, specifierEntries, valueEntries } from './reference.ts';
import { systemdRules } from './rules/index.ts';

const dialect = { comments: '#;', inlineComments: '', delimiters: '=', continuation: 'backslash' } as const;

export const systemd: Language = {
  id: 'systemd',
  title: 'systemd',
  parse,
  rootContext: () => 'main',
  innerContext: (statement) => statement.name.text,
  lookup,
  entries: entriesOf,
  cursorAt: cursorInIni,
  partAt,
  values,
  signatures: ({ kind, name, syntax }) => (kind === 'directive' ? syntax.map((form) => `${name}=${form}`) : syntax),
  insertion: ({ kind, name }) => (kind === 'block' ? `${name}\n$0` : `${name}=$0`),
  outline,
  names,
  refuseName: refuseAddress,
  embedded,
  format,
  rules: systemdRules,
};

/** systemd warns of a line that it cannot read, and goes on; a rule tells it. */
function parse(text: string): Tree {
  return { ...parseIni(text, dialect), errors: [] };
}

function lookup(name: string, context: string): Entry | undefined {
  if (name.startsWith('[')) return sectionEntries.get(name.replace(/^\[|\]$/g, ''));
  if (name.startsWith('%')) return specifierEntries.get(name);
  if (name.includes('=')) return valueEntries.get(name);
  return context === 'main' ? sectionEntries.get(name) : keyEntries.get(name);
}

const outlined: ReadonlySet<string> = new Set(['ExecStart', 'ListenStream', 'WantedBy']);

function outline(
  { name, args, body }: Statement,
  context: string,
): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (body) {
    const main = body.find((option) => /^(?:ExecStart|ListenStream|Description)$/.test(option.name.text));
    return { name: name.text, detail: main?.args[0]?.text ?? '', kind: 'section' };
  }
  if (!outlined.has(name.text) || context === 'main') return undefined;
  return { name: name.text, detail: args[0]?.text ?? '', kind: name.text === 'ExecStart' ? 'command' : 'directive' };
}

/** Where a socket listens for its service. */
function names({ text, tree }: File): readonly NameUse[] {
  const sockets = tree.statements.filter(({ name }) => name.text === 'Socket');
  return sockets
    .flatMap(({ body }) => body ?? [])
    .flatMap((statement) => {
      const [value] = statement.args;
      if (statement.name.text !== 'ListenStream' || !value || value.text !== text.slice(value.start, value.end))
        return [];
      const address = value.text.startsWith('/')
        ? { path: value.text, host: '', port: 0 }
        : networkAddress(value.text.replace(/^(?=\d+$)/, ':'), 0);
      return addressUse('definition', statement, value, address) ?? [];
    });
}

/** Blanks behind a backslash stay, for without them the value would go on; and so do those that systemd takes for letters. */
function format(file: File, style: FormatStyle): readonly Edit[] {
  return formatIni(file, style).filter(
    ({ start, end }) => file.text.charAt(start - 1) !== '\\' && /^[ \t\r\n]*$/.test(file.text.slice(start, end)),
  );
}
