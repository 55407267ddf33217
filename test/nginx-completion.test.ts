/** What completion offers in an nginx file, and what stands in the file when it is taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, completionDocumentation } from '../server/features/completion.ts';
import { directives } from '../server/languages/nginx/reference.ts';
import { checkComplete, checkCompleted, cursorOf, setting } from './check.ts';

test('directives of the context, those used most first', () => {
  checkComplete('nginx', 'http { <|> }', {
    first: ['include', 'server', 'proxy_set_header', 'access_log'],
    has: ['upstream', 'map', 'gzip'],
    lacks: ['location', 'listen', 'proxy_pass', 'worker_processes', 'http', 'ssl'],
  });
  checkComplete('nginx', 'http { server { <|> } }', {
    first: ['location', 'include', 'set', 'listen'],
    lacks: ['server', 'proxy_pass'],
  });
  checkComplete('nginx', 'http { server { location / { pro<|> } } }', { first: ['proxy_set_header', 'proxy_pass'] });
  checkComplete('nginx', 'events { <|> }', { has: ['worker_connections', 'accept_mutex'], lacks: ['server'] });
  checkComplete('nginx', 'http { upstream app { <|> } }', {
    first: ['include', 'server'],
    has: ['keepalive', 'least_conn'],
    lacks: ['listen'],
  });
  checkComplete('nginx', 'stream { server { pro<|> } }', {
    has: ['proxy_pass', 'proxy_timeout'],
    lacks: ['proxy_set_header'],
  });
  checkComplete('nginx', 'http { server { location / { limit_except GET { <|> } } } }', {
    has: ['deny', 'proxy_pass'],
    lacks: ['return'],
  });
});

test('what comes with nginx stands before what needs NGINX Plus', () => {
  checkComplete('nginx', 'http { server { location / { s<|> } } }', { has: ['status_zone', 'sub_filter'] });
  const { file, project } = setting('nginx', 'server { location / { } }');
  const labels = complete(file, project, 22, 'en').map(({ label, detail, sort }) => ({ label, detail, sort }));
  const plus = labels.filter(({ detail }) => detail === 'NGINX Plus').map(({ sort }) => sort);
  const own = labels.filter(({ detail }) => detail.startsWith('ngx_http_core')).map(({ sort }) => sort);
  assert.ok(plus.length > 10 && own.length > 50);
  assert.ok((own.sort().at(-1) ?? '') < (plus.sort()[0] ?? ''));
});

test('in an if, what may stand there', () => {
  checkComplete('nginx', 'http { server { if ($a) { <|> } } }', {
    first: ['include', 'set', 'return', 'rewrite'],
    lacks: ['proxy_pass', 'location', 'if', 'add_header'],
  });
  checkComplete('nginx', 'http { server { location / { if ($a) { <|> } } } }', {
    has: ['proxy_pass', 'add_header', 'return', 'set'],
    lacks: ['if', 'try_files', 'proxy_set_header'],
  });
});

test('in an empty file by its name and place', () => {
  checkComplete('nginx', '<|>', { has: ['events', 'http', 'user'], lacks: ['server', 'gzip'] }, { name: 'nginx.conf' });
  checkComplete('nginx', '<|>', { has: ['server', 'upstream'], lacks: ['listen'] }, { name: 'conf.d/app.conf' });
  checkComplete('nginx', '<|>', { has: ['server'], lacks: ['events'] }, { name: 'sites-available/app' });
  checkComplete(
    'nginx',
    '<|>',
    { first: ['location'], has: ['events', 'server', 'proxy_pass'] },
    { name: 'some.conf' },
  );
});

test('in a fragment by the context that is said, or that its statements show', () => {
  checkComplete('nginx', '# deploy-config-context: server\n<|>', { has: ['listen', 'location'], lacks: ['upstream'] });
  checkComplete('nginx', '<|>', { has: ['proxy_pass'], lacks: ['listen', 'upstream'] }, { context: 'location' });
  checkComplete('nginx', 'upstream app { }\nser<|>\n', { first: ['server'], lacks: ['server_name'] });
  checkComplete('nginx', 'listen 80;\nloc<|>\n', { all: ['location'] });
  checkComplete('nginx', 'proxy_pass http://app;\nlis<|>\n', { all: [] });
  checkComplete('nginx', 'events { }\n<|>', { has: ['http', 'stream'], lacks: ['server'] });
});

test('in half a line with text below', () => {
  checkCompleted(
    'nginx',
    'server {\n    listen 80;\n    prox<|>\n    location / {\n    }\n}\n',
    'proxy_buffering',
    'server {\n    listen 80;\n    proxy_buffering $1;\n    location / {\n    }\n}\n',
  );
  checkCompleted(
    'nginx',
    'http {\n    gzip<|>\n    sendfile on;\n}',
    'gzip_vary',
    'http {\n    gzip_vary $1;\n    sendfile on;\n}',
  );
  checkCompleted(
    'nginx',
    'server {\n    index<|>\n    root /srv;\n}',
    'index',
    'server {\n    index $1;\n    root /srv;\n}',
  );
  checkComplete('nginx', 'http {\n    gzip <|>\n    sendfile on;\n}', { all: ['on', 'off'] });
  checkComplete('nginx', 'location / {\n    proxy_set_header X-F<|>\n    proxy_pass http://app;\n}', {
    first: ['X-Forwarded-For', 'X-Forwarded-Proto'],
  });
  checkComplete('nginx', 'location / {\n    proxy_set_header <|>\n    gzip on;\n}', { first: ['Host'] });
});

test('on the line below half a statement', () => {
  checkComplete('nginx', 'http {\n  gzip on\n  <|>\n}', { first: ['include', 'server'], lacks: ['on'] });
  checkComplete('nginx', 'http {\n  gzip <|>\n}', { all: ['on', 'off'] });
});

test('a directive is inserted in its shape', () => {
  checkCompleted('nginx', 'http { gz<|> }', 'gzip', 'http { gzip $1; }');
  checkCompleted('nginx', 'http { ser<|> }', 'server', 'http { server {\n\t$0\n} }');
  checkCompleted('nginx', 'upstream a { ser<|> }', 'server', 'upstream a { server $1; }', { context: 'http' });
  checkCompleted('nginx', 'server { loc<|> }', 'location', `server { location \${1:/} {\n\t$0\n} }`);
  checkCompleted('nginx', 'server { i<|> }', 'if', `server { if (\${1:condition}) {\n\t$0\n} }`);
  checkCompleted('nginx', 'http { ma<|> }', 'map', `http { map \${1:\\$source} \${2:\\$variable} {\n\t$0\n} }`);
  checkCompleted('nginx', 'location / { int<|> }', 'internal', 'location / { internal; }');
  checkCompleted('nginx', 'http { gzip on;<|> }', 'tcp_nopush', 'http { gzip on;tcp_nopush $1; }');
});

test('where the rest stands already, only the name is put in', () => {
  checkCompleted('nginx', 'http { gzi<|>p on; }', 'gzip_vary', 'http { gzip_vary on; }');
  checkCompleted('nginx', 'http { gzi<|>; }', 'gzip', 'http { gzip; }');
  checkCompleted('nginx', 'server { loc<|> / { } }', 'location', 'server { location / { } }');
  checkCompleted('nginx', 'http { ser<|>{ } }', 'server', 'http { server{ } }');
  checkCompleted('nginx', 'http {\n  ser<|>\n  {\n  }\n}', 'server', 'http {\n  server\n  {\n  }\n}');
});

test('flags and values that the directive spells out', () => {
  checkComplete('nginx', 'http { gzip <|>; }', { all: ['on', 'off'] });
  checkComplete('nginx', 'http { gzip o<|>; }', { all: ['on', 'off'] });
  checkCompleted('nginx', 'http { gzip o<|>; }', 'off', 'http { gzip off; }');
  checkComplete('nginx', 'http { gzip on <|>; }', { all: [] });
  checkComplete('nginx', 'server { satisfy <|>; }', { all: ['all', 'any'] });
  checkComplete('nginx', 'server { ssl_protocols TLSv1.2 <|>; }', { has: ['TLSv1.3'], lacks: ['TLSv1.2'] });
  checkComplete('nginx', 'server { listen 80 <|>; }', { first: ['default_server', 'ssl'], lacks: ['80'] });
  checkComplete('nginx', 'server { listen <|>; }', { first: ['80', '443'], lacks: ['ssl'] });
  checkComplete('nginx', 'location / { proxy_http_version <|>; }', { has: ['1.1'] });
  checkComplete('nginx', 'location / { expires <|>; }', { has: ['epoch', 'max', 'off'] });
  checkComplete('nginx', 'location / { rewrite ^/a /b <|>; }', { all: ['last', 'break', 'redirect', 'permanent'] });
  checkComplete('nginx', 'location / { return <|>; }', { has: ['301', '404', '444'] });
  checkComplete('nginx', 'http { error_log /x <|>; }', { first: ['error', 'warn'], has: ['json'] });
  checkComplete('nginx', 'location / { add_header X y <|>; }', { all: ['always'] });
  checkComplete('nginx', 'location / { try_files $uri <|>; }', { has: ['$uri/', '=404'], lacks: ['$uri'] });
  checkComplete('nginx', 'http { worker_processes <|>; }', { all: [] });
  checkComplete('nginx', 'worker_processes <|>;\nevents { }', { all: ['auto'] });
});

test('variables behind a dollar, those of the file first', () => {
  checkComplete('nginx', 'location / { return 200 $<|>; }', {
    first: ['$uri', '$host'],
    has: ['$http_'],
    lacks: ['on'],
  });
  checkComplete('nginx', 'location / { return 200 $req<|>; }', { first: ['$request_uri'], lacks: ['$uri'] });
  checkCompleted(
    'nginx',
    'location / { return 200 "a $ho<|> b"; }',
    '$host',
    'location / { return 200 "a \\$host b"; }',
  );
  checkComplete(
    'nginx',
    `
http {
  map $uri $own_map { }
  geo $own_geo { }
  split_clients $remote_addr $own_half { }
  server {
    set $own_set 1;
    server_name ~^(?<own_name>\\w+)\\.example$;
    auth_request_set $own_user $upstream_http_user;
    location / {
      return 200 $own_<|>;
    }
  }
}
`,
    { all: ['$own_map', '$own_geo', '$own_half', '$own_set', '$own_name', '$own_user'] },
  );
  checkComplete('nginx', 'stream { server { set $a $<|>; } }', {
    has: ['$a', '$ssl_preread_server_name'],
    lacks: ['$uri'],
  });
  checkComplete('nginx', 'http { map $http_x $y { default $sch<|>; } }', { all: ['$scheme'] });
  checkComplete('nginx', 'server { if ($req<|>) { } }', { first: ['$request_uri'] });
});

test('a variable of nginx that the file sets as well is offered once', () => {
  checkComplete('nginx', 'server { set $args a; return 200 $arg<|>; }', { all: ['$args', '$arg_'] });
});

test('variables in braces', () => {
  const braced = (name: string): string => `\${${name}}`;
  checkComplete('nginx', `set $a \${<|>}b;`, { first: [braced('a'), braced('uri')] }, { context: 'server' });
  checkComplete('nginx', `set $a "\${ho<|>";`, { all: [braced('host'), braced('hostname')] }, { context: 'server' });
  checkCompleted('nginx', `set $a "\${ho<|>b";`, braced('host'), `set $a "\\\${host\\}";`, { context: 'server' });
});

test('a dollar in a pattern is its end', () => {
  checkComplete('nginx', 'location ~ \\.php$<|> { }', { all: [] });
  checkComplete('nginx', 'server { rewrite ^/a$<|> /b; }', { all: [] });
  checkComplete('nginx', 'server { if ($uri ~ \\.php$<|>) { } }', { all: [] });
});

test('header names and what is sent in them', () => {
  checkComplete('nginx', 'location / { proxy_set_header <|>; }', {
    first: ['Host', 'X-Forwarded-For', 'X-Forwarded-Proto'],
  });
  checkComplete('nginx', 'location / { proxy_set_header X-Forwarded-Proto <|>; }', { all: ['$scheme'] });
  checkComplete('nginx', 'location / { proxy_set_header x-forwarded-for <|>; }', {
    all: ['$proxy_add_x_forwarded_for'],
  });
  checkComplete('nginx', 'location / { proxy_set_header Connection <|>; }', { all: [] });
  checkComplete('nginx', 'http { map $http_upgrade $connection_upgrade { } proxy_set_header Connection <|>; }', {
    all: ['$connection_upgrade'],
  });
  checkComplete('nginx', 'location / { proxy_set_header Host $htt<|>; }', { has: ['$http_host'] });
});

test('names that the file gives', () => {
  const text = (line: string): string => `
http {
  upstream shop { }
  log_format short '$uri';
  limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/s;
  proxy_cache_path /tmp/cache keys_zone=pages:1m;
  server {
    location @app { }
    location / {
      ${line}
    }
  }
}
`;
  checkComplete('nginx', text('proxy_pass <|>;'), { first: ['http://shop'], has: ['http://127.0.0.1:8000'] });
  checkComplete('nginx', text('proxy_pass http://<|>;'), { first: ['http://shop'] });
  checkComplete('nginx', text('uwsgi_pass <|>;'), { first: ['shop'] });
  checkComplete('nginx', text('access_log /var/log/a <|>;'), { first: ['short', 'combined'] });
  checkComplete('nginx', text('limit_req <|>;'), { first: ['zone=slow'] });
  checkComplete('nginx', text('proxy_cache <|>;'), { all: ['pages', 'off'] });
  checkComplete('nginx', text('try_files $uri <|>;'), { first: ['@app'] });
  checkComplete('nginx', text('error_page 502 <|>;'), { first: ['@app'] });
});

test('nothing in comments, in Lua and in the keys of tables', () => {
  checkComplete('nginx', 'http {\n  # gz<|>\n}', { all: [] });
  checkComplete('nginx', 'http { gzip on; # o<|>\r\n}', { all: [] });
  checkComplete('nginx', 'http { <|># gz\n}', { has: ['gzip'] });
  checkComplete('nginx', 'location / { content_by_lua_block { ng<|> } }', { all: [] });
  checkComplete('nginx', 'location / { content_by_lua_block {\n  local a = "$<|>"\n} }', { all: [] });
  checkComplete('nginx', 'http { types { <|> } }', { all: ['include'] });
  checkComplete('nginx', 'http { map $a $b { <|> } }', { all: ['include', 'default', 'hostnames', 'volatile'] });
  checkCompleted('nginx', 'http { map $a $b { hos<|> } }', 'hostnames', 'http { map $a $b { hostnames; } }');
  checkComplete('nginx', 'http { geo $b { d<|> } }', { all: ['default', 'delete'] });
  checkComplete('nginx', 'http { map $a $b { gzip <|>; } }', { all: [] });
  checkComplete('nginx', 'http { map $a $b { proxy_set_header <|>; } }', { all: [] });
});

test('the next list opens at once where it has something to say', () => {
  const { file, project } = setting('nginx', 'location / { }');
  const retriggers = (label: string): boolean | undefined =>
    complete(file, project, 12, 'en').find((completion) => completion.label === label)?.retrigger;
  assert.equal(retriggers('gzip'), true);
  assert.equal(retriggers('proxy_set_header'), true);
  assert.equal(retriggers('root'), false);
  assert.equal(retriggers('internal'), false);
  assert.equal(retriggers('location'), false);
});

test('each completion has its documentation', () => {
  const { text, offset } = cursorOf(`location / { set $a $<|>; }`);
  const { file, project } = setting('nginx', text);
  const [own, uri] = complete(file, project, offset, 'en');
  assert.equal(own?.label, '$a');
  assert.equal(completionDocumentation(file, '$a', 'location', 'en'), undefined);
  assert.match(completionDocumentation(file, uri?.label ?? '', uri?.context ?? '', 'en') ?? '', /current URI/);
  assert.match(completionDocumentation(file, `\${uri}`, 'location', 'en') ?? '', /current URI/);
  assert.match(completionDocumentation(file, 'gzip', 'location', 'en') ?? '', /gzip on \| off;/);
  assert.match(completionDocumentation(file, 'server', 'upstream', 'en') ?? '', /<address>/);
});

/** A form without what is to be filled in, each value with its parameter. */
function written(form: string): string {
  return form.replace(/<[^>]*>/g, '<>').replace(/([\w-]+=)(\w+(?:\|\w+)+)/g, (_, key: string, values: string) =>
    values
      .split('|')
      .map((value) => key + value)
      .join(' '),
  );
}

