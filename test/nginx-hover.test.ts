/** Hover, the documentation it leads to, the outline, folding and links of nginx files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryText } from '../server/features/entryText.ts';
import { documentationUrl } from '../server/features/hover.ts';
import { languageById } from '../server/languages/index.ts';
import { contexts, variables } from '../server/languages/nginx/reference.ts';
import type { DocumentationLanguage, Entry } from '../server/types.ts';
import { checkFolds, checkHover, checkLinks, checkSymbols, crlf, cursorOf, setting } from './check.ts';

const nginx = languageById('nginx') ?? assert.fail('no nginx');

/** Every entry of the reference. */
function everyEntry(): Entry[] {
  const found = new Set<Entry>();
  for (const context of contexts) for (const entry of nginx.entries(context)) found.add(entry);
  for (const name of variables.keys())
    for (const context of ['http', 'stream']) {
      const entry = nginx.lookup(`$${name}`, context);
      if (entry) found.add(entry);
    }
  return [...found];
}

test('a directive: its form, where it may stand, what holds without it, and its page', () => {
  checkHover(
    'nginx',
    `
http {
  gz<|>ip on;
  ^^^^^^^
}
`,
    [
      '```nginx\ngzip on | off;\n```\n',
      '**Context**: `http`, `server`, `location`, `if in location` · **Default**: `off` · `ngx_http_gzip_module`',
      'Enables or disables gzipping of responses.',
      '[Documentation](https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip)',
    ],
  );
  checkHover('nginx', 'http { server { http2<|> on; } }', ['**Since**: 1.25.1']);
  checkHover('nginx', 'user<|> www-data;\nevents { }', [
    'user <user> [<group>];',
    'https://nginx.org/en/docs/ngx_core_module.html#user',
  ]);
});

test('a block, and a directive of several modules as its context has it', () => {
  checkHover('nginx', 'http { <|>server { } }', ['server { … }', 'virtual server', 'ngx_http_core_module']);
  checkHover('nginx', 'http { upstream a { server<|> b:80; } }', [
    'server <address> [weight=<number>]',
    '**Context**: `upstream`',
    'ngx_http_upstream_module',
  ]);
  checkHover('nginx', 'stream { server { lis<|>ten 53; } }', ['`stream server`'], { lacks: ['`server`'] });
  checkHover('nginx', 'location / { proxy_p<|>ass http://a; }', ['`location`']);
  checkHover('nginx', 'stream { server { proxy_p<|>ass a:1; } }', ['`stream server`']);
  checkHover('nginx', 'events { }\nerror_<|>log stderr;', ['**Context**: `main`']);
});

test('a directive out of its place still says where it belongs', () => {
  checkHover('nginx', 'events { }\nhttp { lis<|>ten 80; }', ['**Context**: `server`', 'listen <port>']);
});

test('in an if, on the if, on an include', () => {
  checkHover('nginx', 'server { if ($args) { retu<|>rn 403; } }', ['return <code> [<text>];']);
  checkHover('nginx', 'server { i<|>f ($args) { } }', ['if (<condition>) { … }']);
  checkHover('nginx', 'server { if (<|>$args) { } }', ['arguments in the request line']);
  checkHover('nginx', 'server { incl<|>ude a.conf; }', ['include <file> | <mask>;', '**Context**: `any`']);
});

test('a variable, with and without braces, and where it begins', () => {
  checkHover(
    'nginx',
    `
server {
  return 200 "a \${ho<|>st} b$uri";
                ^^^^^^^^^^
}
`,
    ['```nginx\n$host\n```', '**Context**: `http`', 'host name from the request line', '#var_host)'],
  );
  checkHover('nginx', 'server { return 200 <|>$scheme; }', ['request scheme']);
  checkHover('nginx', 'server { return 200 $scheme<|>; }', ['request scheme']);
  checkHover('nginx', 'server { return 200 $args$u<|>ri; }', ['current URI in request']);
  checkHover('nginx', 'stream { server { return $remote_<|>addr; } }', ['`stream`']);
  checkHover('nginx', 'http { map $http_upgrade $c { default $connec<|>tion; } }', ['connection serial number']);
});

