/** What hovers say of a statement at its place; the real nginx passes requests on as the examples say. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { passedUri } from '../server/languages/nginx/explain/passedUri.ts';
import { placesNamed } from '../server/walk.ts';
import { checkHover, setting } from './check.ts';
import { needs } from './needs.ts';

/** Locations with a `proxy_pass` to `http://app`, the request of the example, and what the upstream gets. */
const passes: readonly (readonly [location: string, body: string, how: string, request?: string, passed?: string])[] = [
  ['/', 'proxy_pass http://app;', 'original', '/users?page=2', '/users?page=2'],
  ['/api/', 'proxy_pass http://app;', 'original', '/api/users?page=2', '/api/users?page=2'],
  ['/a/', 'proxy_pass http://app/;', 'replaced', '/a/users?page=2', '/users?page=2'],
  ['/b/', 'proxy_pass http://app/v1/;', 'replaced', '/b/users?page=2', '/v1/users?page=2'],
  ['/c', 'proxy_pass http://app/;', 'replaced', '/c/users?page=2', '//users?page=2'],
  ['/d/', 'proxy_pass http://app/v1;', 'replaced', '/d/users?page=2', '/v1users?page=2'],
  ['^~ /e/', 'proxy_pass http://app/v1/;', 'replaced', '/e/users?page=2', '/v1/users?page=2'],
  ['= /f', 'proxy_pass http://app/health;', 'replaced', '/f?page=2', '/health?page=2'],
  ['= /g', 'proxy_pass http://app;', 'original', '/g?page=2', '/g?page=2'],
  ['~ ^/h/(.*)$', 'proxy_pass http://app;', 'original', '/h/users?page=2', '/h/users?page=2'],
  ['~ ^/i/(.*)$', 'proxy_pass http://app/v2/$1;', 'written', '/i/users?page=2', '/v2/users'],
  ['~ ^/j/(.*)$', 'proxy_pass http://app/v2/$1$is_args$args;', 'written', '/j/users?page=2', '/v2/users?page=2'],
  ['/k/', 'proxy_pass http://app$request_uri;', 'written', '/k/users?page=2', '/k/users?page=2'],
  ['/l/', 'proxy_pass http://app$uri;', 'written', '/l/users?page=2', '/l/users'],
  ['/m/', 'rewrite ^/m/(.*)$ /$1 break; proxy_pass http://app;', 'rewritten', '/m/users?page=2', '/users?page=2'],
  [
    '/n/',
    'rewrite ^/n/(.*)$ /v3/$1 break; proxy_pass http://app/v4/;',
    'rewritten',
    '/n/users?page=2',
    '/v3/users?page=2',
  ],
  ['/o/', 'rewrite ^/o/(.*)$ /x break; proxy_pass http://app/v4/;', 'rewritten', '/o/users?page=2', '/x?page=2'],
  ['/p/', 'rewrite ^/nobody/(.*)$ /x break; proxy_pass http://app/v4/;', 'rewritten'],
  ['/q/', 'set $to app; proxy_pass http://$to/fixed;', 'written', '/q/users?page=2', '/fixed'],
  ['/r/', 'set $to app; proxy_pass http://$to;', 'variable'],
  ['/s/', 'proxy_pass http://unix:/run/app.sock;', 'original', '/s/users?page=2', '/s/users?page=2'],
  ['/t/', 'proxy_pass http://unix:/run/app.sock:/v5/;', 'replaced', '/t/users?page=2', '/v5/users?page=2'],
  ['@named', 'proxy_pass http://app;', 'original', '/users?page=2', '/users?page=2'],
  ['/u/', 'if ($request_method = GET) { proxy_pass http://app; }', 'original', '/u/users?page=2', '/u/users?page=2'],
  ['/v/', 'limit_except POST { proxy_pass http://app; }', 'original', '/v/users?page=2', '/v/users?page=2'],
  ['"/w 1/"', 'proxy_pass http://app/;', 'replaced'],
];

