/** The fixes of the rules about what nginx accepts and should not be, and what settings and other files change in them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { type Around, checkFix, checkFixAll, checkFixes, checkRules, setting } from './check.ts';

/** A release of nginx in the settings. */
const release = (version: string): Around => ({ options: { nginx: { version, modules: [], directives: [] } } });

test('try_files ends in a code, and its files begin with a slash', () => {
  checkFixAll(
    'nginx',
    'location / { try_files $uri index.html "a.html" $uri/; }',
    'location / { try_files $uri /index.html "/a.html" $uri/ =404; }',
  );
  checkFixAll('nginx', 'location / { try_files $uri index.html; }', 'location / { try_files $uri /index.html; }');
});

test('what is no name of a file is not made one by itself', () => {
  checkFixAll('nginx', 'location / { try_files $uri = 404; }', 'location / { try_files $uri = 404; }');
  checkFixes('nginx', 'location / { try_files $uri = 4<|>04; }', []);
  checkFixAll('nginx', 'location / { try_files $uri page /a; }', 'location / { try_files $uri page /a; }');
});

test('what keeps connections to an upstream is added where it holds', () => {
  const upstream = 'upstream app {\n    server 127.0.0.1:8000;\n    keepalive 8;\n}\n';
  const title = 'Add proxy_http_version 1.1 · proxy_set_header Connection ""';
  const around = { title, complete: true };
  checkFix(
    'nginx',
    `${upstream}server {\n    location / {\n        <|>proxy_pass http://app;\n    }\n}\n`,
    `${upstream}server {\n    location / {\n        proxy_http_version 1.1;\n        proxy_set_header Connection "";\n        proxy_pass http://app;\n    }\n}\n`,
    around,
  );
  checkFix(
    'nginx',
    `${upstream}server {\n    proxy_set_header Host $host;\n    location / {\n        <|>proxy_pass http://app;\n    }\n}\n`,
    `${upstream}server {\n    proxy_set_header Host $host;\n    proxy_set_header Connection "";\n    location / {\n        proxy_http_version 1.1;\n        proxy_pass http://app;\n    }\n}\n`,
    around,
  );
  checkFix(
    'nginx',
    `${upstream}server { location / { proxy_http_version 1.0; proxy_set_header Connection close; <|>proxy_pass http://app; } }`,
    `${upstream}server { location / { proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app; } }`,
    around,
  );
});

test('which connections are kept depends on the release', () => {
  const pass = 'server {\n    location / {\n        proxy_pass http://app;\n';
  const upstream = { 'upstreams.conf': 'upstream app {\n    server 127.0.0.1:8000;\n    keepalive 8;\n}\n' };
  const around = {
    context: 'http',
    complete: true,
    files: { ...upstream, 'nginx.conf': 'http {\n    include app.conf;\n    include upstreams.conf;\n}\n' },
  };
  const rules = ['keepalive-without-effect'];
  checkRules(
    'nginx',
    rules,
    `${pass}        ^^^^^^^^^^^^^^^^^^^^^ keepalive-without-effect (warning): The upstream keeps connections, but each is closed after one request, for this is missing: proxy_http_version 1.1 · proxy_set_header Connection "".
    }
}
`,
    { ...around, ...release('1.24.0') },
  );
  checkRules('nginx', rules, `${pass}    }\n}\n`, { ...around, ...release('1.29.7') });
  checkRules(
    'nginx',
    rules,
    'server {\n    location / {\n        proxy_http_version 2;\n        proxy_pass http://app;\n    }\n}\n',
    around,
  );
});

test('an upstream in another file is no name to look up', () => {
  const pass = 'server {\n    location / {\n        proxy_pass http://api.example.com;\n    }\n}\n';
  const upstream = 'upstream api.example.com {\n    server 192.0.2.1;\n}\n';
  checkRules('nginx', ['resolved-once'], pass, { context: 'http', files: { 'upstreams.conf': upstream } });
});

test('QUIC with one worker, and with many', () => {
  const main = (workers: string) => ({
    context: 'http',
    files: { 'nginx.conf': `${workers}\nhttp {\n    include app.conf;\n}\n` },
  });
  const server = 'server {\n    listen 443 quic;\n}\n';
  checkRules('nginx', ['quic-without-reuseport'], server, main(''));
  checkRules('nginx', ['quic-without-reuseport'], server, main('worker_processes 1;'));
  checkFix(
    'nginx',
    server.replace('443', '4<|>43'),
    server.replace('quic', 'quic reuseport'),
    main('worker_processes auto;'),
  );
  checkFixes('nginx', 'server { listen 443 quic<|> reuseport; }', []);
});

/** What the release of nginx in the settings has, by its CVEs. */
function checkHoles(version: string, text: string, cves: readonly string[]): void {
  const { file, project } = setting('nginx', text, release(version));
  const found = problems(file, project, {}).filter(({ rule }) => rule === 'known-vulnerability');
  const named = found.flatMap(({ message }) => message.match(/CVE-\d+-\d+/g) ?? []);
  assert.deepEqual(
    named,
    cves.map((cve) => `CVE-${cve}`),
    `${version}: ${text}`,
  );
}