test('a variable of a family', () => {
  checkHover('nginx', 'server { return 200 $arg_pa<|>ge; }', [
    '$arg_NAME',
    'argument *`name`* in the request line',
    '#var_arg_)',
  ]);
  checkHover('nginx', 'server { return 200 $http_x_re<|>quest_id; }', ['$http_NAME', 'arbitrary request header field']);
  checkHover('nginx', 'server { return 200 $cookie_sess<|>ion; }', ['$cookie_NAME']);
  checkHover('nginx', 'server { return 200 $upstream_http_x<|>; }', ['$upstream_http_NAME']);
  checkHover('nginx', 'server { return 200 $http_ho<|>st; }', ['$http_host', '#var_http_)']);
});

test('where there is nothing to say', () => {
  checkHover('nginx', 'server { <|> }', []);
  checkHover('nginx', 'server { # gz<|>ip on;\n}', []);
  checkHover('nginx', 'server { frob<|>nicate on; }', []);
  checkHover('nginx', 'server { gzip o<|>n; }', []);
  checkHover('nginx', 'server { location ~ \\.php<|>$ { } }', []);
  checkHover('nginx', 'server { rewrite (.*) /$<|>1; }', []);
  checkHover('nginx', 'location / { content_by_lua_block { ser<|>ver } }', []);
  checkHover('nginx', 'http { map $uri $a { ser<|>ver 1; } }', []);
  checkHover('nginx', 'http { types { ro<|>ot a; } }', []);
});

test('third-party modules and NGINX Plus say what they need', () => {
  checkHover('nginx', 'http { more_set_<|>headers "X-A: b"; }', [
    'more_set_headers …;',
    '**Needs**: headers-more-nginx-module (OpenResty)',
    'https://github.com/openresty/headers-more-nginx-module',
  ]);
  checkHover('nginx', 'location / { health_<|>check; }', ['**Needs**: NGINX Plus', '#health_check)']);
  checkHover('nginx', 'location / { content_by_lua<|>_block { } }', ['content_by_lua_block { … }', 'OpenResty']);
  checkHover('nginx', 'location / { gz<|>ip on; }', ['gzip'], { lacks: ['**Needs**'] });
});

test('in Chinese, in both languages', () => {
  checkHover(
    'nginx',
    'http { server { proxy_set_<|>header Host $host; } }',
    ['**上下文**：`http`、`server`、`location`', '[官方文档](', /\p{Script=Han}{8}/u],
    {
      documentation: 'zh-cn',
      lacks: ['Allows redefining', '**Context**'],
    },
  );
  checkHover(
    'nginx',
    'http { server { proxy_set_<|>header Host $host; } }',
    [/\p{Script=Han}{8}[\s\S]*\n\n---\n\n[\s\S]*Allows redefining/u],
    {
      documentation: 'both',
      lacks: ['**Context**'],
    },
  );
  checkHover('nginx', 'http { server { xml_ent<|>ities a; } }', ['**上下文**', 'https://nginx.org/en/docs/'], {
    documentation: 'zh-cn',
  });
});

test('advice for deployers where there is some, by the argument before the name', () => {
  const advice = /\*\*For deployers\*\*: .{40}/;
  checkHover('nginx', 'server { retu<|>rn 444; }', [advice]);
  checkHover('nginx', 'server { retu<|>rn 404; }', ['return'], { lacks: [advice] });
  checkHover(
    'nginx',
    'upstream a { ser<|>ver unix:/run/a.sock fail_timeout=0; }',
    [/For deployers[\s\S]*no live upstreams/],
    { context: 'http' },
  );
  checkHover('nginx', 'location / { proxy_set_<|>header X-Forwarded-Proto $scheme; }', [advice]);
  checkHover('nginx', 'location / { proxy_buf<|>fering off; }', [advice]);
  checkHover('nginx', 'location / { proxy_redi<|>rect off; }', [/\*\*部署建议\*\*：.*\p{Script=Han}{5}/u], {
    documentation: 'zh-cn',
  });
  checkHover('nginx', 'location / { proxy_redi<|>rect off; }', [/部署建议[\s\S]*For deployers/], {
    documentation: 'both',
  });
});

