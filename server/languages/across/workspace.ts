/** Both sides of a workspace: what listens, what proxies go to, and which of them belong together. */
import { oncePerFile, oncePerGroup } from '../../memory.ts';
import { type Named, namesOf } from '../../names.ts';
import type { File, NameUse, Project, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { addressUse, areAlike, networkAddress } from '../addresses.ts';
import { type Application, applicationsOf } from './applications.ts';

export interface Reached extends Named {
  /** The `proxy_pass` that leads there; of a server in an upstream, each that names the upstream. */
  passes: readonly { file: File; statement: Statement }[];
}

export interface Bound extends Named {
  application: Application;
}

/** A proxy and the application behind it. */
export interface Pair {
  pass: { file: File; statement: Statement };
  reached: Reached;
  bound: Bound;
}

export interface Sides {
  bound: readonly Bound[];
  reached: readonly Reached[];
  /** By the file of the proxy, and by the piece that is the application. */
  pairsOf: ReadonlyMap<File, readonly Pair[]>;
  /** Whether anything at all listens there: Gunicorn, nginx, supervisord. */
  isBound(use: NameUse): boolean;
  isReached(use: NameUse): boolean;
}

/** Worked out once for each state of the workspace; nothing where it has no application. */
export function sidesOf(project: Project): Sides | undefined {
  return sides(project.files(), project);
}

const sides = oncePerGroup((files, project): Sides | undefined => {
  if (!files.some((file) => applicationsOf(file).length > 0)) return undefined;
  const bound = files.flatMap((file) =>
    applicationsOf(file).flatMap((application) => application.binds.map((use): Bound => ({ file, use, application }))),
  );
  const reached = files.flatMap((file) => reachedFrom(file, project));
  const listening = files.flatMap((file) => [
    ...namesOf(file).filter(({ kind, role }) => kind === 'address' && role === 'definition'),
    ...listens(file),
  ]);
  const boundAt = byScope(bound, ({ use }) => use);
  const reachedAt = byScope(reached, ({ use }) => use);
  const listeningAt = byScope(listening, (use) => use);
  const pairs = reached.flatMap((one) =>
    (boundAt.get(one.use.scope) ?? [])
      .filter(({ use }) => areAlike(use, one.use))
      .flatMap((other) => one.passes.map((pass): Pair => ({ pass, reached: one, bound: other }))),
  );
  const pairsOf = new Map<File, Pair[]>();
  for (const pair of pairs)
    for (const file of new Set([pair.pass.file, pair.bound.application.piece])) {
      const known = pairsOf.get(file);
      if (known) known.push(pair);
      else pairsOf.set(file, [pair]);
    }
  return {
    bound,
    reached,
    pairsOf,
    isBound: (use) => listeningAt.get(use.scope)?.some((other) => areAlike(other, use)) ?? false,
    isReached: (use) => reachedAt.get(use.scope)?.some((other) => areAlike(other.use, use)) ?? false,
  };
});

/** Only what has one path or port can be one. */
function byScope<T>(list: readonly T[], useOf: (one: T) => NameUse): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const { scope } = useOf(one);
    const same = found.get(scope);
    if (same) same.push(one);
    else found.set(scope, [one]);
  }
  return found;
}

/** The pairs of which one side stands in the file. */
export function pairsIn(file: File, project: Project): readonly Pair[] {
  const isInvolved =
    file.language.id === 'nginx' ? namesOf(file).length > 0 : applicationsOf(file.host ?? file).length > 0;
  if (!isInvolved) return [];
  return sidesOf(project)?.pairsOf.get(file) ?? [];
}

function reachedFrom(file: File, project: Project): Reached[] {
  if (file.language.id !== 'nginx') return [];
  return namesOf(file).flatMap((use): Reached[] => {
    if (use.kind !== 'address') return [];
    if (use.statement.name.text === 'proxy_pass') return [{ file, use, passes: [{ file, statement: use.statement }] }];
    const passes = passesTo(file, use.statement.parent, project);
    // What another protocol leads to is no application of Gunicorn's.
    return passes === undefined ? [] : [{ file, use, passes }];
  });
}

/** The passes that name the upstream; undefined where all of them speak another protocol. */
function passesTo(file: File, upstream: Statement | undefined, project: Project): Reached['passes'] | undefined {
  const definition = namesOf(file).find((use) => use.kind === 'upstream' && use.statement === upstream);
  if (!definition) return [];
  const passes = project.together(file).flatMap((other) =>
    namesOf(other)
      .filter((use) => use.kind === 'upstream' && use.role === 'reference' && use.name === definition.name)
      .filter((use) => use.scope === definition.scope && use.statement.name.text.endsWith('_pass'))
      .map(({ statement }) => ({ file: other, statement })),
  );
  const http = passes.filter(({ statement }) => statement.name.text === 'proxy_pass');
  return passes.length > 0 && http.length === 0 ? undefined : http;
}

/** Where nginx itself listens. */
const listens = oncePerFile((file): readonly NameUse[] => {
  if (file.language.id !== 'nginx') return [];
  return placesNamed(file, 'listen').flatMap(({ statement }) => {
    const token = statement.args[0];
    if (!token) return [];
    const socket = /^unix:(.+)/i.exec(token.text)?.[1];
    const text = /^\d+$/.test(token.text) ? `:${token.text}` : token.text.replace(/^\*(?=:)/, '');
    const address = socket === undefined ? networkAddress(text, 80) : { path: socket, host: '', port: 0 };
    return addressUse('definition', statement, token, address) ?? [];
  });
});