test('every word that the documentation spells out is offered', () => {
  // Types, an example, and code.
  const none = new Set(['string', 'path', 'field', 'sub', 'error=4xx']);
  const lacking: string[] = [];
  for (const [name, records] of directives)
    for (const { contexts, module, kind, values = [], syntax = [] } of records) {
      const offered = new Set<string>();
      for (const before of ['', 'x ', 'x x ', 'x x x ']) {
        const text = `${name} ${before};`;
        const { file, project } = setting('nginx', text, { context: contexts[0] ?? '' });
        for (const { label } of complete(file, project, text.length - 1, 'en')) offered.add(label);
      }
      const spelled = syntax.flatMap((form) =>
        [...written(form).matchAll(/(?<![\w<>=:.$-])[a-z][\w.-]*(?:=\w*|:)?/gi)].map(([word]) => word),
      );
      const words = [...(kind === 'flag' ? ['on', 'off'] : []), ...values, ...spelled].filter(
        (word) => !none.has(word),
      );
      const isOffered = (word: string): boolean =>
        offered.has(word) || (/[=:]$/.test(word) && [...offered].some((label) => label.startsWith(word)));
      lacking.push(...words.filter((word) => !isOffered(word)).map((word) => `${name} (${module}): ${word}`));
    }
  assert.deepEqual(lacking, []);
});

