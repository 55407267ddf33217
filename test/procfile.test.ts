/** Procfiles: what is found in them, mended, explained and offered; foreman judges the same. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { procfile } from '../server/languages/procfile/index.ts';
import { casesOf } from './cases.ts';
import { checkComplete, checkFixAll, checkHover, checkProblems, checkSymbols } from './check.ts';
import { needs } from './needs.ts';
import { run } from './snippets/machine.ts';

const cases = casesOf('procfile');
for (const { title, picture } of cases) test(title, () => checkProblems('procfile', picture));

test('every rule has a picture', () => {
  for (const { id } of procfile.rules)
    assert.ok(
      cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

const guide = 'gunicorn = gunicron -w 3 test:app\n';
const mended = 'gunicorn: gunicorn -w 3 test:app\n';

test('"fix all" mends the line of the guide, and foreman takes it', (t) => {
  checkFixAll('procfile', guide, mended);
  const foreman = needs(t, 'foreman');
  if (!foreman) return;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-procfile-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const accepts = (text: string) => {
    const path = join(folder, 'Procfile');
    writeFileSync(path, text);
    return run(foreman, ['check', '-f', path]).accepted;
  };
  assert.equal(accepts(guide), false);
  assert.equal(accepts(mended), true);
});

test('the program that reads it decides', () => {
  checkProblems('procfile', 'a-b: true\n^^^ process-name-not-portable: gaffer passes over a name with "-".\n', {
    options: { procfile: { target: 'gaffer' } },
  });
  checkProblems('procfile', 'A_B: true\n', { options: { procfile: { target: 'foreman' } } });
});

test('hover, completion and outline', () => {
  checkHover('procfile', 'we<|>b: gunicorn a:a\n', ['$PORT']);
  checkHover('procfile', 'web: gunicorn --bi<|>nd :80 a:a\n', ['监听的地址'], { documentation: 'zh-cn' });
  checkComplete('procfile', 'w<|>', { has: ['web', 'worker'] });
  checkComplete('procfile', 'web: gunicorn --wor<|>', { has: ['--workers'] });
  checkSymbols('procfile', 'web: a\nworker: b\n', '\nweb - a\nworker - b\n');
});