function passedBy(location: string, body: string) {
  const { file } = setting('nginx', `location ${location} { ${body} }`, { context: 'server' });
  const [pass] = placesNamed(file, 'proxy_pass');
  const [around] = file.tree.statements;
  return passedUri(pass?.statement ?? assert.fail(body), around);
}

test('which URI an upstream gets', () => {
  for (const [location, body, how, request, passed] of passes) {
    const found = passedBy(location, body);
    assert.equal(found?.how, how, body);
    assert.deepEqual(found.example, request === undefined ? undefined : { request, passed }, `${location} ${body}`);
  }
});

test('what nginx refuses is not explained', () => {
  for (const [location, body] of [
    ['~ ^/a', 'proxy_pass http://app/;'],
    ['@a', 'proxy_pass http://app/;'],
    ['/a', 'if ($a) { proxy_pass http://app/; }'],
    ['/a', 'limit_except GET { proxy_pass http://app/; }'],
    ['/a', 'proxy_pass app;'],
    ['/a', 'proxy_pass;'],
  ] as const)
    assert.equal(passedBy(location, body), undefined, body);
});

test('the real nginx passes the examples on as they say', async (t) => {
  const nginx = needs(t, 'nginx');
  if (!nginx) return;
  const ask = await proxy(t, nginx);
  for (const [location, body, , request, passed] of passes)
    if (request !== undefined && location !== '/' && !location.startsWith('@'))
      assert.equal(await ask(request), passed, `${location} { ${body} }`);
});

