/** Open documents and files on disk as parsed File values, in the midst of those that belong to them. */
import { wayFrom } from './circles.ts';
import { type Files, keyOf } from './environment.ts';
import { type Graph, type Inclusion, includesOf, inclusionsOf, isMain, patternOf, type Step } from './inclusions.ts';
import type { Options } from './options.ts';
import { exchange, includersIn, placedIn, placementsIn } from './placements.ts';
import { addressOf, folderOf, foldersAround, hasWildcard, type SearchPlace, searchPlaces } from './searchPaths.ts';
import type { File, Language, Lost, Placement, Project, Statement } from './types.ts';

/** No site needs more; what goes on beyond is a mistake. */
const mostFiles = 20_000;
const mostRoots = 20;

/** The files that belong together. What is open wins over the disk; `load` reads what a file needs before it is judged. */
export class Workspace {
  complete: boolean;
  /** The editor's folders. */
  folders: readonly string[] = [];
  readonly #files: Files;
  /** Whether to look for the files that include an open one. */
  readonly #seeks: boolean;
  readonly #open = new Map<string, File>();
  /** Files that are not open and may include those that are. */
  readonly #roots = new Map<string, Language>();
  readonly #sought = new Set<string>();
  /** Files that are being read again. */
  readonly #renewing = new Set<Promise<void>>();
  /** The folders of the files that lead to a file, from which its relative paths may start, and whether these are main files. */
  readonly #rootFolders = new Map<string, Map<string, boolean>>();
  /** When the includes of a file were followed to their ends. */
  readonly #followed = new WeakMap<File, Graph>();
  readonly #views = new WeakMap<Options, Project>();
  #graph: Graph | undefined;
  #all: { version: unknown; files: readonly File[] } | undefined;
  /** How often open files have changed. */
  #changes = 0;

  constructor(files: Files, { complete = false, seeks = false } = {}) {
    this.#files = files;
    this.complete = complete;
    this.#seeks = seeks;
  }

  /** The files as a rule sees them under someone's settings; the same object for the same options. */
  view(options: Options): Project {
    const known = this.#views.get(options);
    if (known) return known;
    const view: Project = {
      options,
      complete: this.complete,
      included: (file, statement) => this.included(file, statement),
      lost: (file, statement) => this.lost(file, statement),
      placements: (file) => this.placements(file),
      includers: (file) => this.includers(file),
      together: (file) => this.together(file),
      files: () => this.files(),
    };
    this.#views.set(options, view);
    return view;
  }