test('a hole is there from its first release to the fix of each branch', () => {
  const video = 'http { server { location / { mp4; } } }';
  checkHoles('1.22.0', video, ['2022-41741', '2022-41742', '2024-7347', '2026-27784', '2026-32647']);
  checkHoles('1.22.1', video, ['2024-7347', '2026-27784', '2026-32647']);
  checkHoles('1.26.2', video, ['2026-27784', '2026-32647']);
  checkHoles('1.28.3', video, []);
  checkHoles('1.29.6', video, ['2026-27784', '2026-32647']);
  checkHoles('1.29.7', video, []);
  checkHoles('1.24', video, ['2024-7347', '2026-27784', '2026-32647']);
  for (const version of ['mainline', 'stable', 'R33']) checkHoles(version, video, []);
  checkHoles('1.25.3', 'http { server { listen 443 quic; } }', [
    '2024-24989',
    '2024-24990',
    '2024-31079',
    '2024-32760',
    '2024-34161',
    '2024-35200',
    '2026-40460',
    '2026-95101',
  ]);
});

test('a hole needs its shape', () => {
  const inLocation = (inner: string) => `http { server { location /a/ { ${inner} } } }`;
  const rewritten = 'rewrite ^/a/(.*)$ /b?c=d';
  const cases: [version: string, text: string, cves: readonly string[]][] = [
    ['1.30.0', inLocation(`${rewritten}; set $e $1;`), ['2026-42945']],
    ['1.30.0', inLocation(`${rewritten} last; set $e $1;`), []],
    ['1.30.0', inLocation(`set $e $1; ${rewritten};`), []],
    ['1.30.1', inLocation('rewrite ^/((.*))$ /b?c=$1$2 break;'), ['2026-9256']],
    ['1.30.1', inLocation('rewrite ^/(.*)/(.*)$ /b?c=$1$2 break;'), []],
    ['1.30.1', inLocation('rewrite ^/((.*))$ /b$1$2 break;'), []],
    ['1.30.1', inLocation('rewrite ^/([(].*)/(?:(.*))$ /b$1$2 permanent;'), []],
    ['1.30.5', inLocation('alias /srv/a/; rewrite ^/a/b /c break; add_header A $request_filename;'), ['2026-15176']],
    ['1.30.5', inLocation('alias /srv/a/; add_header A $request_filename;'), []],
    ['1.30.4', 'http { map $host $m { ~^(.*)$ $1; } server { return 200 $1$m; } }', ['2026-125283']],
    ['1.30.4', 'http { map $host $m { ~^(.*)$ $1; } server { return 200 $m$1; } }', []],
    ['1.30.3', inLocation('slice 1m; proxy_pass http://127.0.0.1/$1;'), ['2026-60005']],
    ['1.30.3', inLocation('ssi on; proxy_buffering off; proxy_pass http://127.0.0.1;'), ['2026-56434']],
    ['1.30.3', inLocation('ssi on; proxy_pass http://127.0.0.1;'), []],
    ['1.29.4', inLocation('proxy_pass https://127.0.0.1;'), ['2026-1642']],
    ['1.29.5', inLocation('proxy_http_version 2; proxy_set_body a; proxy_pass http://127.0.0.1;'), ['2026-42926']],
    ['1.30.2', inLocation('ignore_invalid_headers off; grpc_pass grpc://127.0.0.1;'), []],
    [
      '1.30.2',
      'http { ignore_invalid_headers off; large_client_header_buffers 4 4m; server { location / { grpc_pass grpc://127.0.0.1; } } }',
      ['2026-42055'],
    ],
    ['1.28.2', inLocation('alias /srv/a/; dav_methods PUT MOVE;'), ['2026-27654']],
    ['1.28.2', inLocation('root /srv; dav_methods PUT MOVE;'), []],
    ['1.30.2', inLocation('charset koi8-r; source_charset utf-8;'), ['2026-48142']],
    ['1.30.2', inLocation('charset utf-8; source_charset koi8-r;'), []],
    ['1.30.0', inLocation('proxy_buffering off; source_charset utf-8;'), ['2026-42934', '2026-48142']],
    ['1.30.0', inLocation('uwsgi_pass 127.0.0.1:9000;'), ['2026-42946']],
    ['1.26.2', 'http { server { listen 443 ssl; ssl_verify_client on; } server { listen 443 ssl; } }', ['2025-23419']],
    ['1.26.2', 'http { server { listen 443 ssl; ssl_verify_client on; } }', []],
    ['1.30.6', 'http { server { listen 443 ssl http2; } }', ['2026-123633']],
    ['1.30.6', 'mail { server { listen 25; auth_http 127.0.0.1; } }', ['2026-113425']],
    ['1.29.0', 'mail { server { listen 25; smtp_auth none; } }', ['2025-53859']],
    ['1.28.2', 'mail { server { listen 25; smtp_auth plain cram-md5; } }', ['2026-27651']],
    ['1.28.2', 'stream { server { listen 25 ssl; ssl_ocsp on; } }', ['2026-28755']],
    ['1.30.0', 'http { server { listen 443 ssl; ssl_ocsp leaf; } }', ['2026-40701']],
    ['1.30.6', 'http { resolver 127.0.0.1; }', ['2026-123634']],
  ];
  for (const [version, text, cves] of cases) checkHoles(version, text, cves);
});

