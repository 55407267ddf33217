/** Which nginx the settings name, and what it has. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { compareReleases, isOlder } from '../server/languages/nginx/releases.ts';
import { defaultOptions } from '../server/options.ts';
import { checkFixes, checkProblems, setting as settingOf } from './check.ts';

const http = (nginx: Partial<(typeof defaultOptions)['nginx']>) => ({
  context: 'http',
  severities: { 'known-vulnerability': 'off' as const },
  options: { nginx: { ...defaultOptions.nginx, ...nginx } },
});

test('releases are compared by their numbers', () => {
  assert.ok(compareReleases('1.9.0', '1.10.0') < 0);
  assert.equal(compareReleases('1.24.0', '1.24.0'), 0);
  assert.ok(isOlder('1.24.0', '1.25.1'));
  assert.ok(isOlder('R29', '1.25.1'));
  assert.ok(!isOlder('R30', '1.25.1'));
  assert.ok(!isOlder('mainline', '1.99.0'));
});

test('a directive of a later release, of NGINX Plus or of a module that is not named', () => {
  const text = (notes: readonly string[]) => `
server {
    http2 on;
${notes[0] ?? ''}    status_zone site;
${notes[1] ?? ''}    more_set_headers "A: b";
${notes[2] ?? ''}}
`;
  const older = `    ^^^^^ unavailable-directive: "http2" needs nginx 1.25.1; the settings say 1.24.0.\n`;
  const plus = `    ^^^^^^^^^^^ unavailable-directive: "status_zone" is a directive of NGINX Plus.\n`;
  const module = `    ^^^^^^^^^^^^^^^^ unavailable-directive (warning): "more_set_headers" needs headers-more-nginx-module (OpenResty), which the settings do not name.\n`;
  checkProblems('nginx', text([older, plus]), http({ version: '1.24.0' }));
  checkProblems('nginx', text(['', '', module]), http({ version: 'R30', modules: ['njs'] }));
  checkProblems('nginx', text([]), http({ version: 'R33', modules: ['openresty'] }));
  checkProblems('nginx', text([]), http({ modules: ['plus', 'headers-more'] }));
});

test('a module that the file loads is there', () => {
  checkProblems(
    'nginx',
    `
load_module modules/ngx_http_headers_more_filter_module.so;
events {
}
http {
    more_set_headers "A: b";
}
`,
    { context: 'main', options: { nginx: { ...defaultOptions.nginx, modules: ['njs'] } } },
  );
});

test('an older release still has what newer ones have not', () => {
  checkProblems('nginx', 'server {\n    listen 8080;\n    ssl off;\n}\n', http({ version: '1.24.0' }));
  checkProblems('nginx', 'map $uri $a {\n    ~^/\\y 1;\n}\n', {
    ...http({ version: '1.20.2' }),
    severities: { 'map-without-default': 'off', 'unused-definition': 'off' },
  });
});

test('directives that the settings name are known', () => {
  checkProblems('nginx', 'frobnicate on;\n', http({ directives: ['frobnicate'] }));
});

test('a fix adds to the settings what makes the directive known', () => {
  const picture = (directive: string) => `server {\n    ${directive};\n}\n`;
  for (const [directive, title, nginx, setting] of [
    ['frobnicate on', 'Make "frobnicate" known in the settings', {}, 'nginx.directives frobnicate'],
    [
      'more_set_headers "A: b"',
      'Add the module "headers-more" to the settings',
      { modules: ['njs'] },
      'nginx.modules headers-more',
    ],
    ['status_zone site', 'Add the module "plus" to the settings', {}, 'nginx.modules plus'],
    ['status_zone site', 'Add the module "plus" to the settings', { version: '1.24.0' }, 'nginx.modules plus'],
  ] as const) {
    const before = { ...defaultOptions.nginx, ...nginx };
    const text = picture(directive);
    const judge = (options: typeof before) => {
      const { file, project } = settingOf('nginx', text, http(options));
      return problems(file, project, {}).filter(({ severity }) => severity !== 'hint');
    };
    const [fix, ...others] = judge(before).flatMap(({ fixes }) => fixes ?? []);
    assert.deepEqual(others, [], directive);
    assert.equal(fix?.title, title);
    const added = fix.setting ?? assert.fail('no setting');
    assert.equal(`${added.name} ${added.adds}`, setting);
    const list = added.name === 'nginx.modules' ? 'modules' : 'directives';
    assert.deepEqual(judge({ ...before, [list]: [...before[list], added.adds] }), [], directive);
  }
});

test('what is surely a slip of the pen is not made known', () => {
  checkFixes('nginx', 'gzi<|>pp on;\n', ['* Change to "gzip"'], http({}));
  checkFixes('nginx', 'frobn<|>icate on;\n', ['Make "frobnicate" known in the settings'], http({}));
});
