/** What fits in a value, and which piece of it stands under the cursor. */
import type { Cursor, File, Project, Statement, Suggestion, Token } from '../../types.ts';
import { choicesOf, keysOf } from './keys.ts';
import { specifierEntries, valueEntries } from './reference.ts';
import { baseOf } from './unit.ts';

/** A specifier, a value with a text of its own, or the word of a list. */
export function partAt(file: File, token: Token, offset: number): Token | undefined {
  const source = file.text.slice(token.start, token.end);
  const at = offset - token.start;
  for (const from of [at - 2, at - 1, at]) {
    const isOwn = source.charAt(from) === '%' && source.charAt(from - 1) !== '%';
    if (from >= 0 && isOwn && /^%(?:[A-Za-z%]|$|\s)/.test(source.slice(from, from + 2)))
      return part(token, from, source.slice(from, from + 2).trimEnd());
  }
  const option = file.tree.statements
    .flatMap(({ body }) => body ?? [])
    .find(({ start, end }) => start <= token.start && token.end <= end);
  const key = option?.name.text ?? '';
  if (valueEntries.has(`${key}=${token.text}`)) return { ...token, text: `${key}=${token.text}` };
  if (!/\s/.test(source)) return undefined;
  let from = at;
  while (from > 0 && !/\s/.test(source.charAt(from - 1))) from--;
  let to = at;
  while (to < source.length && !/\s/.test(source.charAt(to))) to++;
  return part(token, from, source.slice(from, to));
}

function part({ start }: Token, from: number, text: string): Token {
  return { start: start + from, end: start + from + text.length, text, quote: '' };
}

const signals = ['TERM', 'INT', 'QUIT', 'HUP', 'KILL', 'USR1', 'USR2', 'WINCH'];
const outputs = ['journal', 'null', 'inherit', 'append:/', 'file:/', 'truncate:/'];
const targets = ['multi-user.target', 'sockets.target', 'default.target', 'graphical.target'];
const others = [
  'network.target',
  'network-online.target',
  'postgresql.service',
  'mysql.service',
  'redis-server.service',
];

export function values(
  file: File,
  { context, statement, part: piece }: Cursor,
  project: Project,
): readonly Suggestion[] {
  if (!statement || statement.body) return [];
  if (piece?.text.startsWith('%'))
    return [...specifierEntries.values()].map((entry) => ({ label: entry.name, kind: 'variable', entry }));
  const key = statement.name.text;
  return valuesOf(file, context, statement, project).map((label) => {
    const entry = valueEntries.get(`${key}=${label}`);
    return { label, kind: 'value', ...(entry && { entry }) };
  });
}

function valuesOf(
  file: File,
  section: string,
  { name: { text: key } }: Statement,
  project: Project,
): readonly string[] {
  const units = (ending: string): string[] => [
    ...new Set(
      project
        .files()
        .filter((other) => other !== file && other.language === file.language)
        .map(baseOf)
        .filter((name) => name.endsWith(ending)),
    ),
  ];
  if (key === 'WantedBy' || key === 'RequiredBy') return targets;
  if (key === 'Sockets') return units('.socket');
  if (key === 'Service' && section === 'Socket') return units('.service');
  if (key === 'ExecReload') return ['/bin/kill -s HUP $MAINPID'];
  if (key === 'AmbientCapabilities' || key === 'CapabilityBoundingSet') return ['CAP_NET_BIND_SERVICE'];
  if (key === 'RestrictAddressFamilies') return ['AF_UNIX', 'AF_INET', 'AF_INET6'];
  if (key === 'PrivateTmp') return ['true', 'false'];
  switch (keysOf.get(section)?.get(key)) {
    case 'choice':
      return bestFirst(key);
    case 'boolean':
      return ['true', 'false'];
    case 'signal':
      return signals;
    case 'output':
      return outputs;
    case 'units':
      return [...others, ...units('.socket'), ...units('.service')];
    default:
      return [];
  }
}

/** What fits to Gunicorn comes first. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  Type: ['notify'],
  Restart: ['on-failure', 'always'],
  KillMode: ['mixed'],
  ProtectSystem: ['full', 'strict'],
  OOMPolicy: ['continue'],
};

function bestFirst(key: string): readonly string[] {
  const best = fitting[key] ?? [];
  return [...best, ...(choicesOf.get(key) ?? []).filter((word) => !best.includes(word))];
}
