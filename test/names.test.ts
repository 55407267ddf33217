import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlights } from '../server/features/highlight.ts';
import { renamed } from '../server/features/rename.ts';
import { workspaceSymbols } from '../server/features/workspaceSymbols.ts';
import { namesOf } from '../server/names.ts';
import {
  checkComplete,
  checkDefinition,
  checkHover,
  checkReferences,
  checkRename,
  checkRules,
  cursorOf,
  setting,
  withoutNotes,
} from './check.ts';

test('what defines and uses a name', () => {
  const { file } = setting(
    'nginx',
    String.raw`
thread_pool slow threads=8;
http {
    log_format short "$remote_addr \"$note\"";
    map $http_upgrade $up { default close; ~^(?<word>\w+)$ $word; }
    geo $remote_addr $near { default 0; }
    split_clients "$remote_addr" $half { 50% a; * b; }
    limit_req_zone $near zone=per_ip:10m rate=1r/s;
    limit_conn_zone $near zone=conns:10m;
    proxy_cache_path /var/cache keys_zone=pages:10m;
    match good { status 200; }
    upstream App { zone app 64k; server 127.0.0.1:8000; }
    server {
        server_name example.com ~^(?P<sub>.+)\.example\.org$ _;
        ssl_session_cache builtin shared:tls:10m;
        access_log logs/a.log short if=$up;
        location ~ ^/(?'lang'\w\w)/ { set $note "\${lang}-$sub"; rewrite ^/(?<rest>.*) /$rest?$args last; }
        location @app { proxy_pass http://app/x$uri; proxy_cache pages; health_check match=good; }
        location / {
            try_files $uri @app;
            error_page 404 = @app;
            limit_req zone=per_ip burst=5;
            limit_conn conns 3;
            aio threads=slow;
            auth_request_set $user $upstream_http_x_user;
            if ($http_cookie ~ "id=(?<id>\d+)") { return 200 $id$1; }
            set_by_lua_block $made { return ngx.var.note .. ngx.var["near"] }
            content_by_lua_block { ngx.exec("@app") }
        }
    }
}
stream { upstream app { server 127.0.0.1:1; } server { listen 1; proxy_pass app; } }
`,
  );
  const groups = new Map<string, string[]>();
  for (const { kind, scope, role, start, end } of namesOf(file)) {
    const key = `${kind} (${scope})`;
    groups.set(key, [...(groups.get(key) ?? []), `${role === 'definition' ? '*' : ''}${file.text.slice(start, end)}`]);
  }
  assert.deepEqual(Object.fromEntries([...groups].map(([key, words]) => [key, words.join(' ')])), {
    'thread pool ()': '*slow slow',
    'log format (http)': '*short short',
    'variable (http)':
      'remote_addr note http_upgrade *up *word word remote_addr *near remote_addr *half near near *sub up *lang *note lang sub *rest rest args uri uri *user upstream_http_x_user http_cookie *id id *made note near',
    'upstream (http)': 'close a b *App app',
    'zone (limit_req)': '*per_ip per_ip',
    'zone (limit_conn http)': '*conns conns',
    'cache (proxy)': '*pages pages',
    'match (http)': '*good good',
    'zone (upstream http)': '*app',
    'server name (http)': '*example.com',
    'zone (ssl http)': '*tls',
    'location (http)': '*app app app app',
    'upstream (stream)': '*app app',
    'address (tcp 8000)': '127.0.0.1:8000',
    'address (tcp 1)': '127.0.0.1:1',
  });
});

const files = {
  'nginx.conf': 'http {\n    include upstreams.conf;\n    include site.conf;\n    include other.conf;\n}\n',
  'upstreams.conf':
    '# The application\nupstream app {\n    server 127.0.0.1:8000;\n}\nmap $uri $to {\n    default app;\n    /x other;\n}\n',
  'other.conf': 'server {\n    location / {\n        proxy_pass http://$to;\n    }\n    location @app {\n    }\n}\n',
};

test('a definition is found in another file, and so is every use', () => {
  const site = 'server {\n    location / {\n        proxy_pass http://a<|>pp/x;\n    }\n}\n';
  checkDefinition('nginx', site, ['upstreams.conf:2 app'], { name: 'site.conf', files });
  checkReferences('nginx', site, ['site.conf:3 app', '* upstreams.conf:2 app', 'upstreams.conf:6 app'], {
    name: 'site.conf',
    files,
  });
  checkDefinition('nginx', site.replace('a<|>pp', 'local<|>host'), [], { name: 'site.conf', files });
  checkDefinition('nginx', site.replace('a<|>pp', 'app').replace('proxy', 'pro<|>xy'), [], { files });
});

