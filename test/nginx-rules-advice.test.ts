/** The fixes of the rules about what nginx accepts and should not be, and what settings and other files change in them. */
import { test } from 'node:test';
import { type Around, checkFix, checkFixAll, checkFixes, checkRules } from './check.ts';

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
