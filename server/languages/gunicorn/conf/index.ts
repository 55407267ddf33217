/** gunicorn.conf.py, a Python file whose names are Gunicorn's settings. */

import { cursorInStatements } from '../../../cursor.ts';
import type { Cursor, Entry, File, Language, NameUse, OutlineItem, Statement, Suggestion } from '../../../types.ts';
import { refuseAddress } from '../../addresses.ts';
import { bindUses } from '../binds.ts';
import { settingEntry, settings, workerNames } from '../settings.ts';
import type { Literal } from './literals.ts';
import { moduleOf, parse } from './parse.ts';
import { confRules } from './rules/index.ts';

export const gunicorn: Language = {
  id: 'gunicorn',
  title: 'Gunicorn',
  parse,
  rootContext: () => 'main',
  innerContext: () => '',
  lookup: (name) => settingEntry(name),
  entries: () => offered,
  cursorAt,
  values,
  signatures: ({ syntax }) => syntax,
  insertion,
  outline,
  names,
  refuseName: refuseAddress,
  rules: confRules,
};

const usual = [
  'bind',
  'workers',
  'worker_class',
  'threads',
  'timeout',
  'graceful_timeout',
  'accesslog',
  'errorlog',
  'forwarded_allow_ips',
];

/** Settings that people use first, then the others, then hooks. */
const offered: readonly Entry[] = [...settings]
  .filter(([, { commandLineOnly }]) => !commandLineOnly)
  .map(([name, { type }]) => ({
    name,
    rank: usual.includes(name) ? usual.indexOf(name) : type === 'callable' ? 200 : 100,
  }))
  .sort((one, other) => one.rank - other.rank || (one.name < other.name ? -1 : 1))
  .flatMap(({ name }) => settingEntry(name) ?? []);

/** A name begins a line at its left edge; elsewhere Python's own tools know better. */
function cursorAt(file: File, offset: number): Cursor {
  const cursor = cursorInStatements(file, offset);
  if (cursor.role === 'blank') {
    const line = file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset);
    const value = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=\s*$/.exec(line);
    if (value?.[1] !== undefined)
      return { ...cursor, role: 'argument', index: 0, statement: assumed(value[1], offset) };
    const name = /^[A-Za-z_]\w*$/.exec(line);
    if (name) {
      const end = offset + (/^\w*/.exec(file.text.slice(offset, offset + 100))?.[0].length ?? 0);
      const start = offset - line.length;
      return { ...cursor, role: 'name', token: { start, end, text: file.text.slice(start, end), quote: '' } };
    }
    if (line !== '') return { ...cursor, role: 'comment' };
  }
  if (cursor.role === 'argument' && cursor.token) return insideOfValue(file, cursor, offset);
  return cursor;
}

function assumed(name: string, offset: number): Statement {
  const token = { start: offset, end: offset, text: name, quote: '' as const };
  return { start: offset, end: offset, name: token, args: [], parent: undefined };
}

/** The word inside of the quotes is what completion replaces. */
function insideOfValue(file: File, cursor: Cursor, offset: number): Cursor {
  const { token } = cursor;
  const line = file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const open = /(["'])([^"']*)$/.exec(line);
  if (!token || !open) return cursor;
  const start = offset - (open[2]?.length ?? 0);
  const end = offset + (/^[^"'\n]*/.exec(file.text.slice(offset, offset + 200))?.[0].length ?? 0);
  return { ...cursor, part: { start, end, text: file.text.slice(start, end), quote: '"' } };
}

const examples: Readonly<Record<string, readonly string[]>> = {
  bind: ['127.0.0.1:8000', 'unix:/run/gunicorn.sock', '0.0.0.0:8000'],
  accesslog: ['-'],
  errorlog: ['-'],
  forwarded_allow_ips: ['127.0.0.1', '*'],
  worker_tmp_dir: ['/dev/shm'],
  worker_class: [...workerNames, 'uvicorn.workers.UvicornWorker'],
};

function values(_file: File, { statement, part }: Cursor): readonly Suggestion[] {
  const name = statement?.name.text ?? '';
  const record = settings.get(name);
  if (!record) return [];
  if (record.type === 'bool') return part ? [] : ['True', 'False'].map((label) => ({ label, kind: 'value' }));
  if (name === 'umask') return ['0o007', '0o022', '0o027'].map((label) => ({ label, kind: 'value' }));
  if (name === 'workers') return ['multiprocessing.cpu_count() * 2 + 1'].map((label) => ({ label, kind: 'value' }));
  const list = examples[name] ?? record.choices?.map(String) ?? [];
  const isNumber = record.choices?.some((choice) => typeof choice === 'number') ?? false;
  return list.map((label) => ({
    label,
    kind: 'value',
    insert: part?.quote === '"' || isNumber ? label : JSON.stringify(label),
  }));
}

function insertion({ name }: Entry): string {
  const { parameters, type } = settings.get(name) ?? {};
  if (parameters) return `def ${name}(${parameters.join(', ')}):\n    $0`;
  return type === 'dict' ? `${name} = {$0}` : `${name} = $0`;
}

function outline({ name, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  const record = settings.get(name.text);
  if (!record) return undefined;
  const value = args[0]?.text ?? '';
  const detail = value.length > 60 || value.includes('\n') ? '' : value;
  return { name: name.text, detail, kind: record.type === 'callable' ? 'command' : 'directive' };
}

/** What `bind` says, in one text or a list of them. */
function names(file: File): readonly NameUse[] {
  return moduleOf(file).assignments.flatMap(({ name, value }) => {
    if (name.text !== 'bind') return [];
    const statement = file.tree.statements.find((one) => one.name.start === name.start);
    const read = (literal: Literal): NameUse[] => {
      if (literal.kind === 'list') return literal.items.flatMap(read);
      return literal.kind === 'string' && literal.inner && statement
        ? bindUses(literal.text, literal.inner.start, statement)
        : [];
    };
    return read(value.literal);
  });
}
