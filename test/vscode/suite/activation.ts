import assert from 'node:assert/strict';
import { env } from 'node:process';
import { extension, open, openNew } from './editor.ts';
import { pause, test } from './harness.ts';

/** Milliseconds for loading the extension and running its activate function. */
const limit = 150;

test('the extension is the one under test', () => {
  assert.ok(extension, 'not installed');
  const installed = extension.extensionPath.includes('deploy-config.deploy-config-');
  assert.equal(installed ? 'installed' : 'source', env.DEPLOY_CONFIG_FROM, extension.extensionPath);
});

test('it sleeps while nobody opens what could be its own', async () => {
  await openNew('notes.txt', 'proxy_pass http://app_server;\n');
  await openNew('data.json', '{}\n');
  await pause(1000);
  assert.equal(extension?.isActive, false);
});

test(`it activates within ${limit} ms`, async () => {
  const start = performance.now();
  await extension?.activate();
  const elapsed = performance.now() - start;
  const note = `activation took ${elapsed.toFixed(0)} ms`;
  assert.ok(elapsed < limit, note);
  return note;
});

test('a Python file that is not of Gunicorn starts no server', async () => {
  await open('app.py');
  await pause(1000);
  assert.equal(extension?.exports.isRunning(), false);
});
