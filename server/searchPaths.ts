/** Where the path of an include statement may lead. */
import { URI, Utils } from 'vscode-uri';
import { keyOf, type Place } from './environment.ts';

/** How many folders above a file are looked at; the workspace's folder is the last one anyway. */
const mostParents = 6;

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

export interface SearchPlace extends Place {
  /** The program itself looks here. */
  isSure: boolean;
  /** The path in this place is the one that the program reads, and no other machine's. */
  isExact: boolean;
}

/** What is known of the file that a path stands in. */
export interface Surroundings {
  uri: string;
  /** The editor's folders. */
  folders: readonly string[];
  /** The folders of the files that lead here, from which relative paths may start. */
  starts: Iterable<string>;
  /** Those of them from which they surely do: the folders of main files. */
  sureStarts: ReadonlySet<string>;
}

/** Where a path or pattern may lead, the likeliest place first. */
export function searchPlaces({ uri, folders, starts, sureStarts }: Surroundings, pattern: string): SearchPlace[] {
  const above = foldersAround(uri, folders);
  // A path on a network is not asked for: on Windows that alone would show who the user is.
  if (above.length === 0 || pattern === '' || /^(?:\/\/|\\\\)/.test(pattern)) return [];
  const around = (path: string, bases: Iterable<string>, isExact: boolean) =>
    [...new Set([path, enabledFor(path)])].flatMap((glob) =>
      [...bases].map((base) => {
        const isSure = glob === path && sureStarts.has(base);
        return { base, glob, isSure, isExact: isSure && isExact };
      }),
    );
  if (!/^(?:\/|[a-z]:)/i.test(pattern)) return around(pattern, new Set([...starts, ...above]), true);
  const prefix = prefixes.find((start) => pattern.startsWith(start));
  // Someone's project comes before whatever this machine has installed, unless it is the file of this machine.
  const isOfMachine = prefix === undefined || URI.parse(uri).path.startsWith(prefix);
  const root = URI.parse(uri).with({ path: '/' }).toString();
  const here = { base: root, glob: pattern, isSure: isOfMachine, isExact: isOfMachine };
  if (prefix === undefined) return [here];
  const below = around(pattern.slice(prefix.length), above, false);
  return isOfMachine ? [here, ...below] : [...below, here];
}

/** The address of what the place names without wildcards. */
export function addressOf({ base, glob }: Place): string {
  return Utils.resolvePath(URI.parse(base), glob).toString();
}

/** The file's folder and those above it, up to the workspace's. */
export function foldersAround(uri: string, workspaceFolders: readonly string[]): string[] {
  const top = workspaceFolders.map(keyOf).find((folder) => keyOf(uri).startsWith(`${folder}/`));
  const folders: string[] = [];
  let folder = Utils.dirname(URI.parse(uri));
  while (folder.path.startsWith('/') && folders.length <= mostParents) {
    folders.push(folder.toString());
    if (folders.at(-1) === top || folder.path === '/') break;
    folder = Utils.dirname(folder);
  }
  return folders;
}

export function folderOf(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** Where nothing is enabled, as in most repositories, what could be enabled stands for it. */
function enabledFor(path: string): string {
  return path.replace(/(^|\/)sites-enabled\//, '$1sites-available/');
}