/** An nginx with all the locations in front of a server that answers with what it was asked. */
async function proxy(t: TestContext, nginx: string): Promise<(request: string) => Promise<string>> {
  const prefix = mkdtempSync(join(tmpdir(), 'deploy-config-proxy-'));
  const socket = join(prefix, 'app.sock');
  const application = createServer(({ url }, response) => response.end(url)).listen(socket);
  await once(application, 'listening');
  const front = join(prefix, 'front.sock');
  const locations = passes
    .filter(([location]) => location !== '/' && location !== '@named')
    .map(([location, body]) => `location ${location} { ${body.replaceAll('/run/app.sock', socket)} }`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${prefix}/${kind};`,
  );
  writeFileSync(
    join(prefix, 'nginx.conf'),
    `daemon off; master_process off; pid ${prefix}/nginx.pid; error_log stderr;
events { }
http {
    access_log off; ${temporary.join(' ')}
    upstream app { server unix:${socket}; }
    server { listen unix:${front}; ${locations.join('\n')} }
}
`,
  );
  const server = spawn(nginx, ['-p', prefix, '-c', join(prefix, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  server.stderr.on('data', (text) => {
    complaint += text;
  });
  t.after(async () => {
    const exit = once(server, 'exit');
    if (server.kill()) await exit;
    application.close();
    rmSync(prefix, { recursive: true });
  });
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      get({ socketPath: front, path }, (response) => {
        let body = '';
        response.on('data', (text) => {
          body += text;
        });
        response.on('end', () => resolve(body));
      }).on('error', reject);
    });
  for (let tries = 0; ; tries++) {
    const isUp = await ask('/s/').then(
      () => true,
      () => false,
    );
    if (isUp) return ask;
    assert.ok(tries < 100, complaint);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the hover on a location or its proxy_pass shows it', () => {
  const site = (at: string) =>
    `upstream app { server 127.0.0.1:8000; }
server {
    proxy_set_header Host $host;
    ${at.replace('PASS', 'proxy_pass http://app/;')}
}
`;
  for (const at of ['loca<|>tion /api/ { PASS }', 'location /api/ { proxy_<|>pass http://app/; }'])
    checkHover(
      'nginx',
      site(at),
      [
        '**What the upstream gets.** `/api/` at the beginning of the path becomes `/`; the rest and the query follow.',
        '`/api/users?page=2` → `/users?page=2`',
        '**Request headers that are set for it:**\n- `proxy_set_header Host $host` · [app.conf:3](file:///project/app.conf#L3)',
      ],
      { context: 'http', complete: true },
    );
  checkHover('nginx', 'location / { proxy_<|>pass http://app; }', [/URI as the client sent it/], {
    context: 'server',
    lacks: ['Request headers', 'proxy_set_header'],
  });
  checkHover('nginx', 'location /a { proxy_<|>pass http://app/; }', ['One of the two ends in a slash'], {
    context: 'server',
  });
  checkHover('nginx', 'server { proxy_<|>pass app:1; }', [/proxy_pass/], {
    context: 'stream',
    lacks: ['What the upstream gets'],
  });
  checkHover(
    'nginx',
    site('loca<|>tion /api/ { PASS }'),
    ['**上游收到的 URI。**路径开头的 `/api/` 换成 `/`', '**为它设置的请求头：**'],
    {
      context: 'http',
      complete: true,
      documentation: 'zh-cn',
    },
  );
});

test('the hover on a directive that is inherited shows what holds, and what it replaces', () => {
  const around = {
    name: 'nginx.conf',
    context: 'main',
    files: { 'headers.conf': 'add_header X-C c;\nadd_header X-D d;\n' },
  };
  checkHover(
    'nginx',
    `events { }
http {
    add_header X-A a;
    server {
        add_hea<|>der X-B b;
        include headers.conf;
    }
}
`,
    [
      [
        '**In force on this level** (`server`):',
        '- `add_header X-B b` · [nginx.conf:5](file:///project/nginx.conf#L5)',
        '- `add_header X-C c` · [headers.conf:1](file:///project/headers.conf#L1)',
        '- `add_header X-D d` · [headers.conf:2](file:///project/headers.conf#L2)',
        '',
        'The one of the level above does not hold here:',
        '- `add_header X-A a` · [nginx.conf:3](file:///project/nginx.conf#L3)',
      ].join('\n'),
    ],
    around,
  );
  checkHover(
    'nginx',
    'add_hea<|>der X-D d;',
    [
      '**In force on this level** (`location /`):',
      'The one of the level above does not hold here:\n- `add_header X-A a`',
    ],
    {
      name: 'headers.conf',
      context: 'location',
      files: {
        'nginx.conf':
          'events { }\nhttp {\n    add_header X-A a;\n    server { location / { add_header X-B b; include headers.conf; } }\n}\n',
      },
    },
  );
  const included =
    'http {\n    add_header A a;\n    server { include headers.conf; }\n    server { include headers.conf; }\n}\n';
  checkHover(
    'nginx',
    'add_hea<|>der X-D d;',
    ['**In force on this level** (`server`, as [nginx.conf:3](file:///project/nginx.conf#L3) includes it):'],
    { name: 'headers.conf', context: 'server', files: { 'nginx.conf': included } },
  );
  checkHover(
    'nginx',
    'http { server { deny 10.0.0.1; location / { al<|>low 10.0.0.2; deny all; } } }',
    [/`allow 10\.0\.0\.2`.*\n- `deny all`/, /level above.*\n- `deny 10\.0\.0\.1`/],
    { context: 'main' },
  );
  checkHover('nginx', 'http { root /a; server { ro<|>ot /b; } }', [/The one of the level above.*\n- `root \/a`/], {
    context: 'main',
  });
  checkHover(
    'nginx',
    'http { root /a; server { ro<|>ot /b; } }',
    ['**本层级生效的内容**（`server`）：', '上一层级的以下内容在此不生效：'],
    {
      context: 'main',
      documentation: 'zh-cn',
    },
  );
  checkHover(
    'nginx',
    'http { add_header A a; server { add_header_inherit merge; add_hea<|>der B b; } }',
    ['Those of the levels above are appended:\n- `add_header A a`'],
    { context: 'main' },
  );
});

test('nothing is said where nothing else holds, or what holds is not known', () => {
  for (const picture of [
    'http { server { ro<|>ot /b; } }',
    'http { add_header A a; server { add_hea<|>der B b; include unknown.conf; } }',
    'http { server { set $a 1; location / { se<|>t $a 2; } } }',
    'http { server { return 301 /; location / { retu<|>rn 200; } } }',
    'http { server { listen 80; lis<|>ten 81; } }',
  ])
    checkHover('nginx', picture, [/./], {
      context: 'main',
      lacks: ['In force on this level', 'level above'],
    });
});
