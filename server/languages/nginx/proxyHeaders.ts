/**
 * Which request headers nginx sends to an application: `proxy_set_header` is inherited from the level above only where a level
 * has none of its own (ngx_http_proxy_module), so what holds for a `proxy_pass` is the set of the nearest level that has one.
 */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Project, Span, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { rootContext } from './rootContext.ts';

/** The headers that hold for one or more `proxy_pass`. */
export interface HeaderSet {
  /** Lower-case names of the headers, from this file and what it includes. */
  names: ReadonlySet<string>;
  /** The block whose own headers they are; undefined when the file's top level has them, or nobody. */
  level: Statement | undefined;
  /** The last `proxy_set_header` of this file's level; absent when there is none or an include brings them. */
  last?: Statement;
  /** The statement where the set is reported: the `proxy_pass`, or the last header of an outer level. */
  at: Statement;
  /** The `proxy_pass` that made us look. */
  pass: Statement;
  /** Something above may bring headers that cannot be seen from here. */
  isOpen: boolean;
  /** The headers come from a file around this one. */
  isElsewhere: boolean;
}

const remembered = new WeakMap<File, { project: Project; sets: HeaderSet[] }>();

/** The header sets that reach an application, each once. */
export function headerSets(file: File, project: Project): readonly HeaderSet[] {
  const known = remembered.get(file);
  if (known?.project === project && !hasIncludes(file)) return known.sets;
  const byLevel = new Map<Statement, HeaderSet>();
  const sets: HeaderSet[] = [];
  for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
    if (context.startsWith('stream') || !reachesApplication(file, statement)) continue;
    const set = headersOf(file, project, statement);
    if (!set) continue;
    const known = byLevel.get(set.at);
    if (known) continue;
    byLevel.set(set.at, set);
    sets.push(set);
  }
  remembered.set(file, { project, sets });
  return sets;
}

function hasIncludes(file: File): boolean {
  return placesNamed(file, 'include').length > 0 || rootContext(file) !== 'main';
}

/** Undefined where an include that cannot be read may bring any header. */
function headersOf(file: File, project: Project, pass: Statement): HeaderSet | undefined {
  let level = pass.parent;
  for (;;) {
    const siblings = level?.body ?? file.tree.statements;
    const own = levelHeaders(file, project, siblings, 0);
    if (!own) return undefined;
    if (own.names.size > 0) {
      const isInner = level === pass.parent;
      const at = isInner ? pass : (own.last ?? pass);
      return {
        names: own.names,
        level,
        at,
        pass,
        isOpen: false,
        isElsewhere: false,
        ...(own.last && { last: own.last }),
      };
    }
    if (!level) break;
    level = level.parent;
  }
  const base = { level: pass.parent, at: pass, pass };
  const outer = outerHeaders(file, project, 0);
  if (outer && outer.size > 0) return { ...base, names: outer, isOpen: false, isElsewhere: true };
  const isWhole = rootContext(file) === 'main' || project.complete || outer !== undefined;
  return { ...base, names: new Set(), isOpen: !isWhole, isElsewhere: false };
}

const deepestInclude = 10;

/** The headers that one level sets, through its includes too. */
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
      }
    }
  }
  return { names, ...(last && { last }) };
}

/** The headers at the places that include the file: empty when none has any, undefined when nobody is known to include it. */
function outerHeaders(file: File, project: Project, depth: number): Set<string> | undefined {
  const includers = project.includers(file);
  if (includers.length === 0 || depth > deepestInclude) return undefined;
  for (const { file: outer, statement } of includers) {
    for (let level = statement.parent; ; level = level.parent) {
      const found = levelHeaders(outer, project, level?.body ?? outer.tree.statements, 0);
      if (!found || found.names.size > 0) return found?.names;
      if (!level) break;
    }
    const further = outerHeaders(outer, project, depth + 1);
    if (further && further.size > 0) return further;
  }
  return new Set();
}

/** Whether the target is a program of the deployment (an upstream, a socket, an address, a short name) and no foreign site. */
function reachesApplication(file: File, pass: Statement): boolean {
  const target = /^https?:\/\/([^/]+)/i.exec(pass.args[0]?.text ?? '')?.[1];
  if (target === undefined) return false;
  if (target.startsWith('unix:')) return true;
  const host = target.replace(/:\d+$/, '').toLowerCase();
  if (placesNamed(file, 'upstream').some(({ statement }) => statement.args[0]?.text.toLowerCase() === host))
    return true;
  if (/[$]/.test(host)) return false;
  if (host.startsWith('[') || /^[\d.]+$/.test(host) || !host.includes('.')) return true;
  return /\.(local|localhost|internal|lan|intranet)$/.test(host);
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
  const { text } = file;
  const line = `proxy_set_header ${header} ${value};`;
  const anchor = set.last ?? (set.names.size > 0 ? lastInclude(set.level, file) : undefined) ?? set.pass;
  const indentation = indentationOf(text, anchor.start);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const isBefore = anchor === set.pass;
  const offset = isBefore ? anchor.start : anchor.end;
  const added =
    indentation === undefined
      ? isBefore
        ? `${line} `
        : ` ${line}`
      : isBefore
        ? `${line}${lineEnd}${indentation}`
        : `${lineEnd}${indentation}${line}`;
  const place = indentation === undefined || isBefore ? offset : behindComment(text, offset);
  const fixes: Fix[] = [
    {
      title: l10n.t('Add {0}', `proxy_set_header ${header}`),
      edits: [{ start: place, end: place, text: added }],
      preferred: !set.isOpen,
    },
  ];
  const comment = commentedOut(file, set.level, header);
  if (comment) fixes.push({ title: l10n.t('Uncomment {0}', comment.line), edits: [{ ...comment.mark, text: '' }] });
  return fixes;
}

function lastInclude(level: Statement | undefined, file: File): Statement | undefined {
  return (level?.body ?? file.tree.statements).filter(({ name }) => name.text === 'include').pop();
}

/** The blanks before the offset when it begins its line. */
function indentationOf(text: string, offset: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** Behind the comment that follows on the same line. */
function behindComment(text: string, offset: number): number {
  const comment = /^[ \t]*#[^\r\n]*/.exec(text.slice(offset, offset + 500));
  return offset + (comment?.[0].length ?? 0);
}

/** A line of the level that sets the header and is commented out: its text, and the span of its comment sign. */
function commentedOut(
  file: File,
  level: Statement | undefined,
  header: string,
): { line: string; mark: Span } | undefined {
  const { tree, text } = file;
  const start = level?.open ?? 0;
  const end = level?.end ?? text.length;
  for (const comment of tree.comments) {
    if (comment.start < start || comment.end > end) continue;
    const found = /^(#+[ \t]*)(proxy_set_header[ \t]+(\S+)[ \t]+[^;#]+;)[ \t]*$/.exec(
      text.slice(comment.start, comment.end),
    );
    if (found?.[3]?.toLowerCase() !== header.toLowerCase() || indentationOf(text, comment.start) === undefined)
      continue;
    return { line: found[2] ?? '', mark: { start: comment.start, end: comment.start + (found[1]?.length ?? 0) } };
  }
  return undefined;
}