test('the value of a variable is an upstream only where it is passed to one', () => {
  const text = 'map $uri $to { default app; }\nupstream a<|>pp { server 127.0.0.1:8000; }\n';
  checkReferences('nginx', text, ['* app.conf:2 app']);
  checkReferences('nginx', `${text}server { location / { proxy_pass http://$to/x; } }`, [
    'app.conf:1 app',
    '* app.conf:2 app',
  ]);
  checkReferences('nginx', `${text}server { location / { proxy_pass http://host/$to; } }`, ['* app.conf:2 app']);
});

test('a named location belongs to its server, through the includes too', () => {
  const around = {
    name: 'fragment.conf',
    context: 'server',
    files: {
      'nginx.conf': 'http {\nserver {\ninclude fragment.conf;\nlocation @app { }\n}\nserver {\nlocation @app { }\n}\n}',
    },
  };
  checkDefinition('nginx', 'error_page 404 = @a<|>pp;', ['nginx.conf:4 app'], around);
  checkDefinition('nginx', 'server {\n    try_files $uri <|>@app;\n}\nserver {\n    location @app { }\n}\n', []);
});

test('names of http and stream, and zones of different modules, are not the same', () => {
  const text = `http {
    upstream app { server 127.0.0.1:8000; }
    limit_req_zone $uri zone=a:1m rate=1r/s;
    server { location / { limit_req zone=a; limit_conn a 1; } }
}
stream {
    upstream app { server 127.0.0.1:8001; }
    server { listen 1; proxy_pass app; }
}
`;
  const at = (word: string, marked: string) => text.replace(word, marked);
  checkDefinition('nginx', at('proxy_pass app', 'proxy_pass ap<|>p'), ['app.conf:7 app']);
  checkDefinition('nginx', at('limit_req zone=a', 'limit_req zone=a<|>'), ['app.conf:3 a']);
  checkDefinition('nginx', at('limit_conn a', 'limit_conn a<|>'), []);
});

test('renaming changes every file and keeps what stands around the name', () => {
  checkRename(
    'nginx',
    'server { location / { proxy_pass http://a<|>pp/x; proxy_redirect http://app/ /; } }',
    'web',
    {
      'site.conf': 'server { location / { proxy_pass http://web/x; proxy_redirect http://web/ /; } }',
      'upstreams.conf': files['upstreams.conf']
        .replace('upstream app', 'upstream web')
        .replace('default app', 'default web'),
    },
    { name: 'site.conf', files },
  );
  checkRename(
    'nginx',
    `server {\n  set $A "x";\n  return 200 "\${a<|>}b$a-\\"$a";\n  location ~ ^/(?<x>.*)$ { return 200 $x; }\n}`,
    '$long_name',
    {
      'app.conf': `server {\n  set $long_name "x";\n  return 200 "\${long_name}b$long_name-\\"$long_name";\n  location ~ ^/(?<x>.*)$ { return 200 $x; }\n}`,
    },
  );
  checkRename('nginx', 'server { location ~ ^/(?<x>.*)$ { return 200 $<|>x; } }', 'y', {
    'app.conf': 'server { location ~ ^/(?<y>.*)$ { return 200 $y; } }',
  });
});

test('what would collide, or is nobody’s own, is not renamed', () => {
  const refused = (picture: string, wanted: string, sentence: string) =>
    checkRename('nginx', picture, wanted, sentence, { context: 'http' });
  refused('upstream a<|>pp { } upstream web { }', 'Web', 'The name "Web" is in use already.');
  refused(
    'upstream a<|>pp { } server { location / { proxy_pass http://example.com; } }',
    'example.com',
    'The name "example.com" is in use already.',
  );
  refused(
    'limit_req_zone $uri zone=a<|>:1m rate=1r/s; proxy_cache_path /x keys_zone=pages:1m;',
    'pages',
    'The name "pages" is in use already.',
  );
  refused('server { set $x<|> 1; }', 'remote_addr', 'The variable "$remote_addr" is nginx\'s own.');
  refused('server { set $args<|> 1; }', 'x', 'The variable "$args" is nginx\'s own.');
  refused('server { return 200 $ho<|>st; }', 'x', '"host" is not defined in these files, so it cannot be renamed.');
  refused(
    'server { set $x<|> 1; }',
    '1x',
    'The name of a variable is made of letters, digits and underscores, and no digit begins it.',
  );
  refused('upstream a<|> { }', 'a b', 'A name is made of letters, digits, underscores, dots and hyphens here.');
  refused('log_format a<|> "";', 'combined', 'The name "combined" has a meaning of its own here.');
  refused(
    'server { server_name a<|>.org; }',
    'b.org',
    'A server name is known outside of these files, so it cannot be renamed here alone.',
  );
  refused('server { li<|>sten 80; }', 'x', 'There is nothing here that can be renamed.');
});

test('an editor is told before it asks for a name', () => {
  const asked = (picture: string) => {
    const { text, offset } = cursorOf(picture);
    const { file, project } = setting('nginx', text, { context: 'http' });
    return renamed(file, project, offset);
  };
  assert.deepEqual(asked('upstream App<|> { }'), { start: 9, end: 12, name: 'App' });
  assert.deepEqual(asked('server { server_name a<|>.org; }'), {
    refusal: 'A server name is known outside of these files, so it cannot be renamed here alone.',
  });
});

