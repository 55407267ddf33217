/** runit's scripts, gaffer's files and units: what is found in them, mended, explained and offered. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fixAll } from '../server/features/fixes.ts';
import { gaffer } from '../server/languages/gaffer/index.ts';
import { runit } from '../server/languages/runit/index.ts';
import { casesOf } from './cases.ts';
import { checkHover, checkProblems, setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';

for (const language of [gaffer, runit]) {
  const cases = casesOf(language.id);
  for (const { title, picture, name } of cases)
    test(`${language.id}: ${title}`, () => checkProblems(language.id, picture, name === undefined ? {} : { name }));

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

test('hover', () => {
  checkHover('runit', 'exec chp<|>st -u app gunicorn a:a\n'.replace('exec chp', 'chp'), ['-u']);
  checkHover('runit', 'exec gunicorn --bi<|>nd :80 a:a\n', ['监听的地址'], { documentation: 'zh-cn' });
});

test('units: Gunicorn is explained and judged, and nothing else', () => {
  const unit = (command: string) =>
    `[Service]\nType=notify\nKillMode=mixed\nExecReload=/bin/kill -HUP $MAINPID\nRestart=always\nUser=app\nExecStart=${command}\n`;
  checkProblems('systemd', unit('/srv/app/venv/bin/gunicorn -w 3 --bind unix:/srv/app.sock app.wsgi'));
  checkProblems('systemd', unit('/usr/bin/other --nonsense'));
  checkProblems(
    'systemd',
    `${unit('-/srv/venv/bin/gunicorn --daemon a:a')}                                  ^^^^^^^^ daemon-mode: In the background Gunicorn counts as ended: the process manager starts it again and again, and cannot stop it.\n`,
  );
  checkHover('systemd', unit('/srv/venv/bin/gunicorn --time<|>out 5 a:a'), ['proxy_read_timeout']);
  checkHover('systemd', '[Service]\nKill<|>Mode=mixed\n', ['主进程'], { documentation: 'zh-cn' });
});
