/** Files as the command line is given them: read, told apart by language, and replaced. */
import { chmod, chown, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import { languageIdByContent, languageIdByPath } from '../languages/detection.ts';
import { languageById } from '../languages/index.ts';
import type { Language } from '../types.ts';

/** A reason, in a sentence, why a file or a call cannot be dealt with. */
export class Refusal extends Error {}

export async function read(name: string): Promise<Buffer> {
  try {
    return await (name === '-' ? buffer(process.stdin) : readFile(name));
  } catch (error) {
    throw new Refusal(l10n.t('Cannot read {0}: {1}.', name, reasonOf(error)));
  }
}

export function languageOf(name: string, text: string, chosen: string | undefined): Language {
  const id = chosen ?? languageIdByPath(resolve(name)) ?? languageIdByContent(text);
  if (id === undefined)
    throw new Refusal(l10n.t('{0}: neither its name nor its text tells the language; say it with --language.', name));
  const language = languageById(id);
  if (language === undefined) throw new Refusal(l10n.t('{0}: this version cannot judge files for {1}.', name, id));
  return language;
}

/** Puts new content in a file's place in one step; its mode, owner and the links to it stay. */
export async function replace(name: string, content: Buffer): Promise<void> {
  let temporary: string | undefined;
  try {
    const path = await realpath(name);
    const { mode, uid, gid } = await stat(path);
    temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
    await writeFile(temporary, content, { flag: 'wx', mode });
    const made = await stat(temporary);
    if (made.uid !== uid || made.gid !== gid) await chown(temporary, uid, gid);
    // Neither the umask nor the change of owner shall take a bit away.
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    // What went wrong first is what is told.
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    throw new Refusal(l10n.t('Cannot write {0}: {1}.', name, reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return l10n.t('there is no such file');
  if (code === 'EISDIR') return l10n.t('it is a folder');
  if (code === 'EACCES' || code === 'EPERM') return l10n.t('permission denied');
  return message;
}
