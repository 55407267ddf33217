/** Includes that lead in circles or to nothing, in real folders; the real nginx is asked about the same ones. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { defaultOptions } from '../server/options.ts';
import type { File } from '../server/types.ts';
import { needs } from './needs.ts';
import { siteOf } from './site.ts';

const rules = ['circular-include', 'missing-include'];

/** What is said of the includes of each file: `path: severity message`. */
async function said(site: ReturnType<typeof siteOf>, names: readonly string[]): Promise<string[]> {
  const files: File[] = [];
  for (const name of names) files.push(await site.open(name));
  const project = site.workspace.view(defaultOptions);
  return files.flatMap((file) =>
    problems(site.workspace.placed(file), project, {})
      .filter(({ rule }) => rules.includes(rule))
      .map(({ severity, message }) => `${site.nameOf(file)}: ${severity}: ${message}`),
  );
}

const circle = (way: string) =>
  `error: This include leads back to its own file (${way}): nginx reads on until it can open no more files.`;

test('a circle is an error at each include that is part of it', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { } http { include conf.d/a.conf; include c.conf; }',
    'conf.d/a.conf': 'include b.conf;',
    'b.conf': 'include conf.d/a.conf; include c.conf;',
    'c.conf': 'include c.conf;',
  });
  assert.deepEqual(await said(site, ['nginx.conf', 'conf.d/a.conf', 'b.conf', 'c.conf']), [
    `conf.d/a.conf: ${circle('a.conf → b.conf → a.conf')}`,
    `b.conf: ${circle('b.conf → a.conf → b.conf')}`,
    `c.conf: ${circle('c.conf → c.conf')}`,
  ]);
});

