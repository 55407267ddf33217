/** The formatter of nginx: pictures before and after, and nginx's own reading of both. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyEdits } from '../server/features/fixes.ts';
import { format } from '../server/features/format.ts';
import { configuration } from './bench/configuration.ts';
import { checkFormat, crlf, setting } from './check.ts';
import { needs } from './needs.ts';
import { run } from './snippets/machine.ts';

const style = { indentation: '    ', alignment: 'keep' } as const;

test('indentation, one statement a line, one blank between words, one empty line at most', () => {
  const after = `
user www-data;
worker_processes auto;

http {
    server {
        listen 80;
        location / {
            proxy_pass http://app;
        } # the end
    }
}
`.trimStart();
  checkFormat(
    'nginx',
    `

user  www-data; worker_processes auto ;



http{

  server
  {
listen\t80;
      location  /  {
    proxy_pass
http://app ;
}# the end

  }
}
`,
    after.replace('proxy_pass http://app;', 'proxy_pass\n                http://app;'),
  );
  checkFormat('nginx', crlf(after), crlf(after));
  checkFormat('nginx', after.trimEnd(), after);
});

test('indentation as the editor has it', () => {
  checkFormat('nginx', 'http {\ngzip on;\n}\n', 'http {\n\tgzip on;\n}\n', { style: { indentation: '\t' } });
  checkFormat('nginx', 'http {\ngzip on;\n}\n', 'http {\n  gzip on;\n}\n', { style: { indentation: '  ' } });
});

test('a short block on one line stays there', () => {
  checkFormat(
    'nginx',
    'server {listen 80;return 301 https://$host$request_uri;}\nevents {}\n',
    'server { listen 80; return 301 https://$host$request_uri; }\nevents {}\n',
  );
  checkFormat('nginx', 'http { server { listen 80; } }\n', 'http {\n    server { listen 80; }\n}\n');
});

test('columns that someone has made stay columns', () => {
  const types = `
types {
    text/html                    html htm shtml;
    text/css                     css;
    application/javascript       js;
}
`.trimStart();
  checkFormat('nginx', types, types);
  checkFormat(
    'nginx',
    types.replaceAll('                 ', '\t\t\t').replaceAll('\t\t\t', '                 '),
    types,
  );
  checkFormat(
    'nginx',
    'gzip   on;\nproxy_set_header  Host   $host; # one\nproxy_set_header  X-A    $a;    # two\n',
    'gzip on;\nproxy_set_header  Host   $host; # one\nproxy_set_header  X-A    $a;    # two\n',
  );
  checkFormat(
    'nginx',
    'gzip   on;\nproxy_set_header  Host   $host; # one\nproxy_set_header  X-A    $a;    # two\n',
    'gzip on;\nproxy_set_header Host $host; # one\nproxy_set_header X-A $a; # two\n',
    { style: { alignment: 'none' } },
  );
  checkFormat(
    'nginx',
    'gzip on;\nproxy_set_header Host $host; # one\nproxy_set_header X-A $a; # two\n',
    'gzip             on;\nproxy_set_header Host $host; # one\nproxy_set_header X-A  $a;    # two\n',
    { style: { alignment: 'all' } },
  );
});

test('arguments on further lines go below the argument that they stood below, else one level in', () => {
  checkFormat(
    'nginx',
    "log_format  main  '$remote_addr '\n                  '$status';\nadd_header A\n b;\n",
    "log_format main '$remote_addr '\n                '$status';\nadd_header A\n    b;\n",
  );
});

test('comments stay what and where they are', () => {
  checkFormat(
    'nginx',
    '#a\nhttp {   #  b  \n#c\n  proxy_pass # d\n  # e\n http://x # f\n;\n  # g\n}\n# h',
    '#a\nhttp { #  b  \n    #c\n    proxy_pass # d\n        # e\n        http://x # f\n        ;\n    # g\n}\n# h\n',
  );
});

test('the text of Lua and of quotes is not touched', () => {
  const lua = 'location / {\n    content_by_lua_block {\n  if  a then\n\tngx.say( "}" )\n  end\n  }\n}\n';
  checkFormat('nginx', lua, lua);
  const quoted = `add_header A "b
  c";
`;
  checkFormat('nginx', quoted.replace('A ', 'A    '), quoted);
});

test('a range touches nothing outside', () => {
  const before = 'http {\ngzip   on;\nsendfile   on;\ntcp_nopush   on;\n}\n';
  const start = before.indexOf('sendfile');
  checkFormat('nginx', before, before.replace('sendfile   on', '    sendfile on'), {
    within: { start, end: before.indexOf('tcp_nopush') },
  });
});

test('a file with a fault or marks of a template is left alone, with the reason', () => {
  const refusalOf = (text: string) => format(setting('nginx', text).file, style).refusal ?? '';
  assert.match(refusalOf('http {\n  gzip on\n}\n'), /^The file has a syntax error and is not formatted: /);
  assert.match(refusalOf('{% if a %}\ngzip   on;\n'), /not formatted/);
  assert.match(refusalOf('root  "{{ root }}";\n'), /^White space may have a meaning/);
});

test('an empty file, blanks and comments alone', () => {
  checkFormat('nginx', '', '');
  checkFormat('nginx', ' \n\n', ' \n\n');
  checkFormat('nginx', '\n  # a\n\n\n\n # b', '# a\n\n# b\n');
});

test('nginx reads the same from what was formatted', (t) => {
  const nginx = needs(t, 'nginx');
  if (!nginx) return;
  const prefix = mkdtempSync(join(tmpdir(), 'deploy-config-format-'));
  t.after(() => rmSync(prefix, { recursive: true }));
  const path = join(prefix, 'nginx.conf');
  const judged = (text: string): string => {
    writeFileSync(path, text);
    const { said } = run(nginx, ['-t', '-p', prefix, '-c', path]);
    return said
      .replace(/:\d+$/gm, '')
      .replace(/^\d{4}\/.*? (?=\[)/gm, '')
      .replace(/\d+#\d+/g, '');
  };
  const whole = configuration(400).replace(/#.*$/gm, '');
  const untidy = [
    whole.replace(/^ +/gm, ''),
    whole.replace(/;\s*/g, ' ; '),
    whole.replace(/ \{\s*/g, '\n\n\n{'),
    whole.replace(/(?<=[\w;]) +(?=\S)/g, '\n\t'),
    whole.replace(/\n/g, '\r\n\r\n'),
  ];
  for (const text of untidy) {
    const { edits, refusal } = format(setting('nginx', text).file, style);
    assert.equal(refusal, undefined);
    assert.ok(edits.length > 0);
    assert.equal(judged(applyEdits(text, edits)), judged(text), text);
  }
});
