/** Sizes of buffers that nginx refuses together, once inner levels have taken over those of outer ones (merge_loc_conf of the proxies). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Statement } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { parseNumber, parseSize } from '../setters/numbers.ts';

const families = ['proxy', 'fastcgi', 'uwsgi', 'scgi'];
const parts = ['busy_buffers_size', 'buffers', 'buffer_size', 'temp_file_write_size', 'max_temp_file_size'];
const contexts = new Set(['server', 'location', 'if in location']);

export const mismatchedBuffers: Rule = {
  id: 'mismatched-buffers',
  severity: 'error',
  *check(file) {
    for (const family of families) {
      const levels = new Set<Statement | undefined>();
      const outermost = new Set<Statement | undefined>();
      for (const part of parts)
        for (const { statement, context } of placesNamed(file, `${family}_${part}`)) {
          if (contexts.has(context)) levels.add(statement.parent);
          else if (context === 'http') outermost.add(statement.parent);
        }
      // What the outermost level says, each server takes over.
      for (const outer of outermost)
        for (const statement of outer ? (outer.body ?? []) : file.tree.statements)
          if (statement.name.text === 'server') levels.add(statement);
      const sizes = new Sizes(file, family);
      const seen = new Set<number>();
      for (const level of levels) {
        const finding = judge(family, sizes, level);
        if (!finding || seen.has(finding.start)) continue;
        seen.add(finding.start);
        yield finding;
      }
    }
    yield* headerBuffers(file);
  },
};

/** Half a kilobyte, 64 pointers, on machines of 64 bits; and the size of each buffer for large headers. */
const defaults = { connection_pool_size: 512, large_client_header_buffers: 8192 };

/** `the "large_client_header_buffers" size must be equal to or greater than "connection_pool_size"` (ngx_http_core_merge_srv_conf). */
function* headerBuffers(file: File): Generator<Finding> {
  const said = new Set<Statement>();
  const given = (name: keyof typeof defaults): Map<Statement | undefined, Statement> =>
    new Map(placesNamed(file, name).map(({ statement }) => [statement.parent, statement]));
  const pools = given('connection_pool_size');
  const buffers = given('large_client_header_buffers');
  if (pools.size === 0) return;
  for (const { statement: server, context } of placesNamed(file, 'server')) {
    if (context !== 'http' || !server.body) continue;
    const pool = pools.get(server) ?? pools.get(server.parent);
    const buffer = buffers.get(server) ?? buffers.get(server.parent);
    if (!pool || said.has(pool)) continue;
    const each = buffer ? parseSize(buffer.args[1]?.text ?? '') : defaults.large_client_header_buffers;
    const size = sizeOf(pool);
    if (each === undefined || size === undefined || each >= size) continue;
    said.add(pool);
    yield {
      start: pool.name.start,
      end: pool.args[pool.args.length - 1]?.end ?? pool.name.end,
      message: l10n.t(
        '"{0}" of {1} is more than {2}, one of "{3}".',
        'connection_pool_size',
        shown(size),
        shown(each),
        'large_client_header_buffers',
      ),
    };
  }
}

/** The directives of one family on the levels of a file. */
class Sizes {
  private readonly known = new Map<Statement | undefined, { own: Map<string, Statement>; includes: boolean }>();
  private readonly isWhole: boolean;

  constructor(
    private readonly file: File,
    private readonly family: string,
  ) {
    this.isWhole = file.language.rootContext(file) === 'main';
  }

  private on(level: Statement | undefined): { own: Map<string, Statement>; includes: boolean } {
    let found = this.known.get(level);
    if (!found) {
      const statements = level ? (level.body ?? []) : this.file.tree.statements;
      const own = new Map<string, Statement>();
      for (const statement of statements)
        if (statement.name.text.startsWith(`${this.family}_`)) own.set(statement.name.text, statement);
      found = { own, includes: statements.some(({ name }) => name.text === 'include') };
      this.known.set(level, found);
    }
    return found;
  }