test('a circle over a pattern is a warning, since nginx may get out of it', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { } http { include conf.d/*.conf; }',
    'conf.d/a.conf': 'gzip on; include conf.d/*.conf;',
  });
  assert.deepEqual(await said(site, ['nginx.conf', 'conf.d/a.conf']), [
    'conf.d/a.conf: warning: This pattern fits its own file too (a.conf → a.conf): nginx reads it over and over.',
  ]);
});

test('a file of the name of the one that the machine has is no circle', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { } http { server { include conf.d/proxy_params; } }',
    // nginx looks in the folder of nginx.conf, where this repository has none.
    'conf.d/proxy_params': 'include proxy_params;',
    'alone/proxy_params': 'include proxy_params; include /etc/nginx/proxy_params;',
  });
  assert.deepEqual(await said(site, ['nginx.conf', 'conf.d/proxy_params', 'alone/proxy_params']), []);
});

const missing = (path: string) => `There is no file "${path}": nginx does not start without it.`;

test('a file that is not there, from the main file’s folder on', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { } http { include mime.types; include conf.d/a.conf; include snippets/tls.conf; }',
    'conf.d/a.conf': 'include conf.d/none.conf; include none/*.conf; include conf.d/$NAME.conf;',
  });
  assert.deepEqual(await said(site, ['nginx.conf', 'conf.d/a.conf']), [
    `nginx.conf: information: ${missing('snippets/tls.conf')}`,
    `conf.d/a.conf: warning: ${missing('conf.d/none.conf')}`,
  ]);
});

test('what the machine may have is not missing', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { } http { include /etc/nginx/none.conf; include /none/x.conf; include ../none.conf; }',
    'alone.conf': 'server { include none.conf; }',
  });
  assert.deepEqual(await said(site, ['nginx.conf', 'alone.conf']), []);
});

test('where nobody could look, nothing is said to be missing', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'events { } http { include conf.d/a.conf; include conf.d/b.conf; }' });
  const file = site.add('nginx.conf', 'events { } http { include none.conf; }');
  assert.deepEqual(problems(file, site.workspace.view(defaultOptions), {}), []);
  await site.workspace.load(file);
  assert.deepEqual(
    problems(file, site.workspace.view(defaultOptions), {}).map(({ rule }) => rule),
    ['missing-include'],
  );
});

/** Every problem of one file: `line severity rule: message`. */
async function problemsOf(site: ReturnType<typeof siteOf>, name: string): Promise<string[]> {
  const file = await site.open(name);
  return problems(site.workspace.placed(file), site.workspace.view(defaultOptions), {})
    .filter(({ severity }) => severity !== 'hint')
    .map(({ start, severity, rule, message }) => {
      return `${file.text.slice(0, start).split('\n').length} ${severity} ${rule}: ${message}`;
    });
}

test('a file that is included in several contexts is judged in each, and it is said which one complains', async (t) => {
  const site = siteOf(t, {
    'nginx.conf':
      'events { }\nhttp {\n    include shared.conf;\n    server {\n        listen 8080;\n        include shared.conf;\n        location / {\n            include shared.conf;\n        }\n    }\n}\n',
    'shared.conf': 'gzip on;\nserver_tokens off;\nlisten 8081;\nproxy_bufering on;\nroot;\ninclude inner.conf;\n',
    'inner.conf': 'keepalive_timeout 5s;\nserver_name a.example;\n',
  });
  assert.deepEqual(await problemsOf(site, 'shared.conf'), [
    '3 error misplaced-directive: Directive "listen" is not allowed here, in "http": it belongs in "server". (Included from nginx.conf, line 3.)',
    '3 error misplaced-directive: Directive "listen" is not allowed here, in "location": it belongs in "server". (Included from nginx.conf, line 8.)',
    '4 error unknown-directive: Unknown directive "proxy_bufering". Did you mean "proxy_buffering"?',
    '5 error wrong-argument-count: Invalid number of arguments in "root" directive: 0 given, 1 expected.',
  ]);
  // Over a file that is itself included in several.
  assert.deepEqual(await problemsOf(site, 'inner.conf'), [
    '2 error misplaced-directive: Directive "server_name" is not allowed here, in "http": it belongs in "server". (Included from shared.conf, line 6.)',
    '2 error misplaced-directive: Directive "server_name" is not allowed here, in "location": it belongs in "server". (Included from shared.conf, line 6.)',
  ]);
});

test('several main files, each with what it defines before', async (t) => {
  const main = (zone: string) =>
    `events { }\nhttp {\n    limit_req_zone $uri zone=${zone}:1m rate=1r/s;\n    server {\n        listen 8080;\n        include app.conf;\n    }\n}\n`;
  const site = siteOf(t, {
    'nginx.conf': main('one'),
    'nginx.dev.conf': main('two'),
    'app.conf': 'limit_req zone=one;\n',
  });
  assert.deepEqual(await problemsOf(site, 'app.conf'), [
    '1 error undefined-name: There is no zone "one" for "limit_req".',
  ]);
});

test('a file of several contexts takes part in the whole as it is read in each', async (t) => {
  const site = siteOf(t, {
    'nginx.conf':
      'events { }\nhttp {\n    include shared.conf;\n    server {\n        listen 8080;\n        gzip on;\n        include shared.conf;\n    }\n}\n',
    'shared.conf': 'gzip on;\n',
  });
  assert.deepEqual(await problemsOf(site, 'shared.conf'), [
    '1 error duplicate-directive: Duplicate "gzip on": this level has one already, nginx.conf, line 6.',
  ]);
});

test('nginx refuses what is an error or a warning here', (t) => {
  const nginx = needs(t, 'nginx');
  if (!nginx) return;
  const judge = (files: Record<string, string>) => nginxSays(t, nginx, files);
  const main = 'events { } http { access_log off; include conf.d/a.conf; }';
  assert.match(
    judge({ 'nginx.conf': main, 'conf.d/a.conf': 'include b.conf;', 'b.conf': 'include conf.d/a.conf;' }),
    /\(24: Too many open files\)/,
  );
  assert.match(judge({ 'nginx.conf': main, 'conf.d/a.conf': 'include b.conf;' }), /b\.conf" failed \(2: /);
  assert.match(
    judge({ 'nginx.conf': main, 'conf.d/a.conf': 'include conf.d/*.conf; include none/*.conf;' }),
    /is successful/,
  );
});

/** With few files to open, so that a circle soon ends. */
function nginxSays(t: TestContext, nginx: string, files: Record<string, string>): string {
  const { folder } = siteOf(t, files);
  const directives = `pid ${folder}/nginx.pid; error_log stderr;`;
  const { stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 100; exec "$0" -t -p "$1" -c "$1/nginx.conf" -g "$2"', nginx, folder, directives],
    { encoding: 'utf8' },
  );
  return stderr;
}
