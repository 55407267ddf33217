/**
 * What a fresh clone lacks is fetched here, and nothing that is there already: npm's packages for the project and for the
 * VS Code of the tests, and the programs that judge our files. Uses Node alone, for nothing else may be installed yet.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../test/vscode/chromium.mjs';
import { which } from './which.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the VS Code of the tests is installed, apart from the project: it is large and most of it is for Linux alone. */
export const vscodeFolder = join(root, 'test/vscode');

/** Debian's packages that the tests use, each with a program that it brings; fonts and modules have none. */
const debianPackages = {
  chromium: 'chromium',
  dash: 'dash',
  'fonts-noto-cjk': undefined,
  gunicorn: 'gunicorn',
  'libnginx-mod-mail': undefined,
  'libnginx-mod-stream': undefined,
  nginx: 'nginx',
  openssl: 'openssl',
  'pcre2-utils': 'pcre2test',
  python3: 'python3',
  'ruby-foreman': 'foreman',
  runit: 'chpst',
  shellcheck: 'shellcheck',
  supervisor: 'supervisord',
  systemd: 'systemd-analyze',
};

/** The project's own packages. */
export function setUpProject() {
  if (isInstalled(root)) return;
  console.log("Installing the project's packages (npm ci) …");
  npm(['ci', '--ignore-scripts'], root);
}

/** A VS Code that runs without a screen: code-server. */
export function setUpCodeServer() {
  if (!isInstalled(vscodeFolder)) {
    console.log('Installing the VS Code of the tests in test/vscode (npm ci, about 400 MB) …');
    npm(['ci', '--ignore-scripts'], vscodeFolder);
  }
  // code-server leaves its own VS Code's packages to an install script, which would compile add-ons that nothing here needs.
  // Its lock file does not agree with its manifest, so that "npm ci" refuses.
  const workbench = join(vscodeFolder, 'node_modules/code-server/lib/vscode');
  if (existsSync(join(workbench, 'node_modules/.package-lock.json'))) return;
  console.log("Installing code-server's own packages (npm install, about 400 MB) …");
  npm(['install', '--omit=dev', '--ignore-scripts'], workbench);
}

/** A Chromium where Debian's package is not to be had; Ubuntu, for one, has it as a snap only. */
export async function setUpChromium() {
  if ((await findChromium()) !== undefined) return;
  console.log('Installing the Chromium that playwright-core brings …');
  const dependencies = isRootWithApt() ? ['--with-deps'] : [];
  const args = [
    join(vscodeFolder, 'node_modules/playwright-core/cli.js'),
    'install',
    ...dependencies,
    '--no-shell',
    'chromium',
  ];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) console.log(`That failed, and the tests in VS Code cannot run: ${stderr.trim().split('\n', 1)}`);
}

/** The programs of other projects that the tests ask for their verdict, and Chromium. */
export function setUpPrograms() {
  const missing = Object.entries(debianPackages).flatMap(([name, program]) => (isThere(name, program) ? [] : name));
  if (missing.length === 0) return;
  if (!isRootWithApt()) {
    const programs = missing.map((name) => debianPackages[name] ?? name);
    console.log(`Missing here, and only installed by root on Debian or Ubuntu: ${programs.join(', ')}.`);
    console.log('The tests that need them cannot run.');
    return;
  }
  console.log(`Installing Debian's packages ${missing.join(', ')} (apt-get) …`);
  apt(['update', '--quiet']);
  const offered = missing.filter((name) => isOffered(name));
  const refused = missing.filter((name) => !offered.includes(name));
  if (refused.length > 0) console.log(`This machine's package sources do not have ${refused.join(', ')}.`);
  apt(['install', '--yes', '--no-install-recommends', '--quiet', ...offered]);
}

/** Whether a folder's node_modules holds the versions that its lock file names; packages for other machines may be absent. */
function isInstalled(folder) {
  const hidden = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const [wanted, present] = [join(folder, 'package-lock.json'), hidden].map(
    (path) => JSON.parse(readFileSync(path, 'utf8')).packages,
  );
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : optional;
  });
}

function npm(args, cwd) {
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`"npm ${args.join(' ')}" failed in ${cwd}; without its packages nothing can be done.`);
  process.exit(1);
}

function isRootWithApt() {
  return which('apt-get') !== undefined && process.getuid?.() === 0;
}

function isThere(name, program) {
  if (program !== undefined) return which(program) !== undefined;
  // Off Debian nobody is asked to install it; who lacks it sees boxes in a screenshot, no failure.
  if (which('dpkg') === undefined) return true;
  return /^Status: .* installed$/m.test(spawnSync('dpkg', ['--status', name], { encoding: 'utf8' }).stdout);
}

function isOffered(name) {
  const policy = execFileSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return /^ {2}Candidate: (?!\(none\))/m.test(policy);
}

function apt(args) {
  const { status, stdout, stderr } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  console.log(`${stdout}${stderr}`);
  console.log(`"apt-get ${args.join(' ')}" failed: the tests that need its packages cannot run.`);
}