  /** Takes over a file that is open, or its next version. */
  open(file: File): void {
    const key = keyOf(file.uri);
    const before = this.#fileAt(key);
    this.#open.set(key, file);
    this.#changes++;
    if (this.#graph?.version === this.#files.version && before && exchange(this.#graph, before, file)) return;
    this.#graph = undefined;
  }

  close(uri: string): void {
    this.#changes++;
    this.#open.delete(keyOf(uri));
    this.#sought.delete(keyOf(uri));
    this.#files.forget(uri);
    this.#graph = undefined;
  }

  /** Forgets what was read from one file, or with `undefined` whatever came from the environment: files have come or gone. */
  forget(uri: string | undefined): void {
    this.#files.forget(uri);
    if (uri !== undefined) return;
    this.#roots.clear();
    this.#sought.clear();
    this.#rootFolders.clear();
  }

  /** A file has changed, or with `isMoved` come or gone. */
  async renew(uri: string, isMoved: boolean): Promise<void> {
    const renewing = this.#renew(uri, isMoved);
    this.#renewing.add(renewing);
    await renewing;
    this.#renewing.delete(renewing);
  }

  async #renew(uri: string, isMoved: boolean): Promise<void> {
    const key = keyOf(uri);
    const before = this.#files.peek(key);
    if (isMoved || before === undefined) {
      this.#files.forget(uri);
      if (!isMoved) return;
      this.#files.forgetFound();
      this.#sought.clear();
      return;
    }
    const graph = this.#graph;
    const { version } = this.#files;
    const after = await this.#files.renew(key, before.language);
    this.#changes++;
    const isAlone = graph?.version === version && this.#files.version === version + 1;
    if (!graph || graph !== this.#graph || !isAlone) return;
    if (this.#open.has(key) || (after && exchange(graph, before, after))) graph.version = this.#files.version;
  }

  /** Forgets what lies outside of the editor's folders, where nobody watches. */
  forgetOutside(): void {
    const folders = this.folders.map((folder) => `${keyOf(folder)}/`);
    for (const key of [...this.#files.keys()])
      if (!folders.some((folder) => key.startsWith(folder))) this.#files.forget(key);
    this.#files.forgetFound();
  }

  /** Reads a file of the workspace that nobody has opened. */
  async take(uri: string, language: Language): Promise<void> {
    const file = await this.#files.read(keyOf(uri), language);
    if (file !== undefined && isMain(file)) this.#roots.set(keyOf(uri), language);
  }

  /** Another value after each change of any file. */
  get version(): unknown {
    return `${this.#files.version} ${this.#changes}`;
  }

  /** Reads what the file includes and, in an editor, what may include it. */
  async load(file: File): Promise<void> {
    if (this.#renewing.size > 0) await Promise.all(this.#renewing);
    if (this.#seeks && !this.#sought.has(keyOf(file.uri))) {
      this.#sought.add(keyOf(file.uri));
      await this.#seek(file);
    }
    for (const [uri, language] of this.#roots) {
      const root = this.#fileAt(uri) ?? (await this.#files.read(uri, language));
      if (root !== undefined) await this.#follow(root);
    }
    for (const open of this.#open.values()) if (open !== file && isMain(open)) await this.#follow(open);
    await this.#follow(file);
  }

  /** Finds the files that a path or pattern in a file means. */
  async find(file: File, pattern: string): Promise<readonly string[]> {
    for (const place of this.#places(file, pattern)) {
      const found = await this.#files.find(place);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The file with the context that the files including it agree on, unless it says so itself. */
  placed(file: File): File {
    return placedIn(this.#links(), file);
  }

  /** The file in each of the contexts in which others include it, where these are several. */
  placements(file: File): readonly Placement[] {
    return placementsIn(this.#links(), file);
  }

  included(file: File, statement: Statement): readonly File[] | undefined {
    const { included } = this.#links();
    // A version of the file that is only being thought of has statements that nobody knows yet.
    const keys = included.has(statement) ? included.get(statement) : this.#forward(file, statement);
    return keys?.flatMap((key) => this.#fileAt(key) ?? []).map((other) => this.placed(other));
  }

  /** Why an include statement brings in nothing, where that is certain. */
  lost(file: File, statement: Statement): Lost | undefined {
    const { circles, next } = this.#links();
    const circle = circles.get(statement);
    if (circle) {
      const way = wayFrom(next, circle.through, keyOf(file.uri)).flatMap((key) => this.#fileAt(key) ?? []);
      return { kind: 'circle', way, isFatal: circle.isFatal };
    }
    const uri = this.#missing(file, statement);
    return uri === undefined ? undefined : { kind: 'missing', uri };
  }

  includers(file: File): readonly Inclusion[] {
    return includersIn(this.#links(), file);
  }

  /** The other open files that this one includes or is included by, over any number of steps. */
  related(file: File): File[] {
    return this.together(file).flatMap(({ uri }) => (uri === file.uri ? [] : (this.#open.get(keyOf(uri)) ?? [])));
  }

  /** The file and all that it includes or is included by, over any number of steps. */
  together(file: File): readonly File[] {
    const { together } = this.#links();
    const own = keyOf(file.uri);
    let group = together.get(own);
    if (group === undefined) {
      group = { keys: this.#connected(own), files: [], changes: -1 };
      for (const key of group.keys) together.set(key, group);
    }
    if (group.changes !== this.#changes) {
      group.files = group.keys.flatMap((key) => this.#fileAt(key) ?? []).map((other) => this.placed(other));
      group.changes = this.#changes;
    }
    const { files } = group;
    // A version of the file that is only being thought of stands for it.
    return files.some((other) => other.tree === file.tree)
      ? files
      : [file, ...files.filter(({ uri }) => keyOf(uri) !== own)];
  }

  /** Every file that is open or was read; the same list until something changes. */
  files(): readonly File[] {
    const { version } = this;
    const known = this.#all;
    if (known !== undefined && known.version === version) return known.files;
    const keys = new Set([...this.#open.keys(), ...this.#files.keys()]);
    const files = [...keys].flatMap((key) => this.#fileAt(key) ?? []).map((file) => this.placed(file));
    this.#all = { version, files };
    return files;
  }

  #connected(start: string): string[] {
    const { included, includers } = this.#links();
    const seen = new Set([start]);
    for (const key of seen) {
      const file = this.#fileAt(key);
      for (const statement of file ? includesOf(file) : [])
        for (const uri of included.get(statement) ?? []) seen.add(uri);
      for (const inclusion of includers.get(key) ?? []) seen.add(keyOf(inclusion.file.uri));
    }
    return [...seen];
  }

  #fileAt(key: string): File | undefined {
    return this.#open.get(key) ?? this.#files.peek(key);
  }

  /** Reads along the includes from a file. */
  async #follow(start: File): Promise<void> {
    if (this.#followed.get(start) === this.#links()) return;
    const seen = new Set([keyOf(start.uri)]);
    const folders = this.#startsOf(start);
    for (let level = [start]; level.length > 0; ) {
      const inclusions = level.flatMap((file) => includesOf(file).map((statement) => ({ file, statement })));
      const found = await Promise.all(
        inclusions.map(async ({ file, statement }) =>
          (await this.find(file, patternOf(statement))).map((key) => [key, file.language] as const),
        ),
      );
      if (inclusions.length === 0) break;
      const next = new Map(found.flat().filter(([key]) => !seen.has(key)));
      const read = [...next].slice(0, mostFiles - seen.size).map(([key, language]) => {
        seen.add(key);
        const known = this.#rootFolders.get(key) ?? new Map();
        this.#rootFolders.set(key, known);
        for (const [folder, isSure] of folders) known.set(folder, isSure || known.get(folder) === true);
        return this.#fileAt(key) ?? this.#files.read(key, language);
      });
      level = (await settled(read)).filter((file) => file !== undefined);
    }
    this.#followed.set(start, this.#links());
  }

  /** Looks above a fragment for main files by their usual names, which may include it. */
  async #seek(file: File): Promise<void> {
    const { uri, language } = file;
    const glob = language.includes?.mainFiles;
    if (glob === undefined || isMain(file)) return;
    for (const base of foldersAround(uri, this.folders)) {
      const found = await this.#files.find({ base, glob });
      for (const root of found.slice(0, mostRoots)) if (root !== keyOf(uri)) this.#roots.set(root, language);
    }
  }

  /** Where a path or pattern may lead, the likeliest place first. */
  #places(file: File, pattern: string): SearchPlace[] {
    const { uri } = file;
    const known = this.#rootFolders.get(keyOf(uri)) ?? new Map<string, boolean>();
    const starts = isMain(file) ? this.#startsOf(file) : known;
    const sureStarts = new Set([...starts].flatMap(([folder, isSure]) => (isSure ? folder : [])));
    return searchPlaces({ uri, folders: this.folders, starts: known.keys(), sureStarts }, pattern);
  }

  /** The folders from which the relative paths of a file start. */
  #startsOf(file: File): ReadonlyMap<string, boolean> {
    const known = this.#rootFolders.get(keyOf(file.uri));
    if (known === undefined || isMain(file)) return new Map([...(known ?? []), [folderOf(file.uri), isMain(file)]]);
    return known;
  }

  /** What the include statement of a file leads to, as far as it has been looked for. */
  #targets(file: File, statement: Statement): Step['targets'] {
    const pattern = patternOf(statement);
    for (const place of this.#places(file, pattern)) {
      const found = this.#files.peekFound(place);
      if (found === undefined) return undefined;
      if (found.length === 0) continue;
      return { keys: found.filter((key) => this.#fileAt(key) !== undefined), isSure: place.isSure };
    }
    return hasWildcard(pattern) ? { keys: [], isSure: true } : undefined;
  }

  /** What a statement of a version that is only being thought of brings in: not the file itself. */
  #forward(file: File, statement: Statement): readonly string[] | undefined {
    const own = keyOf(file.uri);
    const forward = this.#targets(file, statement)?.keys.filter((key) => key !== own);
    return forward?.length === 0 && !hasWildcard(patternOf(statement)) ? undefined : forward;
  }

  /** The address of the file that an include statement means, where all places have been looked at and it is in none. */
  #missing(file: File, statement: Statement): string | undefined {
    const pattern = patternOf(statement);
    if (hasWildcard(pattern)) return undefined;
    const places = this.#places(file, pattern);
    if (places.some((place) => this.#files.peekFound(place)?.length !== 0)) return undefined;
    const exact = places.find(({ isExact }) => isExact);
    const address = exact && addressOf(exact);
    const isOurs = this.complete || this.folders.some((folder) => address?.startsWith(`${keyOf(folder)}/`));
    return isOurs ? address : undefined;
  }

  /** Who includes whom, from the open files and the roots on. */
  #links(): Graph {
    const { version } = this.#files;
    if (this.#graph?.version === version) return this.#graph;
    const reached = new Set([...this.#open.keys(), ...this.#roots.keys()]);
    const steps: Step[] = [];
    for (const key of reached) {
      const file = this.#fileAt(key);
      for (const statement of file ? includesOf(file) : []) {
        if (file === undefined) continue;
        const targets = this.#targets(file, statement);
        steps.push({ file, statement, targets });
        for (const target of targets?.keys ?? []) reached.add(target);
      }
    }
    this.#graph = {
      ...inclusionsOf(steps),
      version,
      placed: new WeakMap(),
      placements: new WeakMap(),
      together: new Map(),
    };
    return this.#graph;
  }
}

/** Most of them are here already, and waiting for each would cost more than all the rest. */
async function settled<Value>(values: readonly (Value | Promise<Value>)[]): Promise<Value[]> {
  const isOnItsWay = (value: Value | Promise<Value>): value is Promise<Value> => value instanceof Promise;
  return values.some(isOnItsWay) ? Promise.all(values) : (values as Value[]);
}
