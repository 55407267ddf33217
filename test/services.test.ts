/** What the commands for runit's services type into a terminal. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { disk } from '../client/disk.ts';
import { executableLine, linkLine, serviceScript } from '../client/serviceCommands.ts';

test('scripts of a service are told by their names, and those of its log belong to it', () => {
  assert.deepEqual(serviceScript('/etc/sv/app/run'), { folder: '/etc/sv/app', isRun: true });
  assert.deepEqual(serviceScript('/etc/sv/app/log/run'), { folder: '/etc/sv/app', isRun: false });
  assert.deepEqual(serviceScript('/etc/sv/app/finish'), { folder: '/etc/sv/app', isRun: false });
  assert.equal(serviceScript('/etc/sv/app/conf'), undefined);
  assert.equal(serviceScript('/run'), undefined);
  // It would be sent at once.
  assert.equal(serviceScript('/etc/sv/a\nreboot/run'), undefined);
});

test('the lines do what they say, whatever the path', (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "it's a $folder; `x` ")));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = join(folder, 'run');
  writeFileSync(run, '#!/bin/sh\n', { mode: 0o644 });
  assert.equal(spawnSync('sh', ['-c', executableLine(run)]).status, 0);
  assert.equal(statSync(run).mode & 0o111, 0o111);
  const services = join(folder, 'services');
  mkdirSync(services);
  const line = linkLine(folder, services).replace(/^sudo /, '');
  assert.equal(spawnSync('sh', ['-c', line]).status, 0);
});

test('the disk says whether a script may be executed and a service is linked', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'services-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [service, services] = [join(folder, 'app'), join(folder, 'services')];
  mkdirSync(service);
  mkdirSync(services);
  const run = join(service, 'run');
  writeFileSync(run, '#!/bin/sh\n', { mode: 0o644 });
  assert.equal(await disk.isExecutable(run), false);
  chmodSync(run, 0o755);
  assert.equal(await disk.isExecutable(run), true);
  assert.equal(await disk.isExecutable(join(service, 'finish')), undefined);
  assert.equal(await disk.linksTo(services, service), false);
  symlinkSync(service, join(services, 'other-name'));
  assert.equal(await disk.linksTo(services, service), true);
  assert.equal(await disk.linksTo(join(folder, 'none'), service), undefined);
});
