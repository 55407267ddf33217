/** This machine's files, through Node. */
import { isUtf8 } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, parse } from 'node:path';
import { URI } from 'vscode-uri';
import type { Environment } from './environment.ts';

/** Larger files are no configuration. */
const mostBytes = 16_000_000;

export const disk: Environment = {
  async read(uri) {
    const path = URI.parse(uri).fsPath;
    const entry = await stat(path);
    return entry.isFile() && entry.size <= mostBytes ? decode(await readFile(path)).text : undefined;
  },
  async find(base, glob) {
    const absolute = isAbsolute(glob);
    const root = absolute ? parse(glob).root : URI.parse(base).fsPath;
    let found = [root];
    for (const segment of (absolute ? glob.slice(root.length) : glob).split('/'))
      if (segment !== '') found = (await Promise.all(found.map((folder) => children(folder, segment)))).flat();
    const files = await Promise.all(found.map(isFile));
    return found
      .filter((_, index) => files[index])
      .sort()
      .map((path) => URI.file(path).toString());
  },
  list,
};

/** Folders whose files are a tool's, or somebody else's. */
const foreign =
  /^(?:\.(?:git|hg|svn|tox|nox|venv|cache|idea|vscode|mypy_cache|terraform|next|yarn)|node_modules|venv|virtualenv|site-packages|__pycache__|bower_components|vendor|target)$/;
const mostFolders = 20_000;
const mostListed = 200_000;
const together = 32;

async function list(uri: string): Promise<readonly string[]> {
  const found: string[] = [];
  let folders = [URI.parse(uri).fsPath];
  let left = mostFolders;
  while (folders.length > 0 && left > 0 && found.length < mostListed) {
    const now = folders.slice(0, Math.min(together, left));
    const rest = folders.slice(now.length);
    left -= now.length;
    const entries = await Promise.all(
      now.map(async (folder) =>
        (await readdir(folder, { withFileTypes: true }).catch(() => [])).map((entry) => ({ folder, entry })),
      ),
    );
    for (const { folder, entry } of entries.flat()) {
      const path = join(folder, entry.name);
      // A link may lead round in circles, and what it leads to is found where it lies.
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && !foreign.test(entry.name)) rest.push(path);
    }
    folders = rest;
  }
  return found.map((path) => URI.file(path).toString());
}

/** A file's text, and how to turn one back into bytes. What is not UTF-8 is read byte by byte, so that nothing is lost. */
export function decode(bytes: Buffer): { text: string; encode(text: string): Buffer } {
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return { text: bytes.toString(encoding), encode: (text) => Buffer.from(text, encoding) };
}

/** What a part of a path means in a folder, whether it exists or not. */
async function children(folder: string, segment: string): Promise<string[]> {
  if (!/[*?[]/.test(segment)) return [join(folder, segment)];
  const fits = segmentRegex(segment);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => fits.test(name)).map((name) => join(folder, name));
}

/** glob(3)'s `*`, `?` and `[…]`; hidden files need a dot of their own. */
function segmentRegex(segment: string): RegExp {
  const source = segment.replace(/\[([!^]?)(\]?[^\]]*)\]|[^\w]/g, (mark, not: string | undefined, letters?: string) => {
    if (letters) return `[${not ? '^' : ''}${letters.replace(/[\\[\]^]/g, '\\$&')}]`;
    if (mark === '*') return '.*';
    return mark === '?' ? '.' : `\\${mark}`;
  });
  return new RegExp(`^${/^[*?[]/.test(segment) ? '(?!\\.)' : ''}${source}$`, 's');
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