test('the same names of a file are highlighted', () => {
  const { text, offset } = cursorOf(`set $x 1; return 200 "$x \${<|>x}";`);
  const { file, project } = setting('nginx', text, { context: 'server' });
  assert.deepEqual(
    highlights(file, project, offset).map(({ role, start }) => `${role} ${start}`),
    ['definition 5', 'reference 23', 'reference 27'],
  );
});

test('workspace symbols are the definitions, by letters in their order', () => {
  const { project } = setting('nginx', 'upstream application { } log_format short "";', { context: 'http', files });
  const found = (query: string) => workspaceSymbols(project, query).map(({ use }) => `${use.kind} ${use.name}`);
  assert.deepEqual(found('app'), ['upstream application', 'upstream app', 'location app']);
  assert.deepEqual(found('srt'), ['log format short']);
  assert.deepEqual(found('$to'), ['upstream application', 'variable to']);
  assert.equal(found('').length, 5);
});

test('a hover says where and how a name is defined', () => {
  checkHover(
    'nginx',
    'server { location / { proxy_pass http://a<|>pp/x; } }',
    [
      '**Upstream** `app`, defined in [upstreams.conf:2](file:///project/upstreams.conf#L2). Used in 2 places of 2 files.',
      '```nginx\nupstream app {\n    server 127.0.0.1:8000;\n}\n```',
    ],
    { name: 'site.conf', files },
  );
  checkHover('nginx', 'server { set $b 1; location / { set $<|>b 2; } }', [
    '**Variable** `$b`, defined in [app.conf:1](file:///project/app.conf#L1), [app.conf:1](file:///project/app.conf#L1). Not used',
  ]);
  checkHover(
    'nginx',
    'server { location / { proxy_pass http://a<|>pp/x; } }',
    ['**上游** `app`，定义于 [upstreams.conf:2](file:///project/upstreams.conf#L2)。在 2 个文件中使用 2 处。'],
    { name: 'site.conf', files, documentation: 'zh-cn' },
  );
  checkHover('nginx', 'server { location / { proxy_pass http://local<|>host; } }', []);
});

test('completion offers the names of every file, where they fit', () => {
  const others = {
    ...files,
    'zones.conf':
      'limit_req_zone $uri zone=per_ip:1m rate=1r/s; limit_conn_zone $uri zone=conns:1m; log_format short "";',
  };
  const offers = (statement: string, all: string[]) =>
    checkComplete('nginx', statement, { all }, { name: 'site.conf', context: 'location', files: others });
  offers('proxy_pass http://a<|>;', ['http://app']);
  offers('limit_req zone=<|>;', ['zone=per_ip']);
  offers('limit_conn <|>;', ['conns']);
  offers('access_log x.log s<|>;', ['short']);
  checkComplete(
    'nginx',
    'set $x $t<|>;',
    { first: ['$to', '$time_local'] },
    { name: 'site.conf', context: 'location', files: others },
  );
  offers('location @here { } try_files /x @<|>;', ['@here']);
});

test('what no file uses is told where all of them are at hand', () => {
  const rules = ['unused-definition'];
  const main = `http {
    include site.conf;
    upstream old { server 127.0.0.1:8000; }
             ^^^ unused-definition (hint): Nothing in these files uses "old".
    upstream app { server 127.0.0.1:8000; }
    log_format long "$request";
               ^^^^ unused-definition (hint): Nothing in these files uses "long".
    map $uri $kind { default 1; }
              ^^^^ unused-definition (hint): Nothing in these files uses "kind".
    limit_req_zone $uri zone=slow:1m rate=1r/s;
                             ^^^^ unused-definition (hint): Nothing in these files uses "slow".
    proxy_cache_path /var/cache keys_zone=pages:1m;
                                          ^^^^^ unused-definition (hint): Nothing in these files uses "pages".
    server {
        location @gone { return 204; }
                  ^^^^ unused-definition (hint): Nothing in these files uses "gone".
        location ~ ^/(?<page>.*)$ { set $limit_rate 1k; }
    }
}
`;
  const site = 'server { server_name a.org; location / { proxy_pass http://app; } }';
  checkRules('nginx', rules, main, { name: 'nginx.conf', files: { 'site.conf': site } });
  const plain = withoutNotes(main);
  checkRules('nginx', rules, plain, { name: 'nginx.conf' });
  checkRules('nginx', rules, plain.replace('http {', '').replace(/}\n$/, ''), { files: { 'site.conf': site } });
  const scripted = 'http { js_import a.js; map $uri $kind { default 1; } upstream old { server 127.0.0.1; } }';
  checkRules('nginx', rules, scripted);
  checkRules(
    'nginx',
    rules,
    'http { upstream old { server a:1; } server { location / { proxy_pass http://$host; } } }',
  );
});