test('parameters where they may stand, each with its values', () => {
  checkComplete('nginx', 'server { listen 80 so_<|>; }', {
    all: ['so_keepalive=on', 'so_keepalive=off', 'so_keepalive='],
  });
  checkComplete('nginx', 'server { listen 80 ipv6only=<|>; }', { all: ['ipv6only=on', 'ipv6only=off'] });
  checkComplete(
    'nginx',
    'upstream a { server 127.0.0.1 <|>; }',
    { has: ['weight=', 'backup', 'max_fails='] },
    { context: 'http' },
  );
  checkComplete('nginx', 'http { proxy_cache_path /a <|>; }', {
    has: ['levels=', 'keys_zone=', 'use_temp_path=on', 'use_temp_path=off', 'max_size='],
  });
  checkComplete('nginx', 'http { limit_req_zone $host <|>; }', { has: ['zone=', 'rate='] });
  checkComplete('nginx', 'http { log_format a esc<|>; }', { all: ['escape=default', 'escape=json', 'escape=none'] });
  checkComplete('nginx', 'http { ssl_session_cache <|>; }', { has: ['off', 'none', 'builtin', 'builtin:', 'shared:'] });
  checkComplete('nginx', 'location / { aio <|>; }', { has: ['on', 'off', 'threads', 'threads='] });
  checkComplete('nginx', 'location / { proxy_bind <|>; }', { has: ['off'], lacks: ['transparent'] });
  checkComplete('nginx', 'location / { image_filter rotate <|>; }', { has: ['90', '180', '270'], lacks: ['rotate'] });
});

