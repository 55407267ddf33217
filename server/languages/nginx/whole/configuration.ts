/** A configuration as nginx reads it: a main file with all that it includes, in the order of reading. */
import { inContext } from '../../../placing.ts';
import type { File, Project, Statement } from '../../../types.ts';
import { placesNamed, placesOf } from '../../../walk.ts';

/** A statement at its place in the whole. */
export interface Item {
  file: File;
  statement: Statement;
  context: string;
  /** The `server` block around it; the main file itself where that is a piece of one. */
  server: Statement | File | undefined;
  /** An include whose files are not known, so that anything may stand in them. */
  isUnknown?: boolean;
  /** Stands at the top of an included file. */
  isInner?: boolean;
  /** Stands in a file that may not be enabled together with others: the folder of what is only available. */
  choice?: string;
}

/** Files that come with nginx, or with its package in Debian, and that name nothing. */
export const wellKnown =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)_params|fastcgi\.conf|koi-utf|koi-win|win-utf)(?:\.default)?$|(?:^|\/)modules-enabled\/[^/]*$/;
/** Deeper includes lead in circles. */
const deepest = 30;

export class Configuration {
  readonly main: File;
  readonly project: Project;
  /** Other files by their addresses: a version that is being thought of stands for what others include. */
  private readonly files: ReadonlyMap<string, File>;
  private readonly seen = new Set<File>();
  private readonly merged = new Map<string, readonly Item[]>();
  private readonly answers = new Map<unknown, unknown>();

  constructor(main: File, project: Project, files: ReadonlyMap<string, File>) {
    this.main = main;
    this.project = project;
    this.files = files;
  }

  /** Does the work once for the configuration. */
  once<Answer>(work: (configuration: Configuration) => Answer): Answer {
    if (!this.answers.has(work)) this.answers.set(work, work(this));
    return this.answers.get(work) as Answer;
  }

  /** The main file and all that it includes. */
  get allFiles(): readonly File[] {
    this.items();
    return [...this.seen];
  }

  /** The statements of these names and every include, in the order of reading. */
  items(...names: readonly string[]): readonly Item[] {
    const key = names.join(' ');
    let found = this.merged.get(key);
    if (!found) {
      const items: Item[] = [];
      this.read(this.main, names, undefined, undefined, items, []);
      this.merged.set(key, items);
      found = items;
    }
    return found;
  }

  private read(
    file: File,
    names: readonly string[],
    outer: Item | undefined,
    choice: string | undefined,
    items: Item[],
    path: readonly File[],
  ): void {
    this.seen.add(file);
    for (const { statement, context } of placesOf(file, [...names, 'include'])) {
      const server = serverAround(statement) ?? outer?.server ?? (isPiece(file) && !outer ? file : undefined);
      const isInner = outer !== undefined && statement.parent === undefined;
      const item: Item = { file, statement, context, server, isInner };
      if (choice !== undefined) item.choice = choice;
      items.push(item);
      if (statement.name.text !== 'include' || statement.args.length !== 1) continue;
      const included = this.includedBy(file, statement, context);
      if (included.length === 0)
        item.isUnknown = !this.project.complete && !wellKnown.test(statement.args[0]?.text ?? '');
      if (path.length >= deepest || path.includes(file)) continue;
      for (const other of included) this.read(other.file, names, item, other.choice ?? choice, items, [...path, file]);
    }
  }

  /** The files that an include in this context brings in, as far as they are known. */
  includedBy(file: File, statement: Statement, context: string): { file: File; choice?: string }[] {
    const isOfEnabled = statement.args[0]?.text.includes('sites-enabled') ?? false;
    return (this.project.included(file, statement) ?? []).map((other) => ({
      file: inContext(this.files.get(other.uri) ?? other, context),
      ...(isOfEnabled && other.uri.includes('/sites-available/') && { choice: other.uri }),
    }));
  }

  /** Whether all is known that can define something for a subsystem: no include is lost, and nobody includes the main file. */
  isWhole(subsystem: string): boolean {
    const { main, project } = this;
    if (project.complete) return true;
    const block = subsystem.split(' ', 1)[0] ?? '';
    const isMain = main.language.rootContext(main) === 'main' && placesNamed(main, block).length > 0;
    return isMain && !this.items().some(({ isUnknown, context }) => isUnknown && reaches(context, block));
  }
}

/** Whether an include in the context may bring something for the subsystem. */
function reaches(context: string, subsystem: string): boolean {
  if (subsystem === 'http')
    return !/^(?:main|events|stream|mail|rtmp|types|lua|geo$|split_clients|charset_map)/.test(context);
  return context.startsWith(subsystem);
}

function isPiece(file: File): boolean {
  return /^(?:stream |mail )?server$/.test(file.language.rootContext(file));
}

function serverAround({ parent }: Statement): Statement | undefined {
  for (let block = parent; block; block = block.parent) if (block.name.text === 'server' && block.body) return block;
  return undefined;
}

/** The configurations that the file belongs to: one for each main file. */
export function configurations(files: readonly File[], project: Project): readonly Configuration[] {
  const byAddress = new Map(files.map((file) => [file.uri, file]));
  const included = new Set<string>();
  for (const file of files)
    for (const { statement } of placesNamed(file, 'include'))
      for (const other of project.included(file, statement) ?? []) if (other.uri !== file.uri) included.add(other.uri);
  const mains = files.filter(({ uri }) => !included.has(uri));
  return (mains.length > 0 ? mains : files.slice(0, 1)).map((main) => new Configuration(main, project, byAddress));
}

/** The subsystem that a statement in the context belongs to. */
export function subsystemOf(context: string): string {
  return /^(?:stream|mail|rtmp)(?= |$)/.exec(context)?.[0] ?? 'http';
}
