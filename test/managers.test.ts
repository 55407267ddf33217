/** runit's scripts and Upstart's jobs: what is found in them, mended, explained and offered. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fixAll } from '../server/features/fixes.ts';
import { gaffer } from '../server/languages/gaffer/index.ts';
import { runit } from '../server/languages/runit/index.ts';
import { upstart } from '../server/languages/upstart/index.ts';
import { casesOf } from './cases.ts';
import { checkComplete, checkHover, checkProblems, checkSymbols, setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';

for (const language of [gaffer, runit, upstart]) {
  const cases = casesOf(language.id);
  for (const { title, picture } of cases) test(`${language.id}: ${title}`, () => checkProblems(language.id, picture));

  test(`every rule of ${language.title} has a picture`, () => {
    for (const { id } of language.rules)
      assert.ok(
        cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
        id,
      );
  });

  test(`every entry of ${language.title} is explained in both languages`, () => {
    for (const { name, docs } of language.entries('main')) assert.ok(docs.en && docs['zh-cn'], name);
  });
}

test('"fix all" gives a script that sh and shellcheck take', (t) => {
  const [guide] = casesOf('runit');
  const { file, project } = setting('runit', withoutNotes(guide?.picture ?? ''));
  const { text, fixed } = fixAll(file, project, {});
  assert.equal(fixed, 6);
  assert.match(text, /^APP=main:application$/m);
  assert.match(text, /if \[ -f \$PID \]/);
  const shellcheck = needs(t, 'shellcheck');
  if (!shellcheck) return;
  assert.equal(spawnSync('sh', ['-n'], { input: text }).status, 0);
  assert.equal(spawnSync(shellcheck, ['-S', 'error', '-'], { input: text }).status, 0);
});

test('hover, completion and outline', () => {
  checkHover('runit', 'exec chp<|>st -u app gunicorn a:a\n'.replace('exec chp', 'chp'), ['-u']);
  checkHover('runit', 'exec gunicorn --bi<|>nd :80 a:a\n', ['监听的地址'], { documentation: 'zh-cn' });
  checkHover('upstart', 'kill<|> timeout 5\n', ['graceful_timeout']);
  checkHover('upstart', 'respawn<|>\n', ['重新启动'], { documentation: 'zh-cn' });
  checkComplete('upstart', 'resp<|>', { has: ['respawn'] });
  checkSymbols('upstart', 'exec /srv/app\nenv A=b\n', '\nexec - /srv/app\n');
});
