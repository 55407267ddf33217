/** A configuration as nginx reads it: a main file with all that it includes, in the order of reading. */
import { oncePerFile } from '../../../memory.ts';
import { inContext } from '../../../placing.ts';
import type { File, Project, Statement } from '../../../types.ts';
import { type Place, placesNamed, placesOf } from '../../../walk.ts';
import { dataBlocks } from '../reference.ts';

/** A statement at its place in the whole. */
export interface Item {
  file: File;
  statement: Statement;
  context: string;
  /** Its place in the order of reading. */
  order: number;
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
  private readonly merged = new Map<string, Item[]>();
  /** What `byName` holds. */
  private readNames: ReadonlySet<string> = new Set();
  private readonly byName = new Map<string, Item[]>();
  private count = 0;
  private readonly answers = new Map<unknown, unknown>();
  private readonly brought = new Map<Statement, { context: string; files: readonly Brought[] }>();

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
    this.readAll(names);
    const key = names.join(' ');
    let found = this.merged.get(key);
    if (!found) {
      found = ['include', ...names]
        .flatMap((name) => this.byName.get(name) ?? [])
        .sort((one, other) => one.order - other.order);
      this.merged.set(key, found);
    }
    return found;
  }

  private readAll(names: readonly string[]): void {
    if (this.readNames.size > 0 && names.every((name) => this.readNames.has(name))) return;
    for (const name of names) asked.add(name);
    this.readNames = new Set(asked);
    this.byName.clear();
    this.merged.clear();
    this.read(this.main, undefined, undefined, []);
  }

  private read(file: File, outer: Item | undefined, choice: string | undefined, path: File[]): void {
    this.seen.add(file);
    const around = outer ? outer.server : isPiece(file) ? file : undefined;
    const isDeep = path.length >= deepest || path.includes(file);
    for (const { statement, context, server } of listed(file, this.readNames)) {
      // Entries of data may look like directives.
      if (dataBlocks.has(context) && statement.name.text !== 'include') continue;
      const isInner = outer !== undefined && statement.parent === undefined;
      const item: Item = { file, statement, context, server: server ?? around, isInner, order: this.count++ };
      if (choice !== undefined) item.choice = choice;
      const name = statement.name.text;
      const same = this.byName.get(name);
      if (same) same.push(item);
      else this.byName.set(name, [item]);
      if (name !== 'include' || statement.args.length !== 1) continue;
      const included = this.includedBy(file, statement, context);
      if (included.length === 0)
        item.isUnknown = !this.project.complete && !wellKnown.test(statement.args[0]?.text ?? '');
      if (isDeep) continue;
      path.push(file);
      for (const other of included) this.read(other.file, item, other.choice ?? choice, path);
      path.pop();
    }
  }

  /** The files that an include in this context brings in, as far as they are known. */
  includedBy(file: File, statement: Statement, context: string): readonly Brought[] {
    const known = this.brought.get(statement);
    if (known?.context === context) return known.files;
    const isOfEnabled = statement.args[0]?.text.includes('sites-enabled') ?? false;
    const files = (this.project.included(file, statement) ?? []).map((other): Brought => {
      const brought = inContext(this.files.get(other.uri) ?? other, context);
      return isOfEnabled && other.uri.includes('/sites-available/')
        ? { file: brought, choice: other.uri }
        : { file: brought };
    });
    this.brought.set(statement, { context, files });
    return files;
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

/** A file that an include brings in. */
interface Brought {
  file: File;
  choice?: string;
}

interface Listed extends Place {
  server: Statement | undefined;
}

/** The names that someone has asked for: after the first configurations it is known which, and each file is read once for all of them. */
const asked = new Set(['include']);

const lists = oncePerFile((): { count?: number; found?: readonly Listed[] } => ({}));

/** The statements of these names in one file, remembered, since only a few files change. */
function listed(file: File, names: ReadonlySet<string>): readonly Listed[] {
  const known = lists(file);
  // Names are only ever added, and more than are asked for do no harm.
  if (!known.found || (known.count ?? 0) < names.size) {
    known.count = names.size;
    known.found = placesOf(file, [...names]).map(({ statement, context }) => {
      return { statement, context, server: serverAround(statement) };
    });
  }
  return known.found;
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
