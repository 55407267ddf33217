/** The fixes of what nginx's setters refuse, and what stays without an error because nobody here can know. */
import { test } from 'node:test';
import { checkFix, checkFixAll, checkFixes, checkProblems } from './check.ts';

const http = { context: 'http' };
const server = { context: 'server' };

test('units are mended where they are surely meant', () => {
  for (const [wrong, right] of [
    ['client_max_body_size 10mb;', 'client_max_body_size 10m;'],
    ['client_max_body_size 1.5G;', 'client_max_body_size 1536m;'],
    ['client_max_body_size 1t;', 'client_max_body_size 1024g;'],
    ['client_body_buffer_size 1g;', 'client_body_buffer_size 1024m;'],
    ['client_body_buffer_size 16KiB;', 'client_body_buffer_size 16k;'],
    ['client_body_buffer_size 512bytes;', 'client_body_buffer_size 512;'],
    ['proxy_read_timeout 30sec;', 'proxy_read_timeout 30s;'],
    ['proxy_read_timeout "5 minutes";', 'proxy_read_timeout "5m";'],
    ['proxy_read_timeout 1.5h;', 'proxy_read_timeout 90m;'],
    ['proxy_read_timeout 10S;', 'proxy_read_timeout 10s;'],
    ['open_file_cache_valid 2Days;', 'open_file_cache_valid 2d;'],
    ['limit_req_zone $uri zone=a:10mb rate=5r/s;', 'limit_req_zone $uri zone=a:10m rate=5r/s;'],
    ['limit_req_zone $uri zone=a:10m rate=5/sec;', 'limit_req_zone $uri zone=a:10m rate=5r/s;'],
    ['server { ssl_session_cache shared:a:10MB; }', 'server { ssl_session_cache shared:a:10m; }'],
  ] as const)
    checkFixAll('nginx', wrong, right, http);
});

test('what only its author knows is left alone', () => {
  for (const text of [
    'client_max_body_size ten;',
    'proxy_read_timeout 1M;',
    'gzip_comp_level 11;',
    'limit_conn_zone $uri zone=a;',
    'server { error_page 200 /a; }',
    'server { return ok; }',
  ])
    checkFixAll('nginx', text, text, http);
});

test('words are mended by the nearest', () => {
  checkFix('nginx', 'listen 8080 defualt_server<|>;', 'listen 8080 default_server;', server);
  checkFix('nginx', 'rewrite ^ /a LAST<|>;', 'rewrite ^ /a last;', server);
  checkFix('nginx', 'add_header A b alwys<|>;', 'add_header A b always;', server);
  checkFix('nginx', 'upstream a { server 127.0.0.1 wieght=2<|>; }', 'upstream a { server 127.0.0.1 weight=2; }', http);
  checkFix('nginx', 'error_log a.log warning<|>;', 'error_log a.log warn;', server);
  checkFixes('nginx', 'listen 8080 frobnicate<|>;', [], server);
});

test('a scheme is put in or taken away', () => {
  const headers =
    'proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;';
  for (const [wrong, right] of [
    [`location / { ${headers} proxy_pass app:8000; }`, `location / { ${headers} proxy_pass http://app:8000; }`],
    [`location / { ${headers} proxy_pass http:/app; }`, `location / { ${headers} proxy_pass http://app; }`],
    ['location / { fastcgi_pass http://app:9000; }', 'location / { fastcgi_pass app:9000; }'],
    ['location / { uwsgi_pass http://app:9000/; }', 'location / { uwsgi_pass app:9000; }'],
  ] as const)
    checkFixAll('nginx', wrong, right, server);
  checkFixes('nginx', `location / { ${headers} proxy_pass ftp://app<|>; }`, [], server);
  checkFix(
    'nginx',
    `location ~ a { ${headers} proxy_pass http://app/<|>; }`,
    `location ~ a { ${headers} proxy_pass http://app; }`,
    server,
  );
});

