/** What the commands for services ask of a disk. */
import { readdir, realpath, stat } from 'node:fs/promises';
import type { Disk } from './services.ts';

export const disk: Disk = {
  async isExecutable(path) {
    try {
      return ((await stat(path)).mode & 0o111) !== 0;
    } catch {
      return undefined;
    }
  },
  async linksTo(folder, target) {
    try {
      const wanted = await realpath(target);
      const entries = await readdir(folder);
      const found = await Promise.all(entries.map((entry) => realpath(`${folder}/${entry}`).catch(() => undefined)));
      return found.includes(wanted);
    } catch {
      return undefined;
    }
  },
};
