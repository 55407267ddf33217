/**
 * Which request headers nginx sends to an application: `proxy_set_header` is inherited from the level above only where a level
 * has none of its own (ngx_http_proxy_module), so what holds for a `proxy_pass` is the set of the nearest level that has one.
 */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../memory.ts';
import type { File, Finding, Fix, Project, Span, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { indentationOf, lineBefore, lineBehind } from './newLines.ts';
import { rootContext } from './rootContext.ts';

/** The headers that hold for one or more `proxy_pass`. */
export interface HeaderSet {
  /** Lower-case names of the headers, from this file and what it includes. */
  names: ReadonlySet<string>;
  /** The block whose headers they are, or could be; undefined for the file's top level. */
  level: Statement | undefined;
  /** The last statement of the level that brings headers: a `proxy_set_header`, or an `include`. */
  last?: Statement;
  /** The statement of the level in which, or as which, the `proxy_pass` stands. */
  anchor: Statement;
  /** The statement where the set is reported: the `proxy_pass`, or the last header of an outer level. */
  at: Statement;
  /** Something above may bring headers that cannot be seen from here. */
  isOpen: boolean;
  /** The headers come from a file around this one. */
  isElsewhere: boolean;
}

/** Where nginx takes an HTTP `proxy_pass`. */
const proxying = new Set(['location', 'if in location', 'limit_except']);

const remembered = oncePerFile((): { project?: Project; sets: HeaderSet[] } => ({ sets: [] }));

/** The header sets that reach an application, each once. */
export function headerSets(file: File, project: Project): readonly HeaderSet[] {
  const answer = remembered(file);
  if (answer.project === project && !hasIncludes(file)) return answer.sets;
  const sets = new Map<Statement | undefined, HeaderSet>();
  const upstreams = new Set(
    placesNamed(file, 'upstream').map(({ statement }) => statement.args[0]?.text.toLowerCase()),
  );
  const checks = healthChecks(file);
  const levels: Levels = new Map();
  for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
    if (!proxying.has(context) || !reachesApplication(statement, upstreams) || checks.has(statement.parent)) continue;
    const set = headersOf(file, project, statement, levels);
    if (!set) continue;
    const known = sets.get(set.level);
    // Best spoken of at a pass of the set's own level.
    if (!known || (set.at === statement && known.at.name.text !== 'proxy_pass')) sets.set(set.level, set);
  }
  Object.assign(answer, { project, sets: [...sets.values()] });
  return answer.sets;
}

function hasIncludes(file: File): boolean {
  return placesNamed(file, 'include').length > 0 || rootContext(file) !== 'main';
}

/** The headers of each level that has been looked at, so that a level with many a `proxy_pass` below it is read once. */
type Levels = Map<Statement | undefined, ReturnType<typeof levelHeaders>>;

/** Undefined where an include that cannot be read may bring any header. */
function headersOf(file: File, project: Project, pass: Statement, levels: Levels): HeaderSet | undefined {
  let anchor = pass;
  // No header can be set inside these.
  while (anchor.parent && ['if', 'limit_except'].includes(anchor.parent.name.text)) anchor = anchor.parent;
  const innermost = anchor.parent;
  for (let level = pass.parent; ; level = level.parent) {
    if (!levels.has(level)) levels.set(level, levelHeaders(file, project, level?.body ?? file.tree.statements, 0));
    const own = levels.get(level);
    if (!own) return undefined;
    if (own.last) {
      const at = level === innermost ? pass : own.last;
      return { names: own.names, level, last: own.last, anchor, at, isOpen: false, isElsewhere: false };
    }
    if (!level) break;
  }
  const outer = outerHeaders(file, project, 0);
  if (outer === 'unknown') return undefined;
  const base = { level: innermost, anchor, at: pass };
  if (outer === 'nobody') {
    const isWhole = rootContext(file) === 'main' || project.complete;
    return { ...base, names: new Set(), isOpen: !isWhole, isElsewhere: false };
  }
  return { ...base, names: outer, isOpen: false, isElsewhere: outer.size > 0 };
}

const deepestInclude = 10;

/** The headers that one level sets, through its includes too; undefined where one of these cannot be read. */
function levelHeaders(
  file: File,
  project: Project,
  siblings: readonly Statement[],
  depth: number,
): { names: Set<string>; last?: Statement } | undefined {
  const names = new Set<string>();
  let last: Statement | undefined;
  for (const statement of siblings) {
    const { name, args } = statement;
    if (name.text === 'proxy_set_header') {
      names.add((args[0]?.text ?? '').toLowerCase());
      last = statement;
    } else if (name.text === 'include') {
      const files = depth < deepestInclude ? project.included(file, statement) : [];
      if (!files) return undefined;
      for (const inner of files) {
        const found = levelHeaders(inner, project, inner.tree.statements, depth + 1);
        if (!found) return undefined;
        for (const header of found.names) names.add(header);
        if (found.last) last = statement;
      }
    }
  }
  return { names, ...(last && { last }) };
}

