/**
 * Sets up what is missing, builds, and opens VS Code with the extension on the sample deployment: the desktop's `code` where
 * it is on the PATH, else code-server, whose address is printed. PORT chooses code-server's port.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { profile, serve, whyNoCodeServer } from '../test/vscode/code-server.mjs';
import { root, setUpCodeServer, setUpProject } from './setup.mjs';
import { which } from './which.mjs';

const sample = join(root, 'test/fixtures/sample');
const defaultPort = 8080;

setUpProject();
console.log('Building …');
const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status);

const code = which('code');
if (code !== undefined) openDesktop(code);
else await openCodeServer();

function openDesktop(code) {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, sample];
  const shell = process.platform === 'win32';
  const { status } = spawnSync(shell ? `"${code}"` : code, args, { stdio: 'inherit', shell });
  if (status === 0) console.log(`VS Code opens ${sample} with the extension.`);
  process.exitCode = status;
}

async function openCodeServer() {
  const reason = whyNoCodeServer();
  if (reason !== undefined) {
    console.error(
      `VS Code's command "code" is not on the PATH, and code-server in its place ${reason}.\n` +
        'Install VS Code (in it: "Shell Command: Install \'code\' command in PATH"), then run "npm start" again.',
    );
    process.exitCode = 1;
    return;
  }
  setUpCodeServer();
  const own = profile(join(root, 'out/code-server'));
  // The extension is used where it stands: after "npm run build", "Developer: Reload Window" takes the new one.
  rmSync(own.extensions, { recursive: true, force: true });
  mkdirSync(own.extensions, { recursive: true });
  symlinkSync(root, join(own.extensions, 'deploy-config'), 'junction');
  const server = await serve(own, { port: Number(process.env.PORT ?? defaultPort), options: [sample] });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      server.stop();
      process.exit();
    });
  }
  console.log(`\nVS Code with the extension: ${server.url}\nCtrl+C ends it.`);
  console.log('It is open to every user of this machine, and to no other machine.');
  await server.exited;
}
