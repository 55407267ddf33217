/** Open documents and files on disk as parsed File values, and who includes whom. Knows no disk: an Environment is handed in. */
import { URI, Utils } from 'vscode-uri';
import type { Options } from './options.ts';
import type { File, Language, Project, Statement } from './types.ts';
import { contextOf } from './walk.ts';

/** Where files come from: this machine's disk, or the editor. */
export interface Environment {
  /** The text of a file; undefined when there is none or it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** The files that a pattern means, as glob(3) reads it: relative to the folder `base` or absolute, in alphabetical order. */
  find(base: string, glob: string): Promise<readonly string[]>;
  /** Every file below a folder, without what tools have put there; absent where nobody can tell in a sensible time. */
  list?(folder: string): Promise<readonly string[]>;
}

/** No site needs more; what goes on beyond is a mistake. */
const mostFiles = 20_000;
const longestText = 4_000_000;
/** How many folders above a file are looked at; the workspace's folder is the last one anyway. */
const mostParents = 6;
const mostRoots = 20;

/** Where programs have their configuration when they are installed: a path below is looked for in the workspace. */
const prefixes = [
  '/etc/nginx/',
  '/etc/openresty/',
  '/etc/angie/',
  '/etc/tengine/',
  '/etc/supervisor/',
  '/opt/homebrew/etc/nginx/',
  '/opt/nginx/conf/',
  '/usr/local/etc/nginx/',
  '/usr/local/etc/openresty/',
  '/usr/local/nginx/conf/',
  '/usr/local/openresty/nginx/conf/',
];

/** An answer on its way, and when it has come, the answer. */
interface Asked<Answer> {
  answer?: Answer;
  ready: Promise<Answer>;
}

/** What the environment has answered, parsed, until it is forgotten. Several workspaces may share it. */
export class Files {
  /** Another number after each change. */
  version = 0;
  readonly #environment: Environment;
  readonly #read = new Map<string, Asked<File | undefined>>();
  readonly #found = new Map<string, Asked<readonly string[]>>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  read(uri: string, language: Language): Promise<File | undefined> {
    return this.#ask(this.#read, uri, undefined, async () => {
      const text = await this.#environment.read(uri);
      if (text === undefined || text.length > longestText) return undefined;
      return { uri, text, tree: language.parse(text), language };
    });
  }

  /** The addresses of what has been read. */
  keys(): Iterable<string> {
    return this.#read.keys();
  }

  /** What has been read already. */
  peek(uri: string): File | undefined {
    return this.#read.get(uri)?.answer;
  }

  find({ base, glob }: Place): Promise<readonly string[]> {
    return this.#ask(this.#found, `${base}\n${glob}`, [], async () =>
      (await this.#environment.find(base, glob)).map(keyOf),
    );
  }

  /** What has been found already; undefined when nobody has looked. */
  peekFound({ base, glob }: Place): readonly string[] | undefined {
    return this.#found.get(`${base}\n${glob}`)?.answer;
  }

  /** Forgets one file's text, or without an argument everything. */
  forget(uri?: string): void {
    this.version++;
    if (uri !== undefined) this.#read.delete(keyOf(uri));
    else {
      this.#read.clear();
      this.#found.clear();
    }
  }

  /** Forgets which files there are. */
  forgetFound(): void {
    this.version++;
    this.#found.clear();
  }

  #ask<Answer>(
    asked: Map<string, Asked<Answer>>,
    key: string,
    otherwise: Answer,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const known = asked.get(key);
    if (known !== undefined) return known.ready;
    const entry: Asked<Answer> = {
      ready: ask()
        .catch(() => otherwise)
        .then((answer) => {
          entry.answer = answer;
          this.version++;
          return answer;
        }),
    };
    asked.set(key, entry);
    return entry.ready;
  }
}

/** A pattern in a folder. */
interface Place {
  base: string;
  glob: string;
}

interface Inclusion {
  file: File;
  statement: Statement;
}

/** Files that belong together, by their keys, and as they were after some number of changes. */
interface Group {
  keys: readonly string[];
  files: readonly File[];
  changes: number;
}

