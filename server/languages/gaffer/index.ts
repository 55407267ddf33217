/** gaffer.ini, as gaffer/gafferd/config.py reads it. */
import type { Cursor, EmbeddedFile, Entry, File, Language, OutlineItem, Statement, Suggestion } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { cursorInIni, formatIni, parseIni } from '../ini.ts';
import { entries, keyEntry, kindOf, sectionEntry, startsProcess, valuesOf } from './reference.ts';
import { gafferRules } from './rules/index.ts';
import { sectionsOf } from './sections.ts';

/** ConfigParser on Python 3, which knows no comment behind a value. */
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
  values,
  signatures: ({ kind, name, syntax }) => (kind === 'directive' ? syntax.map((form) => `${name} = ${form}`) : syntax),
  insertion: ({ name, kind }) => (kind === 'block' ? `${name.replace('NAME', `\${1:name}`)}\n$0` : `${name} = $0`),
  outline,
  embedded,
  format: formatIni,
  rules: gafferRules,
};

function lookup(name: string, context: string): Entry | undefined {
  if (context === 'main' || name.startsWith('[')) return sectionEntry(name.replace(/^\[|\]$/g, ''));
  return keyEntry(name, context);
}

function values(_file: File, { context, statement, token }: Cursor): readonly Suggestion[] {
  if (!statement || statement.body) return [];
  const name = statement.name.text;
  if (name.toLowerCase() === 'cmd' && startsProcess(context))
    return token ? [] : [{ label: 'gunicorn', kind: 'value' }];
  const usual = keyEntry(name, context)?.default?.toLowerCase();
  return valuesOf(name, context).map((label) => ({ label, kind: 'value', detail: label === usual ? 'default' : '' }));
}

function outline({ name, body, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  const command = body?.find((option) => option.name.text.toLowerCase() === 'cmd')?.args[0]?.text ?? '';
  if (body) return { name: name.text, detail: command, kind: 'section' };
  return name.text.toLowerCase() === 'cmd' ? { name: 'cmd', detail: args[0]?.text ?? '', kind: 'command' } : undefined;
}

function embedded(file: File): readonly EmbeddedFile[] {
  return sectionsOf(file).flatMap(({ kind, options }) => {
    const command = options.get('cmd')?.args[0];
    const isShell = /^(?:1|yes|true|on)$/i.test(options.get('shell')?.args[0]?.text ?? '');
    return startsProcess(kind) && command ? gunicornCommand(file, command, isShell ? 'shell' : 'shlex') : [];
  });
}
