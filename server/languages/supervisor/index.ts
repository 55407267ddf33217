/** supervisor: its files as its own options.py reads them. */

import type {
  Cursor,
  EmbeddedFile,
  Entry,
  File,
  Language,
  NameUse,
  OutlineItem,
  Statement,
  Suggestion,
  Token,
} from '../../types.ts';
import { addressUse, networkAddress, refuseAddress } from '../addresses.ts';
import { argumentsBetween, gunicornCommand } from '../gunicorn/command.ts';
import { cursorInIni, formatIni, parseIni } from '../ini.ts';
import { expansionsIn } from './expansions.ts';
import { includes, links } from './includes.ts';
import { optionsOfType, sectionsOf } from './options.ts';
import {
  expansionEntry,
  expansions,
  kindOf,
  optionEntry,
  optionNames,
  optionRecord,
  programs,
  sectionEntry,
  sections,
} from './reference.ts';
import { supervisorRules } from './rules/index.ts';
import { valuesOf } from './values.ts';

/** UnhosedConfigParser on Python 3, where both signs begin a comment behind a value. */
const dialect = { comments: '#;', inlineComments: ';#', delimiters: '=:', continuation: 'indentation' } as const;

export const supervisor: Language = {
  id: 'supervisor',
  title: 'Supervisor',
  parse: (text) => parseIni(text, dialect),
  rootContext: () => 'main',
  innerContext: (statement) => kindOf(statement.name.text),
  lookup,
  entries,
  cursorAt: cursorInIni,
  partAt,
  values,
  signatures: ({ kind, name, syntax }) => (kind === 'directive' ? syntax.map((form) => `${name}=${form}`) : syntax),
  insertion,
  outline,
  links,
  includes,
  names,
  refuseName: refuseAddress,
  embedded,
  format: formatIni,
  rules: supervisorRules,
};

function lookup(name: string, context: string): Entry | undefined {
  if (name.startsWith('['))
    return sectionEntry(kindOf(name.replace(/^\[|\]$/g, '')) || name.slice(1).replace(/:$/, ''));
  const expansion = /^%\(([^)]*)\)/.exec(name)?.[1];
  if (expansion !== undefined) return expansionEntry(expansion);
  return context === 'main' ? sectionEntry(kindOf(name)) : optionEntry(name, context);
}

const known = new Map<string, readonly Entry[]>();

/** The options of a section, then the sections, one of which may begin on any line. */
function entries(context: string): readonly Entry[] {
  const listed = known.get(context);
  if (listed) return listed;
  const own = optionNames(context).flatMap((name) => optionEntry(name, context) ?? []);
  const list = [...own, ...[...sections.keys()].flatMap((kind) => sectionEntry(kind) ?? [])];
  known.set(context, list);
  return list;
}

function partAt(file: File, token: Token, offset: number): Token | undefined {
  const source = file.text.slice(token.start, token.end);
  const found = expansionsIn(source, token.start).find(({ start, end }) => start < offset && offset <= end);
  // One that is being written has no end yet.
  const open = /%\(\w*$/.exec(file.text.slice(token.start, offset));
  const span = found?.name === undefined && open ? { start: token.start + open.index, end: offset } : found;
  return span && { start: span.start, end: span.end, text: file.text.slice(span.start, span.end), quote: '' };
}

function values(file: File, { context, statement, part, token }: Cursor): readonly Suggestion[] {
  if (!statement || statement.body) return [];
  if (part) {
    const names = programs.has(context) ? [...expansions.keys()] : ['here', 'host_node_name', 'ENV_'];
    return names.flatMap((name) => {
      const entry = expansionEntry(name);
      return entry ? [{ label: entry.syntax[0] ?? entry.name, kind: 'variable' as const, entry }] : [];
    });
  }
  const record = optionRecord(statement.name.text, context);
  if (!record) return [];
  if (record.type === 'comma_list_of_program_names') return token ? [] : programNames(file);
  return valuesOf(record).map((label) => ({ label, kind: 'value', detail: label === record.default ? 'default' : '' }));
}

function programNames(file: File): Suggestion[] {
  return file.tree.statements
    .filter((statement) => programs.has(kindOf(statement.name.text)))
    .map((statement) => ({ label: statement.name.text.replace(/^[^:]*:/, ''), kind: 'reference' }));
}

function insertion({ name, kind, syntax }: Entry): string {
  if (kind !== 'block') return `${name}=$0`;
  return name.endsWith(':') ? `${name}\${1:name}]\n$0` : `${syntax[0] ?? name}\n$0`;
}

const outlined = new Set(['command', 'programs', 'files', 'socket', 'port', 'file']);

function outline(
  { name, args, body }: Statement,
  context: string,
): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  if (body) {
    const command = body.find((option) => option.name.text.toLowerCase() === 'command')?.args[0]?.text ?? '';
    return { name: name.text, detail: command, kind: 'section' };
  }
  const key = name.text.toLowerCase();
  if (!outlined.has(key) || context === 'main') return undefined;
  return { name: key, detail: args[0]?.text ?? '', kind: key === 'command' ? 'command' : 'directive' };
}

function embedded(file: File): readonly EmbeddedFile[] {
  const environment = optionsOfType(file, 'env_pairs').flatMap(({ section, value }) =>
    environmentArguments(file, value).map((piece) => ({ section, piece })),
  );
  const commands = optionsOfType(file, 'command').flatMap(({ section, value }) =>
    gunicornCommand(
      file,
      value,
      'shlex',
      environment.flatMap((one) => (one.section === section ? one.piece : [])),
    ),
  );
  if (environment.length === 0) return commands;
  return [...environment.map(({ piece }) => piece), ...commands].sort((one, other) => one.start - other.start);
}

/** What `GUNICORN_CMD_ARGS="…"` holds among the variables. */
function environmentArguments(file: File, { start, end }: Token): readonly EmbeddedFile[] {
  const source = file.text.slice(start, end);
  const found = /(?:^|[\s,])GUNICORN_CMD_ARGS[ \t]*=[ \t]*(["'])/.exec(source);
  const from = found ? found.index + found[0].length : 0;
  const close = found ? source.indexOf(found[1] ?? '', from) : -1;
  return close < 0 ? [] : argumentsBetween(file, { start: start + from, end: start + close });
}

/** Where supervisord itself listens. */
function names(file: File): readonly NameUse[] {
  const listening = sectionsOf(file).filter(({ kind }) => kind === 'inet_http_server' || kind === 'unix_http_server');
  const given = listening.flatMap(({ options }) => [...options.values()]);
  return given.flatMap(({ kind, statement, value }) => {
    if (!value || value.text !== file.text.slice(value.start, value.end)) return [];
    const name = statement.name.text.toLowerCase();
    if (kind === 'inet_http_server' && name === 'port') {
      const port = /^\d+$/.test(value.text) ? `:${value.text}` : value.text.replace(/^\*(?=:)/, '');
      return addressUse('definition', statement, value, networkAddress(port, 9001)) ?? [];
    }
    if (kind !== 'unix_http_server' || name !== 'file') return [];
    return addressUse('definition', statement, value, { path: value.text, host: '', port: 0 }) ?? [];
  });
}
