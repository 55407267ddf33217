/**
 * Sets up what is missing and passes every test: types and style, the bundles, the unit tests, and the extension in a real
 * VS Code. Words after `npm test --` choose: stages (check, unit, vscode), and pieces of the names of test files;
 * `--update-images` has the UI test renew the README's pictures; `--long` has the tests that make up texts make up very many.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec as Spec } from 'node:test/reporters';
import { whyNoCodeServer } from '../test/vscode/code-server.mjs';
import { root, setUpChromium, setUpCodeServer, setUpPrograms, setUpProject, vscodeFolder } from './setup.mjs';

const stages = ['check', 'unit', 'vscode'];
const updateImages = '--update-images';
const long = '--long';
const isLong = process.argv.includes(long);
const words = process.argv.slice(2).filter((word) => word !== updateImages && word !== long);
const pieces = words.filter((word) => !stages.includes(word));
const named = words.filter((word) => stages.includes(word));
const byDefault = pieces.length > 0 ? ['unit'] : stages;
const chosen = new Set(named.length > 0 ? named : byDefault);

/** A file of tests that takes longer than this hangs. */
const fileLimit = (isLong ? 600 : 10) * 60_000;

/** How much a long run makes up, others in each run; what the environment says goes before. */
const amounts = {
  DEPLOY_CONFIG_EDITS: 1_000_000,
  DEPLOY_CONFIG_CONFIGURATIONS: 10_000,
  DEPLOY_CONFIG_VALUES: 50_000,
  DEPLOY_CONFIG_PATTERNS: 100_000,
  DEPLOY_CONFIG_RUNS: 50,
  DEPLOY_CONFIG_SEED: Date.now() % 1_000_000,
};

let passed = 0;
let filesRun = 0;
const skipped = [];
const failed = [];

process.chdir(root);
if (process.argv.includes(updateImages)) process.env.DEPLOY_CONFIG_UPDATE_IMAGES = '1';
if (isLong) process.env = { ...amounts, ...process.env };
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`;
setUpProject();
if (chosen.has('unit') || chosen.has('vscode')) setUpPrograms();
if (chosen.has('vscode') && whyNoCodeServer() === undefined) {
  setUpCodeServer();
  await setUpChromium();
}

if (chosen.has('check')) {
  title('Types and style');
  step('tsc', 'node_modules/typescript/bin/tsc');
  step('biome check', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
}
if (chosen.has('unit') || chosen.has('vscode')) {
  title('Build');
  const tests = chosen.has('unit') ? ['--tests'] : [];
  if (step('build', 'scripts/build.mjs', '--production', ...tests)) await runBuilt();
  else console.log('The tests that need the bundles were not run.');
}
summarize();

async function runBuilt() {
  if (chosen.has('unit')) {
    title('Unit tests');
    await runFiles(filesIn(join(root, 'out/test'), '.test.mjs'), availableParallelism());
  }
  if (chosen.has('vscode')) {
    title('VS Code');
    const vsce = ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository'];
    step('the .vsix is packaged', ...vsce, '--no-rewrite-relative-links', '--out', 'dist/deploy-config.vsix');
    await runFiles(filesIn(vscodeFolder, '.test.mjs'), 1);
  }
  if (filesRun === 0) failed.push({ name: words.join(' '), reason: 'no test file has such a name' });
}

function filesIn(folder, ending) {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names
    .filter((name) => pieces.length === 0 || pieces.some((piece) => name.includes(piece)))
    .map((name) => join(folder, name));
}

/** Runs a program of ours as one test; what it says is shown when it fails. */
function step(name, ...args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: Infinity });
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${time})`);
  if (status === 0) {
    passed += 1;
    return true;
  }
  console.log(`${stdout}${stderr}`.trim());
  failed.push({ name, reason: 'see what it said above' });
  return false;
}

async function runFiles(files, concurrency) {
  if (files.length === 0) return;
  filesRun += files.length;
  const tests = run({ files, concurrency, timeout: fileLimit });
  tests.on('test:pass', ({ name, file, skip, details }) => {
    if (skip !== undefined) leaveOut(name, file, skip === true ? 'no reason given' : skip);
    else if (details.type !== 'suite') passed += 1;
  });
  tests.on('test:fail', ({ name, file, details: { error } }) => {
    // What failed inside has been counted itself.
    if (error.failureType === 'subtestsFailed') return;
    failed.push({ name, file, reason: String(error.cause?.message ?? error.cause ?? error.message) });
  });
  await finished(tests.compose(new Spec()).on('data', (text) => process.stdout.write(text)));
}

function leaveOut(name, file, reason) {
  if (process.env.DEPLOY_CONFIG_NO_SKIP) failed.push({ name, file, reason: `nothing may be skipped here: ${reason}` });
  else skipped.push({ name, file, reason });
}

function title(text) {
  console.log(`\n── ${text} ──`);
}

function summarize() {
  for (const [heading, tests] of Object.entries({ Skipped: skipped, Failed: failed })) {
    if (tests.length > 0) title(heading);
    for (const { name, file, reason } of tests) {
      console.log(
        `${name}${file ? ` (${relative(root, file)})` : ''}: ${reason.split('\n').slice(0, 3).join('\n    ')}`,
      );
    }
  }
  console.log(`\nin ${Math.round(process.uptime())} s`);
  const counts = [`${passed} passed`, `${failed.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  console.log(counts.join(', '));
  process.exitCode ||= failed.length > 0 ? 1 : 0;
}