test('the links of every text, and its page, are whole addresses', () => {
  const entries = everyEntry();
  assert.ok(entries.length > 1300, `${entries.length}`);
  for (const entry of entries)
    for (const documentation of ['en', 'zh-cn', 'both'] as const satisfies DocumentationLanguage[]) {
      const text = entryText({ language: nginx }, entry, documentation);
      const prose = text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '`');
      for (const [link, target] of prose.matchAll(/\]\(([^)\s]*)\)/g))
        assert.match(target ?? '', /^https?:\/\/[\w.-]+\/\S*$/, `${entry.name} in ${entry.contexts}: ${link}`);
      assert.doesNotMatch(text.slice(0, text.indexOf('\n\n')), /undefined|\[object/, entry.name);
    }
  for (const { name, url } of entries)
    if (url !== undefined) assert.match(url, /^https:\/\/(nginx\.org\/en\/docs|github\.com)\/\S+$/, name);
  const silent = entries.filter(({ docs, needs }) => docs.en === undefined && needs === undefined);
  assert.ok(silent.length < 80, `nginx's documentation leaves out some, but not ${silent.length}`);
});

test('the page of what stands under the cursor', () => {
  const urlAt = (picture: string): string | undefined => {
    const { text, offset } = cursorOf(picture);
    return documentationUrl(setting('nginx', text).file, offset);
  };
  assert.equal(urlAt('http { gz<|>ip on; }'), 'https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip');
  assert.equal(urlAt('http { gzip o<|>n; }'), 'https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip');
  assert.equal(urlAt('server { set $a $ur<|>i; }'), 'https://nginx.org/en/docs/http/ngx_http_core_module.html#var_uri');
  assert.equal(
    urlAt('server { set $a $arg_b<|>; }'),
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#var_arg_',
  );
  assert.equal(
    urlAt('stream { server { listen<|> 1; } }'),
    'https://nginx.org/en/docs/stream/ngx_stream_core_module.html#listen',
  );
  assert.equal(urlAt('server { frob<|>nicate; }'), undefined);
});

test('the outline: blocks by their headers, servers by their names, and what leads somewhere', () => {
  checkSymbols(
    'nginx',
    `
user nobody;
events { worker_connections 64; }
http {
  include mime.types;
  upstream app { server unix:/run/app.sock; }
  map $uri $a { default 0; include b.map; }
  server { listen 80 default_server; return 444; }
  server {
    listen 443 ssl;
    server_name example.org www.example.org;
    root /srv;
    location / { try_files $uri @app; }
    location ~ \\.php$ { if ($args) { return 403; } }
    location @app {
      proxy_set_header Host $host;
      proxy_pass http://app;
    }
    content_by_lua_block { ngx.say(1) }
  }
}
`,
    `
events
http
  include - mime.types
  upstream app
  map $uri $a
    include - b.map
  server - 80
    listen - 80 default_server
  server - example.org www.example.org
    listen - 443 ssl
    server_name - example.org www.example.org
    root - /srv
    location /
    location ~ \\.php$
      if ($args)
    location @app
      proxy_pass - http://app
    content_by_lua_block
`,
  );
});

test('the outline of half a file', () => {
  checkSymbols('nginx', 'http {\n  server {\n    loca', '\nhttp\n  server\n', { context: 'main' });
  checkSymbols('nginx', '{ gzip on; }', '\n\n');
});

test('folding: blocks to the line before their brace, runs of comments, regions', () => {
  const picture = `
# one
# two
events { }
http { «
  server { «
    # a single line
    listen 80; # three
    # four «comment
    # five»
    location / { gzip on; }
    location /b { «
      gzip on;»
    } # six
    # seven»
  }»
}

# region proxies «region
upstream a { «
  server b;»
}
# endregion»
# region never closed
`.replace('# one\n# two', '# one «comment\n# two»');
  checkFolds('nginx', picture);
  checkFolds('nginx', crlf(picture));
});

test('folding of Allman braces, of Lua, of what is not closed', () => {
  checkFolds(
    'nginx',
    `
http «
{
  server «
  {
    content_by_lua_block { «
      ngx.say("}")»
    }»
  }»
}
`,
  );
  checkFolds('nginx', 'http { «\n  server { «\n    gzip on;»»');
  checkFolds('nginx', 'types { text/html html; }\n');
});

test('includes are links to what they name', () => {
  checkLinks(
    'nginx',
    `
include modules/*.conf;
        ^^^^^^^^^^^^^^ modules/*.conf
http {
    include "mime.types";
            ^^^^^^^^^^^^ mime.types
    server {
        include /etc/nginx/snippets/tls.conf;
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /etc/nginx/snippets/tls.conf
        # include none;
        include;
        include "";
    }
}
`,
  );
});