test('patterns are anchored, curves and codes replaced', () => {
  checkFix('nginx', 'location ~ \\.p<|>hp { }', 'location ~ \\.php$ { }');
  checkFix('nginx', 'location ~ "/me<|>dia/" { }', 'location ~ "^/media/" { }');
  checkFix('nginx', 'http { ssl_ecdh_curve secp192k1:X2<|>5519; }', 'http { ssl_ecdh_curve X25519; }');
  checkFix('nginx', 'http { ssl_ecdh_curve secp5<|>21r1; }', 'http { ssl_ecdh_curve auto; }');
  checkFix(
    'nginx',
    'http { http2 on; server { listen 443 ssl default_server; retu<|>rn 444; } }',
    'http { http2 on; server { listen 443 ssl default_server; return 421; } }',
  );
});

test('what a block does not pass on is repeated in it', () => {
  const before =
    'server {\n    proxy_set_header A a;\n    proxy_set_header B "b";\n    location / {\n        proxy_set<|>_header C c;\n    }\n}\n';
  const after =
    'server {\n    proxy_set_header A a;\n    proxy_set_header B "b";\n    location / {\n        proxy_set_header A a;\n        proxy_set_header B "b";\n        proxy_set_header C c;\n    }\n}\n';
  checkFix('nginx', before, after, { context: 'http' });
  const params = 'fastcgi_param A a;\nfastcgi_param B b;\n';
  checkRules(
    'nginx',
    ['dropped-parameters'],
    `server {
    include fastcgi.conf;
    location /a {
        fastcgi_param C c;
        ^^^^^^^^^^^^^^^^^ dropped-parameters (information): With a "fastcgi_param" of its own this block does not pass on those of the level above: A, B.
    }
    location /b {
        include fastcgi.conf;
        fastcgi_param C c;
    }
}
`,
    { context: 'http', files: { 'fastcgi.conf': params } },
  );
});

test('a path, a pattern, one worker, few requests, no buffers', () => {
  checkFix('nginx', 'location /a/ { proxy_pass http://<|>app/a/; }', 'location /a/ { proxy_pass http://app; }', {
    title: 'Pass the path on as it is',
  });
  checkFix('nginx', 'location / { proxy_pass "http://<|>app/"; }', 'location / { proxy_pass "http://app"; }', {
    title: 'Pass the path on as it is',
  });
  checkFix('nginx', 'location ~ ^/a<|>/b\\.c$ { }', 'location = /a/b.c { }');
  checkFix(
    'nginx',
    '# ours\nuser www;\neve<|>nts {\n    worker_connections 8;\n}\nhttp {\n}\n',
    'worker_processes auto;\n# ours\nuser www;\nevents {\n    worker_connections 8;\n}\nhttp {\n}\n',
  );
  checkFix('nginx', 'http { keepalive_requests 1<|>0; }', 'http { keepalive_requests 1000; }');
  checkFix('nginx', 'location / { proxy_buffering o<|>ff; }', 'location / { proxy_buffering on; }');
});

test('buffering before sync workers, and before others', () => {
  const picture = (note: string) =>
    `location / {\n    proxy_buffering off;\n    ^^^^^^^^^^^^^^^^^^^ buffering-off ${note}\n    proxy_pass http://127.0.0.1:8000;\n}\n`;
  const held =
    '(information): A client that reads slowly keeps one of the sync workers (gunicorn.conf.py) for itself: each answers one request at a time.';
  const free =
    '(hint): Without buffering a client that reads slowly keeps the application busy until it has the whole answer.';
  const settings = 'bind = "127.0.0.1:8000"\n';
  for (const [more, note] of [
    ['', held],
    ['worker_class = "sync"\n', held],
    ['threads = 4\n', free],
  ] as const)
    checkRules('nginx', ['buffering-off'], picture(note), {
      context: 'server',
      files: { 'gunicorn.conf.py': settings + more },
    });
  checkRules(
    'nginx',
    ['buffering-off'],
    'location / {\n    proxy_buffering off;\n    proxy_pass http://127.0.0.1:8000;\n}\n',
    {
      context: 'server',
      files: { 'gunicorn.conf.py': `${settings}worker_class = "gevent"\n` },
    },
  );
});

test('a default server that another file chooses', () => {
  const servers =
    'server { listen 80; server_name a.example.com; }\nserver { listen 80; server_name b.example.com; }\n';
  const other = 'server { listen 80 default_server; return 444; }\n';
  checkRules('nginx', ['default-server-by-chance'], servers, { context: 'http', files: { 'default.conf': other } });
});
