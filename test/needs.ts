import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/** The path of a program on this machine; without it the test is skipped by name and reason, or fails where nothing may be skipped. */
export function needs(t: TestContext, program: string): string | undefined {
  try {
    const path = `${process.env.PATH}:/usr/sbin:/sbin:/usr/games`;
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], {
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    }).trim();
  } catch {
    if (process.env.DEPLOY_CONFIG_NO_SKIP) throw new Error(`nothing may be skipped here, and ${program} is missing`);
    t.skip(`needs ${program}`);
    return undefined;
  }
}
