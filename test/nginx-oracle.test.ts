/** The real nginx judges the pictures of test/fixtures/nginx, and the files of ours that our fixes have mended. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fixAll } from '../server/features/fixes.ts';
import { problems } from '../server/features/problems.ts';
import { setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';
import { readCases } from './nginx-cases.ts';
import { gunicornSite } from './nginx-texts.ts';

/** What nginx says where we speak by one of our rules. */
const sayings: Readonly<Record<string, RegExp>> = {
  'unknown-directive': /unknown directive/,
  'removed-directive': /unknown directive/,
  'misplaced-directive': /directive is not allowed here/,
  'missing-block': /has no opening "\{"/,
  'unexpected-block': /is not terminated by ";"/,
  'wrong-argument-count': /invalid number of arguments/,
  'invalid-flag': /it must be "on" or "off"/,
  'invalid-value': /invalid|must (be|have)|at least|directive|regex/,
  'invalid-parameter': /invalid (parameter|location modifier)/,
  'missing-parameter': /must have/,
  'conflicting-parameters': /does not support|incompatible|is incompatible with|cannot be used/,
  'invalid-address': /(port|host) in|invalid URL prefix|invalid (address|parameter)/,
  'invalid-variable': /invalid variable name|variable/,
  'invalid-condition': /condition/,
  'invalid-entry': /conflicting parameter|invalid (network|percent|hostname|number)|percent total|duplicate/,
  'mismatched-buffers': /_(buffers|file)_size" must be|size must be equal to or greater/,
  'forbidden-uri': /cannot have URI part/,
  'misplaced-location': /is outside location|cannot be inside|on the server level/,
  'duplicate-directive': /is duplicate|duplicate (location|upstream|"log_format" name)/,
  'invalid-pattern': /pcre2_compile/,
  'missing-events': /no "events" section/,
  'empty-upstream': /no servers (are inside|in) upstream/,
  'upstream-with-port': /may not have port/,
  'conflicting-listen': /duplicate (listen|default server)/,
  'conflicting-zone': /already (declared|bound)|conflicts with already|duplicate zone|same path name/,
  'missing-certificate': /no "ssl_certificate(_key)?" is defined/,
  'undefined-name': /unknown log format|no "charset_map" between|zero size shared memory|zone "\w+" is unknown/,
  'undefined-variable': /unknown "\w+" variable/,
  syntax: /unexpected|not terminated|no opening|unknown directive|invalid parameter|not allowed here/,
};

const around: Readonly<Record<string, [before: string, after: string]>> = {
  main: ['', ''],
  http: ['events {} http {\n', '\n}'],
  server: ['events {} http { server {\n', '\n} }'],
};

test('nginx refuses what we call an error, for the same reason, and takes the rest', (t) => {
  const judge = nginxJudge(t);
  if (!judge) return;
  for (const [name, cases] of readCases())
    for (const { title, context, picture, differs } of cases) {
      if (differs !== undefined) continue;
      const text = withoutNotes(picture);
      const [before, after] = around[context] ?? assert.fail(`${name}: no such context as ${context}`);
      const { file, project } = setting('nginx', text, { context });
      const errors = problems(file, project, {}).filter(({ severity }) => severity === 'error');
      const { accepted, said } = judge(before + text + after);
      assert.equal(
        accepted,
        errors.length === 0,
        `${name}: ${title}: ${errors[0]?.message ?? 'we find nothing'}\n${said}`,
      );
      const rule = errors[0]?.rule;
      if (rule !== undefined) assert.match(said, sayings[rule] ?? /^$/, `${name}: ${title}: ${rule}`);
    }
});

test('a word of 4095 bytes is read, and one of 4096 is not', (t) => {
  const judge = nginxJudge(t);
  if (!judge) return;
  for (const [text, isRead] of [
    [`return 200 ${'a'.repeat(4095)};`, true],
    [`return 200 ${'a'.repeat(4096)};`, false],
    [`return 200 "${'a'.repeat(4094)}";`, true],
    [`return 200 "${'é'.repeat(2048)}";`, false],
    [`#${'a'.repeat(4094)}\n`, true],
    [`#${'a'.repeat(4095)}\n`, false],
  ] as const) {
    const { file } = setting('nginx', text);
    assert.equal(file.tree.errors.length === 0, isRead, `${text.slice(0, 20)} ${text.length}: ours`);
    const { accepted, said } = judge(`events {} http { server {\n${text}\n} }`);
    assert.equal(accepted, isRead, `${text.slice(0, 20)} ${text.length}: ${said}`);
  }
});

test('line ends of Windows are read, a byte order mark is not', (t) => {
  const judge = nginxJudge(t);
  if (!judge) return;
  assert.ok(judge('events {\r\n}\r\n# a\r\nhttp {\r\n}\r\n').accepted);
  assert.match(judge('\uFEFFevents {\n}\n').said, /unknown directive "\uFEFFevents"/);
});

test('what "fix all" makes of a site before Gunicorn is accepted', (t) => {
  const judge = nginxJudge(t);
  if (!judge) return;
  const { file, project } = setting('nginx', gunicornSite, { name: 'nginx.conf' });
  const { text, fixed } = fixAll(file, project, {});
  assert.equal(fixed, 1);
  const { accepted, said } = judge(text);
  assert.ok(accepted, said);
});

/** Has `nginx -t` judge a whole configuration in a folder of its own; undefined where there is no nginx. */
function nginxJudge(t: TestContext): ((text: string) => { accepted: boolean; said: string }) | undefined {
  const nginx = needs(t, 'nginx');
  if (nginx === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-nginx-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'mime.types'), 'types { text/html html; }\n');
  const path = join(folder, 'nginx.conf');
  return (text) => {
    const main = /^\s*pid\b/m.test(text) ? '' : `pid ${folder}/nginx.pid; `;
    writeFileSync(path, text.startsWith('\uFEFF') ? text : `${main}error_log stderr; ${text}`);
    const { status, stderr, error } = spawnSync(nginx, ['-t', '-p', folder, '-c', path], { encoding: 'utf8' });
    if (error) throw error;
    return { accepted: status === 0, said: stderr };
  };
}