interface Graph {
  version: number;
  /** Keys of the files that a statement brings in; undefined when unknown. */
  included: Map<Statement, readonly string[] | undefined>;
  includers: Map<string, Inclusion[]>;
  /** Files in their contexts, as far as someone has asked. */
  placed: WeakMap<File, File>;
  /** Those that belong together, as far as someone has asked. */
  together: Map<string, Group>;
}

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
  /** The folders of the main files that lead to a file: what its relative paths may start from. */
  readonly #rootFolders = new Map<string, Set<string>>();
  readonly #placed = new WeakMap<File, File>();
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
    const before = this.#open.get(key);
    this.#open.set(key, file);
    this.#changes++;
    // Who includes whom stays as it is where neither version includes anything.
    if (before === undefined || includesOf(before).length > 0 || includesOf(file).length > 0) this.#graph = undefined;
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
  renew(uri: string, isMoved: boolean): void {
    this.#files.forget(uri);
    if (!isMoved) return;
    this.#files.forgetFound();
    this.#sought.clear();
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
    const { placed } = this.#links();
    const known = placed.get(file);
    if (known !== undefined) return known;
    const result = this.#place(file);
    placed.set(file, result);
    return result;
  }

  #place(file: File): File {
    if (file.context !== undefined || file.text.includes('deploy-config-context')) return file;
    const contexts = this.includers(file).map(({ file: includer, statement }) =>
      // At the top of a fragment that nobody includes, the context is itself a guess.
      statement.parent !== undefined || includer.context !== undefined || isMain(includer)
        ? contextOf(includer, statement.parent)
        : undefined,
    );
    const [context] = contexts;
    if (context === undefined || contexts.some((other) => other !== context)) return file;
    // The same object as before, since much is remembered by it.
    const before = this.#placed.get(file);
    if (before?.context === context) return before;
    const placed = { ...file, context };
    this.#placed.set(file, placed);
    return placed;
  }

  included(file: File, statement: Statement): readonly File[] | undefined {
    const { included } = this.#links();
    // A version of the file that is only being thought of has statements that nobody knows yet.
    const keys = included.has(statement) ? included.get(statement) : this.#targets(file, statement);
    return keys?.flatMap((key) => this.#fileAt(key) ?? []).map((other) => this.placed(other));
  }

  includers(file: File): readonly Inclusion[] {
    const { includers } = this.#links();
    const key = keyOf(file.uri);
    // Debian's nginx includes links in sites-enabled; what people edit lies in sites-available.
    const found = includers.get(key) ?? includers.get(key.replace('/sites-available/', '/sites-enabled/')) ?? [];
    return found.map(({ file: includer, statement }) => ({ file: this.placed(includer), statement }));
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
    return files.some((other) => other === file) ? files : [file, ...files.filter(({ uri }) => keyOf(uri) !== own)];
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
    const folders = this.#rootFolders.get(keyOf(start.uri)) ?? [folderOf(start.uri)];
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
        const known = this.#rootFolders.get(key) ?? new Set();
        this.#rootFolders.set(key, known);
        for (const folder of folders) known.add(folder);
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
    for (const base of this.#foldersAround(uri)) {
      const found = await this.#files.find({ base, glob });
      for (const root of found.slice(0, mostRoots)) if (root !== keyOf(uri)) this.#roots.set(root, language);
    }
  }

  /** Where a path or pattern may lead, the likeliest place first. */
  #places(file: File, pattern: string): Place[] {
    const folders = this.#foldersAround(file.uri);
    // A path on a network is not asked for: on Windows that alone would show who the user is.
    if (folders.length === 0 || pattern === '' || /^(?:\/\/|\\\\)/.test(pattern)) return [];
    const around = (path: string, bases: Iterable<string>) =>
      [...new Set([path, enabledFor(path)])].flatMap((glob) => [...bases].map((base) => ({ base, glob })));
    if (!/^(?:\/|[a-z]:)/i.test(pattern))
      return around(pattern, new Set([...(this.#rootFolders.get(keyOf(file.uri)) ?? []), ...folders]));
    const here = { base: URI.parse(file.uri).with({ path: '/' }).toString(), glob: pattern };
    const prefix = prefixes.find((start) => pattern.startsWith(start));
    if (prefix === undefined) return [here];
    const below = around(pattern.slice(prefix.length), folders);
    // Someone's project comes before whatever this machine has installed, unless it is the file of this machine.
    return URI.parse(file.uri).path.startsWith(prefix) ? [here, ...below] : [...below, here];
  }

  /** The file's folder and those above it, up to the workspace's. */
  #foldersAround(uri: string): string[] {
    const top = this.folders.map(keyOf).find((folder) => keyOf(uri).startsWith(`${folder}/`));
    const folders: string[] = [];
    let folder = Utils.dirname(URI.parse(uri));
    while (folder.path.startsWith('/') && folders.length <= mostParents) {
      folders.push(folder.toString());
      if (folders.at(-1) === top || folder.path === '/') break;
      folder = Utils.dirname(folder);
    }
    return folders;
  }

  /** What the include statement of a file leads to, as far as it has been looked for. */
  #targets(file: File, statement: Statement): readonly string[] | undefined {
    const pattern = patternOf(statement);
    for (const place of this.#places(file, pattern)) {
      const found = this.#files.peekFound(place);
      if (found === undefined) return undefined;
      const own = keyOf(file.uri);
      if (found.length > 0) return found.filter((key) => key !== own && this.#fileAt(key) !== undefined);
    }
    return /[*?[]/.test(pattern) ? [] : undefined;
  }

  /** Who includes whom, from the open files and the roots on; without the includes that lead back to themselves. */
  #links(): Graph {
    const { version } = this.#files;
    if (this.#graph?.version === version) return this.#graph;
    const reached = new Set([...this.#open.keys(), ...this.#roots.keys()]);
    const next = new Map<string, Set<string>>();
    const inclusions: (Inclusion & { targets: readonly string[] | undefined })[] = [];
    for (const key of reached) {
      const file = this.#fileAt(key);
      for (const statement of file ? includesOf(file) : []) {
        if (file === undefined) continue;
        const targets = this.#targets(file, statement);
        inclusions.push({ file, statement, targets });
        const following = next.get(key) ?? new Set();
        next.set(key, following);
        for (const target of targets ?? []) {
          following.add(target);
          reached.add(target);
        }
      }
    }
    const graph: Graph = {
      version,
      included: new Map(),
      includers: new Map(),
      placed: new WeakMap(),
      together: new Map(),
    };
    for (const { file, statement, targets } of inclusions) {
      const forward = targets?.filter((target) => !leadsTo(next, target, keyOf(file.uri)));
      const lost = forward?.length === 0 && !/[*?[]/.test(patternOf(statement));
      graph.included.set(statement, lost ? undefined : forward);
      for (const target of forward ?? []) {
        const includers = graph.includers.get(target) ?? [];
        graph.includers.set(target, includers);
        includers.push({ file, statement });
      }
    }
    this.#graph = graph;
    return graph;
  }
}

/** Most of them are here already, and waiting for each would cost more than all the rest. */
async function settled<Value>(values: readonly (Value | Promise<Value>)[]): Promise<Value[]> {
  const isOnItsWay = (value: Value | Promise<Value>): value is Promise<Value> => value instanceof Promise;
  return values.some(isOnItsWay) ? Promise.all(values) : (values as Value[]);
}

function leadsTo(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  if (from !== to && !next.has(from)) return false;
  const seen = new Set([from]);
  for (const key of seen) {
    if (key === to) return true;
    for (const following of next.get(key) ?? []) seen.add(following);
  }
  return false;
}

/** The statements that bring other files in. */
function includesOf(file: File): readonly Statement[] {
  return file.language.includes?.statements(file) ?? [];
}

/** Whether it is one that others do not include. */
function isMain(file: File): boolean {
  return file.language.includes?.isMain(file) ?? false;
}

/** Where nothing is enabled, as in most repositories, what could be enabled stands for it. */
function enabledFor(path: string): string {
  return path.replace(/(^|\/)sites-enabled\//, '$1sites-available/');
}

function patternOf(statement: Statement): string {
  return statement.args[0]?.text ?? '';
}

function folderOf(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** One spelling for each address: editors encode a drive's colon and non-Latin letters in their own ways. */
function keyOf(uri: string): string {
  return URI.parse(uri).toString();
}
