import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** A folder that stands for the machine on which the snippets' default paths exist. */
export interface Machine {
  root: string;
  /** The application's folder, `/srv/app` in the snippets. */
  project: string;
  /** The text with its paths moved below the root. */
  mend(text: string): string;
  write(path: string, text: string): string;
}

export interface Verdict {
  accepted: boolean;
  stdout: string;
  /** Both outputs. */
  said: string;
}

/** Without input the program reads nothing at all: writing to one that does not read could fail. */
export function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Verdict {
  const stdin = options.input === undefined ? 'ignore' : 'pipe';
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: [stdin, 'pipe', 'pipe'],
    ...options,
  });
  if (error) throw error;
  return { accepted: status === 0, stdout, said: `${stdout}${stderr}` };
}

/** The Python that a program written in it runs with. */
export function interpreter(program: string): string {
  return /^#! *(\S+)/.exec(readFileSync(program, 'utf8'))?.[1] ?? 'python3';
}

/** Removed after the test. `gunicorn` is what the virtualenv's Gunicorn leads to; some program where it does not matter. */
export function machine(t: TestContext, gunicorn = process.execPath): Machine {
  const root = mkdtempSync(join(tmpdir(), 'deploy-config-snippets-'));
  t.after(() => rmSync(root, { recursive: true }));
  const project = join(root, 'srv/app');
  const write = (path: string, text: string) => {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  };
  write(
    'srv/app/main.py',
    'def app(environ, start_response):\n    start_response("200 OK", [])\n    return [b"Hello"]\n',
  );
  for (const folder of ['srv/app/venv/bin', 'run', 'var/log/nginx', 'var/log/supervisor', 'var/log/gunicorn']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  symlinkSync(gunicorn, join(project, 'venv/bin/gunicorn'));
  const mend = (text: string) =>
    text.replace(/(?<![\w.])\/(?:srv\/app|run|var\/log|etc\/letsencrypt)\b/g, (path) => root + path);
  return { root, project, mend, write };
}

/** Where nginx's own list of types lies, as Debian installs it or beside other builds. */
export function mimeTypes(): string {
  const places = ['/etc/nginx/mime.types', '/usr/local/etc/nginx/mime.types', '/usr/local/nginx/conf/mime.types'];
  return places.find(existsSync) ?? '/opt/homebrew/etc/nginx/mime.types';
}
