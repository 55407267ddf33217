/** Files for a server that cannot reach them itself: in a browser, and in workspaces that are not on a disk. */
import * as vscode from 'vscode';

export async function read(uri: string): Promise<{ text: string } | null> {
  try {
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
  } catch {
    return null;
  }
}

/** The files that a pattern means, as glob(3) reads it: relative to the folder `base` or absolute, in alphabetical order. */
export async function find(base: string, glob: string): Promise<string[] | null> {
  try {
    const folder = vscode.Uri.parse(base);
    let found = [glob.startsWith('/') || folder.path === '' ? folder.with({ path: '/' }) : folder];
    for (const segment of glob.split('/').filter((name) => name !== '' && name !== '.'))
      found = (await Promise.all(found.map((parent) => children(parent, segment)))).flat();
    const types = await Promise.all(found.map(typeOf));
    return found
      .filter((_, index) => types[index] === vscode.FileType.File)
      .map(String)
      .sort();
  } catch {
    return null;
  }
}

async function children(folder: vscode.Uri, segment: string): Promise<vscode.Uri[]> {
  if (!/[*?[]/.test(segment)) return [vscode.Uri.joinPath(folder, segment)];
  const fits = segmentRegex(segment);
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.flatMap(([name]) => (fits.test(name) ? vscode.Uri.joinPath(folder, name) : []));
  } catch {
    return [];
  }
}

/** `*`, `?` and `[…]`; a wildcard at the start leaves hidden files out. */
function segmentRegex(segment: string): RegExp {
  const source = segment.replace(/\[([!^]?)([^\]]+)\]|[*?.+^$(){}|[\]\\]/g, (mark, not?: string, letters?: string) => {
    if (letters !== undefined) return `[${not ? '^' : ''}${letters.replace(/[\\[\]^]/g, '\\$&')}]`;
    if (mark === '*') return '.*';
    return mark === '?' ? '.' : `\\${mark}`;
  });
  return new RegExp(`^${/^[*?[]/.test(segment) ? '(?!\\.)' : ''}${source}$`, 's');
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    // A link to a file carries both marks.
    return type & vscode.FileType.File;
  } catch {
    return undefined;
  }
}