  /** The statement that holds on a level; `none` when nothing says it, undefined when another file may. */
  get(part: string, level: Statement | undefined): Statement | 'none' | undefined {
    for (let at = level; ; at = at.parent) {
      const { own, includes } = this.on(at);
      const found = own.get(`${this.family}_${part}`);
      if (found) return found;
      if (includes) return undefined;
      if (!at) return this.isWhole ? 'none' : undefined;
    }
  }
}

/** ngx_pagesize, the default of each size: 4k or 8k, says the documentation. */
const pages = [4096, 8192] as const;

/** What is wrong with one of them alone is a warning. */
function judge(family: string, sizes: Sizes, level: Statement | undefined): Finding | undefined {
  const finding = judgeWith(pages[0], family, sizes, level);
  if (finding?.severity === undefined) return finding;
  if (!pages.every((page) => judgeWith(page, family, sizes, level))) return finding;
  const { severity: _, ...error } = finding;
  return error;
}

function judgeWith(page: number, family: string, sizes: Sizes, level: Statement | undefined): Finding | undefined {
  const [busy, buffers, buffer, written, most] = parts.map((part) => sizes.get(part, level));
  if (buffers === undefined || buffer === undefined) return undefined;
  const usesDefault = buffers === 'none' || buffer === 'none';
  const count = buffers === 'none' ? 8 : parseNumber(buffers.args[0]?.text ?? '');
  const each = buffers === 'none' ? page : parseSize(buffers.args[1]?.text ?? '');
  const first = buffer === 'none' ? page : sizeOf(buffer);
  if (count === undefined || each === undefined || first === undefined || count < 2) return undefined;
  const larger = Math.max(each, first);
  const given = [buffer, buffers].filter((statement) => statement !== 'none');
  const at = (statement: Statement | 'none' | undefined): Statement | undefined =>
    innermost(level, [...(statement && statement !== 'none' ? [statement] : []), ...given]);
  const finding = (place: Statement | undefined, message: string): Finding | undefined =>
    place && {
      start: place.name.start,
      end: place.args[place.args.length - 1]?.end ?? place.name.end,
      message,
      // Pages of memory are larger on some machines, and so are the defaults.
      ...(usesDefault && { severity: 'warning' as const }),
    };
  for (const [statement, part] of [
    [busy, 'busy_buffers_size'],
    [written, 'temp_file_write_size'],
    [most, 'max_temp_file_size'],
  ] as const) {
    const size = statement && statement !== 'none' ? sizeOf(statement) : undefined;
    if (size === undefined || size >= larger || (size === 0 && part === 'max_temp_file_size')) continue;
    return finding(
      at(statement),
      l10n.t(
        '"{0}" of {1} is smaller than {2}, the larger of "{3}" and one of "{4}".',
        `${family}_${part}`,
        shown(size),
        shown(larger),
        `${family}_buffer_size`,
        `${family}_buffers`,
      ),
    );
  }
  const together = (count - 1) * each;
  const size = busy === 'none' ? 2 * larger : busy && sizeOf(busy);
  if (size === undefined || size <= together) return undefined;
  const message =
    busy === 'none'
      ? l10n.t(
          '"{0}" is not set and so {1}, twice the larger buffer: that is more than {2}, which all "{3}" but one hold.',
          `${family}_busy_buffers_size`,
          shown(size),
          shown(together),
          `${family}_buffers`,
        )
      : l10n.t(
          '"{0}" of {1} is more than {2}, which all "{3}" but one hold.',
          `${family}_busy_buffers_size`,
          shown(size),
          shown(together),
          `${family}_buffers`,
        );
  return finding(at(busy), message);
}

function sizeOf({ args }: Statement): number | undefined {
  return parseSize(args[0]?.text ?? '');
}

/** The first of the statements on the level, or on the one around a server; else another level has the fault already. */
function innermost(level: Statement | undefined, statements: readonly Statement[]): Statement | undefined {
  const own = statements.find(({ parent }) => parent === level);
  return own ?? (level?.name.text === 'server' ? statements[0] : undefined);
}

function shown(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2}m`;
  return bytes >= 1024 && bytes % 1024 === 0 ? `${bytes / 1024}k` : `${bytes}`;
}
