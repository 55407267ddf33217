/** The names that the files define and that fit a place, for completion. */
import { blocksAround, namesOf } from '../../names.ts';
import type { Cursor, File, NameKind, Project, Suggestion } from '../../types.ts';
import { subsystemOf } from './names.ts';

interface Defined {
  label: string;
  /** What defines it, and where that is another file. */
  detail: string;
}

/** What the files that belong together define, their names as they are written first; of this file before the others. */
function defined(file: File, project: Project, kind: NameKind, scope: string): Defined[] {
  const found = new Map<string, Defined>();
  for (const other of project.together(file))
    for (const { role, name, start, end, statement, ...use } of namesOf(other)) {
      if (role !== 'definition' || use.kind !== kind || use.scope !== scope || found.has(name)) continue;
      const place = other === file ? '' : ` · ${other.uri.slice(other.uri.lastIndexOf('/') + 1)}`;
      found.set(name, { label: other.text.slice(start, end), detail: `${statement.name.text}${place}` });
    }
  return [...found.values()];
}

/** The variables of the files, with their `$`. */
export function definedVariables(file: File, project: Project, context: string): Defined[] {
  return defined(file, project, 'variable', subsystemOf(context, 'http')).map(({ label, detail }) => ({
    label: `$${label}`,
    detail,
  }));
}

/** Upstreams, log formats, zones, caches, named locations … where the directive takes one. */
export function namesThatFit(file: File, project: Project, cursor: Cursor): Suggestion[] {
  const { statement, index, context } = cursor;
  const name = statement?.name.text ?? '';
  const subsystem = subsystemOf(context, 'http');
  const offer = (kind: NameKind, scope: string, before = ''): Suggestion[] =>
    defined(file, project, kind, scope).map(({ label, detail }) => ({
      label: before + label,
      kind: 'reference',
      detail,
    }));
  if (name.endsWith('_pass') && index === 0) {
    const scheme = subsystem === 'stream' ? '' : ({ proxy_pass: 'http://', grpc_pass: 'grpc://' }[name] ?? '');
    return offer('upstream', subsystem, scheme);
  }
  if (/^\w+_cache$/.test(name) && index === 0) return offer('cache', name.replace(/_cache$/, ''));
  switch (name) {
    case 'access_log':
      if (index !== 1) return [];
      return [
        ...offer('log format', subsystem),
        ...(subsystem === 'http' ? [{ label: 'combined', kind: 'reference' } as const] : []),
      ];
    case 'limit_conn':
      return index === 0 ? offer('zone', `limit_conn ${subsystem}`) : [];
    case 'limit_req':
      return offer('zone', 'limit_req', 'zone=');
    case 'keyval':
      return index === 2 ? offer('zone', `keyval ${subsystem}`, 'zone=') : [];
    case 'session_log':
      return offer('zone', 'session_log');
    case 'health_check':
      return offer('match', subsystem, 'match=');
    case 'aio':
      return offer('thread pool', '', 'threads=');
    case 'try_files':
    case 'error_page':
      return index > 0 ? namedLocations(file, project, cursor) : [];
    default:
      return [];
  }
}

/** Those of the servers that the statement stands in. */
function namedLocations(file: File, project: Project, { statement }: Cursor): Suggestion[] {
  if (!statement) return [];
  const blocks = blocksAround(file, statement, 'server', project);
  const labels = new Set<string>();
  for (const other of project.together(file))
    for (const use of namesOf(other)) {
      if (use.kind !== 'location' || use.role !== 'definition') continue;
      if (blocksAround(other, use.statement, 'server', project).some((block) => blocks.includes(block)))
        labels.add(`@${use.name}`);
    }
  return [...labels].map((label) => ({ label, kind: 'reference' }));
}
