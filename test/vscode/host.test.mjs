/** Runs the suite inside VS Code's extension host, on the extension's source folder and on the packaged, installed .vsix. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { root, vscodeFolder } from '../../scripts/setup.mjs';
import { skip, whyNoStandIn } from './needs.mjs';

const suite = join(root, 'out/vscode/suite.js');
const vsix = join(root, 'dist/deploy-config.vsix');

before(() =>
  esbuild.build({
    entryPoints: [join(vscodeFolder, 'suite/index.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  }),
);

test('the .vsix is smaller than 2.5 MB', () => {
  const { size } = statSync(vsix);
  assert.ok(size < 2_500_000, `${size} bytes`);
});

test('in the extension host, from source', async (t) => {
  await checkSuite(t, 'source', root);
});

test('in the extension host, from the installed .vsix', async (t) => {
  await checkSuite(t, 'installed', join(vscodeFolder, 'driver'), vsix);
});

/** Runs the suite in a VS Code of its own and reports each of its tests as one of ours. */
async function checkSuite(t, from, extensionDevelopmentPath, extensionToInstall) {
  const vscodeExecutablePath = await findVSCode(t);
  if (vscodeExecutablePath === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-host-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const workspace = join(folder, 'sample');
  const sample = join(root, 'test/fixtures/sample');
  // A unit in the workspace wakes the extension at once, and the suite begins with seeing it asleep.
  cpSync(sample, workspace, { recursive: true, filter: (path) => path !== join(sample, 'systemd') });
  const own = [`--user-data-dir=${join(folder, 'data')}`, `--extensions-dir=${join(folder, 'extensions')}`];
  if (extensionToInstall) install(vscodeExecutablePath, extensionToInstall, own);

  const resultsPath = join(folder, 'results.json');
  const outcome = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath,
    extensionTestsPath: suite,
    launchArgs: [workspace, ...own],
    extensionTestsEnv: { DEPLOY_CONFIG_RESULTS: resultsPath, DEPLOY_CONFIG_FROM: from, NODE_OPTIONS: undefined },
  }).catch((error) => error);
  const results = existsSync(resultsPath) ? JSON.parse(readFileSync(resultsPath, 'utf8')) : [];
  for (const { name, error, note, milliseconds } of results) {
    await t.test(`${name} (${Math.round(milliseconds)} ms)`, (inner) => {
      if (note !== undefined) inner.diagnostic(note);
      if (error !== undefined) assert.fail(error);
    });
  }
  if (!results.some(({ error }) => error)) assert.equal(outcome, 0, `the suite ended after ${results.length} tests`);
}

/** The stand-in where it runs, else a downloaded VS Code. */
async function findVSCode(t) {
  const reason = await whyNoStandIn();
  if (reason === undefined) return join(vscodeFolder, 'stand-in/code');
  try {
    if (process.platform === 'linux' && !process.env.DISPLAY) throw new Error('no screen');
    return await downloadAndUnzipVSCode({ cachePath: join(root, '.vscode-test') });
  } catch (error) {
    return skip(t, `${reason}, or a VS Code to download (${error.message})`);
  }
}

function install(executable, extension, own) {
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const { status, stdout, stderr } = spawnSync(
    command,
    [...args, ...own, '--install-extension', extension, '--force'],
    {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  assert.equal(status, 0, `${extension} could not be installed\n${stdout}${stderr}`);
}