test('units behind a number', () => {
  checkComplete('nginx', 'http { keepalive_timeout 10<|>; }', { has: ['10s', '10m', '10h'] });
  checkComplete('nginx', 'http { client_max_body_size 10<|>; }', { all: ['10k', '10m', '10g'] });
  checkComplete('nginx', 'http { client_header_buffer_size 2<|>; }', { all: ['2k', '2m'] });
  checkComplete('nginx', 'http { proxy_cache_path /a keys_zone=a:10<|>; }', { has: ['keys_zone=a:10m'] });
  checkComplete(
    'nginx',
    'upstream a { server 127.0.0.1 fail_timeout=5<|>; }',
    { has: ['fail_timeout=5s'] },
    { context: 'http' },
  );
  checkComplete('nginx', 'http { proxy_read_timeout <|>; }', { first: ['60s'] });
});

test('types of content, status codes, methods, networks, ciphers and conditions', () => {
  checkComplete('nginx', 'http { gzip_types text/<|>; }', { has: ['text/css', 'text/javascript'] });
  checkComplete('nginx', 'location / { return 4<|>; }', { has: ['404', '429', '444'] });
  checkComplete('nginx', 'location / { limit_except <|> { } }', { has: ['GET', 'PATCH'] });
  checkComplete('nginx', 'location / { allow <|>; }', { first: ['all', '127.0.0.1'] });
  checkComplete('nginx', 'server { ssl_ciphers <|>; }', { has: ['HIGH:!aNULL:!MD5', 'ECDHE-RSA-CHACHA20-POLY1305'] });
  checkComplete('nginx', 'server { if ($host <|>) { } }', { all: ['=', '!=', '~', '~*', '!~', '!~*'] });
  checkComplete('nginx', 'server { charset <|>; }', { first: ['off', 'utf-8'] });
  const { file, project } = setting('nginx', 'location / { return 4; }');
  const found = complete(file, project, 21, 'en').find(({ label }) => label === '404');
  assert.equal(found?.detail, 'Not Found');
});