/** The headers at the places that include the file: empty when none has any. */
function outerHeaders(file: File, project: Project, depth: number): Set<string> | 'nobody' | 'unknown' {
  const includers = project.includers(file);
  if (includers.length === 0 || depth > deepestInclude) return 'nobody';
  for (const { file: outer, statement } of includers) {
    for (let level = statement.parent; ; level = level.parent) {
      const found = levelHeaders(outer, project, level?.body ?? outer.tree.statements, 0);
      if (!found) return 'unknown';
      if (found.last) return found.names;
      if (!level) break;
    }
    const further = outerHeaders(outer, project, depth + 1);
    if (further === 'unknown' || (further !== 'nobody' && further.size > 0)) return further;
  }
  return new Set();
}

/** Variables that begin with a slash: what stands before them is the whole target. */
const paths = /\$\{?(?:request_uri|uri|document_uri)\b.*$/;

/** Whether the target is a program of the deployment (an upstream, a socket, an address, a short name) and no foreign site. */
function reachesApplication(pass: Statement, upstreams: ReadonlySet<string | undefined>): boolean {
  const target = /^https?:\/\/([^/]+)/i.exec(pass.args[0]?.text ?? '')?.[1]?.replace(paths, '');
  if (target === undefined || target === '') return false;
  if (target.startsWith('unix:')) return true;
  const host = target.replace(/:\d+$/, '').toLowerCase();
  if (upstreams.has(host)) return true;
  if (host.includes('$')) return false;
  if (host.startsWith('[') || /^[\d.]+$/.test(host) || !host.includes('.')) return true;
  return /\.(local|localhost|internal|lan|intranet)$/.test(host);
}

/** The locations for nginx's own checks of the servers: no client's request comes through them. */
function healthChecks(file: File): ReadonlySet<Statement | undefined> {
  const internal = new Set(placesNamed(file, 'internal').map(({ statement }) => statement.parent));
  const checks = placesNamed(file, 'health_check').map(({ statement }) => statement.parent);
  return new Set(checks.filter((block) => block && internal.has(block)));
}

/** What a rule says when none of its headers is in a set, with the line that mends it. */
export interface Demand {
  /** The header as it is written. */
  header: string;
  value: string;
  /** Lower-case names, each of which does as well. */
  enough: readonly string[];
  message: string;
}

export function* missingHeader(file: File, project: Project, demand: Demand): Iterable<Finding> {
  for (const set of headerSets(file, project)) {
    if (demand.enough.some((name) => set.names.has(name))) continue;
    const { at } = set;
    yield {
      start: at.start,
      end: at.args[at.args.length - 1]?.end ?? at.name.end,
      message: demand.message,
      fixes: fixesOf(file, set, demand),
    };
  }
}

function fixesOf(file: File, set: HeaderSet, { header, value }: Demand): Fix[] {
  // A line here would silence the headers that the surrounding file sets.
  if (set.isElsewhere) return [];
  const line = `proxy_set_header ${header} ${value};`;
  const fixes: Fix[] = [
    {
      title: l10n.t('Add {0}', `proxy_set_header ${header}`),
      edits: [set.last ? lineBehind(file.text, set.last, line) : lineBefore(file.text, set.anchor, line)],
      preferred: !set.isOpen,
    },
  ];
  const comment = commentedOut(file, set.level, header);
  if (comment) fixes.push({ title: l10n.t('Uncomment {0}', comment.line), edits: [{ ...comment.mark, text: '' }] });
  return fixes;
}

/** A line of the level itself that sets the header and is commented out: its text, and the span of its comment sign. */
function commentedOut(
  { tree, text }: File,
  level: Statement | undefined,
  header: string,
): { line: string; mark: Span } | undefined {
  const inner = (level?.body ?? tree.statements).filter(({ open }) => open !== undefined);
  const start = level?.open ?? 0;
  const end = level?.end ?? text.length;
  for (let index = firstFrom(tree.comments, start); index < tree.comments.length; index++) {
    const comment = tree.comments[index];
    if (!comment || comment.end > end) break;
    const found = /^(#+[ \t]*)(proxy_set_header[ \t]+(\S+)[ \t]+[^;#]+;)[ \t]*(?:#.*)?$/.exec(
      text.slice(comment.start, comment.end),
    );
    if (found?.[3]?.toLowerCase() !== header.toLowerCase() || indentationOf(text, comment.start) === undefined)
      continue;
    if (inner.some((block) => block.start < comment.start && comment.end <= block.end)) continue;
    return { line: found[2] ?? '', mark: { start: comment.start, end: comment.start + (found[1]?.length ?? 0) } };
  }
  return undefined;
}

/** The index of the first span that begins at or behind the offset. */
function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