test('conditions and variables are mended', () => {
  for (const [wrong, right] of [
    ['if ($host == a) { }', 'if ($host = a) { }'],
    ['if $host { }', 'if ($host) { }'],
    ['if (-f$request_filename) { }', 'if (-f $request_filename) { }'],
    ['if ($host =~ a) { }', 'if ($host ~ a) { }'],
    ['set name a;', 'set $name a;'],
  ] as const)
    checkFixAll('nginx', wrong, right, server);
  checkFix('nginx', 'if (!$host<|>) { }', 'if ($host = "") { }', server);
  checkFix('nginx', 'return 200 "${host<|>";', `return 200 "$${'{host}'}";`, server);
  checkFixAll('nginx', 'map $uri a { }', 'map $uri $a { }', http);
  checkFixAll('nginx', 'split_clients $uri $a { 50 b; }', 'split_clients $uri $a { 50% b; }', http);
});

test('names of hosts, files, users and event modules of other systems are for the machine to know', () => {
  checkProblems('nginx', 'user nobody nowhere;\nevents {\n    use kqueue;\n}\n', { context: 'main' });
  checkProblems('nginx', 'resolver dns.example valid=30s;\nset_real_ip_from proxy.example;\n', server);
  checkProblems('nginx', 'upstream a {\n    server app.example:8000 resolve;\n    server b slow_start=5s;\n}\n', http);
  checkProblems('nginx', 'location / {\n    fastcgi_pass app;\n}\n', server);
});

test('an included file of entries is judged, but for what its block decides', () => {
  const files = { 'names.conf': '*.example.com 1;\n.example.com 2;\na 1 2;\n' };
  checkProblems('nginx', 'map $host $a {\n    hostnames;\n    include names.conf;\n}\n', { ...http, files });
  checkProblems(
    'nginx',
    `
10.0.0.1-10.0.0.9 a;
10.0.0.0/8 b;
10.0.0.0/33 c;
^^^^^^^^^^^ invalid-entry: Invalid network "10.0.0.0/33": it is an address, perhaps with a prefix length, as in 192.0.2.0/24.
`,
    { context: 'geo' },
  );
});

test('lists have no commas, and the rest of what nginx warns of is mended', () => {
  checkFixAll('nginx', 'gzip_types text/css, text/plain,;', 'gzip_types text/css text/plain;', http);
  checkFixAll('nginx', 'server { server_name a,b; }', 'server { server_name a b; }', http);
  checkFixAll('nginx', 'ssl_protocols TLSv1.2, TLSv1.3;', 'ssl_protocols TLSv1.2 TLSv1.3;', http);
  checkFixAll('nginx', 'proxy_next_upstream error, timeout;', 'proxy_next_upstream error timeout;', http);
  checkFixAll('nginx', 'server { error_page 502, 503 /a; }', 'server { error_page 502 503 /a; }', http);
  checkFixAll('nginx', 'limit_except GET, POST { }', 'limit_except GET POST { }', { context: 'location' });
  checkFixAll('nginx', 'server { server_name https://a.example; }', 'server { server_name a.example; }', http);
  checkFixAll('nginx', 'gzip_types text/html text/css;', 'gzip_types text/css;', http);
  checkFixes('nginx', 'deny 10.1.2.3/8<|>;', ['Change to "10.0.0.0/8"', 'Change to "10.1.2.3"'], http);
});

test('http2 moves out of listen, where the version has it', () => {
  checkFix(
    'nginx',
    'server {\n    listen 443 ssl http2<|>;\n}\n',
    'server {\n    listen 443 ssl;\n    http2 on;\n}\n',
    http,
  );
  checkFix('nginx', 'listen 443 http2<|> ssl;\nhttp2 on;\n', 'listen 443 ssl;\nhttp2 on;\n', {
    context: 'server',
  });
  const severities = { 'known-vulnerability': 'off' as const };
  const options = (version: string) => ({
    ...http,
    severities,
    options: { nginx: { version, modules: [], directives: [] } },
  });
  for (const version of ['1.24.0', '1.25.0', 'R29'])
    checkProblems('nginx', 'server {\n    listen 443 ssl http2;\n}\n', options(version));
});