test('fields of requests and answers, those of one connection marked', () => {
  checkComplete('nginx', 'location / { add_header <|>; }', {
    first: ['Strict-Transport-Security', 'Cache-Control'],
    has: ['Vary'],
  });
  checkComplete('nginx', 'location / { add_header x-frame-options <|>; }', { all: ['DENY', 'SAMEORIGIN'] });
  checkComplete('nginx', 'location / { proxy_hide_header X-P<|>; }', { all: ['X-Powered-By'] });
  checkComplete('nginx', 'location / { proxy_set_header X-Req<|>; }', { has: ['X-Request-ID', 'X-Requested-With'] });
  checkComplete('nginx', 'location / { return 200 $http_x_for<|>; }', { has: ['$http_x_forwarded_proto'] });
  checkComplete('nginx', 'location / { fastcgi_param SCRIPT_NAME <|>; }', { all: ['$fastcgi_script_name'] });
  const { file, project } = setting('nginx', 'location / { proxy_set_header ; }');
  const marked = complete(file, project, 30, 'en').flatMap(({ label, detail }) =>
    detail.includes('hop by hop') ? label : [],
  );
  assert.deepEqual(marked, [
    'Upgrade',
    'Connection',
    'Keep-Alive',
    'Proxy-Connection',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Proxy-Authorization',
  ]);
});

test('files that may be included', () => {
  checkComplete(
    'nginx',
    'http { include con<|>; }',
    { all: ['conf.d/*.conf', 'conf.d/app.conf'] },
    { name: 'nginx.conf', files: { 'conf.d/app.conf': 'server { }' } },
  );
});
