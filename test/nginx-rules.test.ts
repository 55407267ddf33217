/** The rules of nginx and their fixes. What the rules say of nginx's own errors is in the pictures of test/fixtures/nginx. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutOverlap } from '../server/features/fixes.ts';
import { proxyRules } from '../server/languages/across/index.ts';
import { languageById } from '../server/languages/index.ts';
import { deploymentRules } from '../server/languages/nginx/rules/deployment/index.ts';
import { securityRules } from '../server/languages/nginx/rules/security/index.ts';
import { type Around, checkFix, checkFixAll, checkFixes, checkProblems, checkRules, crlf } from './check.ts';
import { readCases } from './nginx-cases.ts';
import { gunicornSite } from './nginx-texts.ts';

const headerRules = ['missing-forwarded-proto', 'missing-forwarded-for', 'missing-host'];
const off = (rules: readonly string[]) => Object.fromEntries(rules.map((rule) => [rule, 'off' as const]));
const withoutHeaderRules = off(headerRules);
/** What nginx itself has nothing against is pictured in a file of its own. */
const advice = ['security', 'deployment'];
const withoutAdvice = off([...headerRules, ...[...securityRules, ...deploymentRules].map(({ id }) => id)]);

for (const [name, cases] of readCases())
  for (const { title, context, picture } of cases)
    test(`${name}: ${title}`, () => {
      const severities = advice.includes(name) ? withoutHeaderRules : withoutAdvice;
      checkProblems('nginx', picture, { context, severities });
    });

/** Their pictures are in test/includes.test.ts. */
const includeRules = ['circular-include', 'missing-include'];

test('every rule has a picture', () => {
  const pictures = [...readCases().values()].flat().map(({ picture }) => picture);
  for (const { id } of languageById('nginx')?.rules ?? [])
    if (
      ![...headerRules, ...includeRules, 'known-vulnerability'].includes(id) &&
      !proxyRules.some((rule) => rule.id === id)
    )
      assert.ok(
        pictures.some((picture) => new RegExp(`\\^(?:…\\d+:\\d+)? ${id}\\b`).test(picture)),
        id,
      );
});

test('"did you mean" is put right with one key, and by "fix all" where it is surely meant', () => {
  checkFix('nginx', 'http { gi<|>zp on; }', 'http { gzip on; }');
  checkFixAll('nginx', 'http { gizp on; sever { locaton / { } } }', 'http { gzip on; server { location / { } } }');
  checkFixes('nginx', 'http { ser<|> { } }', ['Change to "server"', 'Make "ser" known in the settings']);
  checkFixes('nginx', 'http { set_header<|> A b; }', [
    'Change to "add_header"',
    'Make "set_header" known in the settings',
  ]);
  checkFixes('nginx', 'http { locaton<|> / { } }', ['Change to "location"']);
  checkFixes('nginx', 'http { frobnicate<|> on; }', ['Make "frobnicate" known in the settings']);
  checkFixes('nginx', 'http { upstrem<|> app; }', ['Make "upstrem" known in the settings']);
  checkFixAll(
    'nginx',
    'server { if($a) { } root=/srv; location/a { } listen:80; }',
    'server { if ($a) { } root /srv; location /a { } listen 80; }',
  );
});

test('what may be a template is left to its author', () => {
  const template = 'server {\n    listen {{ port }};\n    {% if tls %}\n    listen 443;;\n    {% endif %}\n}\n';
  checkFixAll('nginx', template, template, { context: 'http' });
  checkFixAll('nginx', 'frobnicate on\n', 'frobnicate on\n', { context: 'http' });
});

test('a module that is not known here may bring unknown directives', () => {
  checkProblems(
    'nginx',
    `
load_module modules/ngx_http_frobnicate_module.so;
http {
    frobnicate on;
    ^^^^^^^^^^ unknown-directive (information): Unknown directive "frobnicate".
    gizp on;
    ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
}
`,
  );
  checkProblems(
    'nginx',
    `
load_module modules/ngx_stream_module.so;
http {
    frobnicate on;
    ^^^^^^^^^^ unknown-directive: Unknown directive "frobnicate".
}
`,
  );
});

test('where nothing tells the context, nothing is out of place', () => {
  checkProblems('nginx', 'frobnicate on;\n');
  checkProblems('nginx', 'frobnicate {\n    listen 80;\n}\n');
});

test('third-party modules and NGINX Plus are known', () => {
  checkProblems(
    'nginx',
    `
http {
    lua_package_path "/srv/lua/?.lua;;";
    more_set_headers "X-A: b";
    vhost_traffic_status_zone;
    upstream app {
        zone app 64k;
        server 127.0.0.1:8000;
        sticky cookie srv_id;
    }
    server {
        location / {
            echo hello;
            status_zone a;
        }
        location /memcached {
            set $memcached_key $uri;
            memcached_pass app;
        }
        location = /api {
            allow 127.0.0.1;
            deny all;
            api write=on;
        }
    }
}
`,
    { options: { nginx: { version: 'R33', modules: [], directives: [] } } },
  );
});

test('flags', () => {
  checkFix('nginx', 'http { sendfile yes<|>; }', 'http { sendfile on; }');
  checkFix('nginx', 'http { sendfile fal<|>se; }', 'http { sendfile off; }');
  checkFix('nginx', 'http { sendfile <|>offf; }', 'http { sendfile off; }');
  checkFixes('nginx', 'http { sendfile maybe<|>; }', ['Change to "on"', 'Change to "off"']);
  checkFixes('nginx', 'http { sendfile 0<|>; }', ['* Change to "off"']);
});

test('values', () => {
  checkFix('nginx', 'server { satisfy an<|>; }', 'server { satisfy any; }');
  checkFixes('nginx', 'server { satisfy some<|>; }', []);
  checkFixes('nginx', 'server { ssl_protocols TLSv13<|>; }', ['Change to "TLSv1"', 'Change to "TLSv1.3"']);
});

test('a block where there is none', () => {
  checkFix('nginx', 'server {\n    location /a;<|>\n}\n', 'server {\n    location /a {\n    }\n}\n');
  checkFix('nginx', 'http {\r\n\tserver;<|>\r\n}\r\n', 'http {\r\n\tserver {\r\n\t}\r\n}\r\n');
});

test('a duplicate goes with its line', () => {
  checkFix(
    'nginx',
    'http {\n  sendfile on;\n  sendfile<|> off;\n  gzip on;\n}\n',
    'http {\n  sendfile on;\n  gzip on;\n}\n',
  );
  checkFix('nginx', 'http { sendfile on; sendfile<|> off; gzip on; }', 'http { sendfile on;  gzip on; }');
  checkFix('nginx', 'gzip on;\r\ngzip<|> off;', 'gzip on;\r\n', { context: 'http' });
  checkFixes('nginx', 'events { }\nevents<|> { }', []);
});

test('a swallowed directive gets its semicolon', () => {
  checkFixAll(
    'nginx',
    'server {\n    server_name a # all\n    gzip on;\n    index a\n        access_log off;\n}\n',
    'server {\n    server_name a; # all\n    gzip on;\n    index a;\n        access_log off;\n}\n',
  );
});

test('comments silence rules: for the next line, for their own, for the file', () => {
  checkProblems(
    'nginx',
    `
http {
    # deploy-config-ignore unknown-directive
    frobnicate on;
    frobnicate off; # deploy-config-ignore unknown-directive
    # deploy-config-ignore misplaced-directive, unknown-directive: they are in a module of ours
    listen 80;
    # deploy-config-ignore misplaced-directive
    frobnicate on;
    ^^^^^^^^^^ unknown-directive: Unknown directive "frobnicate".
    frobnicate on;
    ^^^^^^^^^^ unknown-directive: Unknown directive "frobnicate".
}
`,
  );
  checkProblems(
    'nginx',
    `
http {
    frobnicate on;
    listen 80;
    ^^^^^^ misplaced-directive: Directive "listen" is not allowed here, in "http": it belongs in "server".
}
# deploy-config-ignore-file unknown-directive
`,
  );
});

test('severities are the user’s', () => {
  const text = 'http {\n    frobnicate on;\n    sendfile yes;\n    listen 80\n}\n';
  checkProblems(
    'nginx',
    `${text.replace('on;\n', 'on;\n    ^^^^^^^^^^ unknown-directive (hint): Unknown directive "frobnicate".\n')}`,
    { severities: { 'unknown-directive': 'hint', 'invalid-flag': 'off', syntax: 'off', 'misplaced-directive': 'off' } },
  );
});

// Headers for the application

/** What the three rules say, in few words, where they speak. */
const proto =
  'missing-forwarded-proto (information): X-Forwarded-Proto is not passed on: the application cannot tell HTTPS from HTTP and builds wrong redirects and cookies.';
const forwardedFor =
  "missing-forwarded-for (information): X-Forwarded-For is not passed on: the application sees nginx's address instead of the client's.";
const host =
  "missing-host (information): The client's Host is not passed on: the application gets the name in proxy_pass and builds its URLs from that.";

/** Headers alone. */
function checkHeaders(picture: string, around?: Around): void {
  checkRules('nginx', headerRules, picture, around);
}

test('a proxy that passes on no header', () => {
  checkHeaders(`
http {
    server {
        location / {
            proxy_pass http://127.0.0.1:8000;
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${proto}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${forwardedFor}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${host}
        }
    }
}
`);
});

test('a header on the location’s own level is enough, and a set without one is spoken of where it is used', () => {
  checkHeaders(`
http {
    server {
        location / {
            proxy_pass http://app:8000;
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ ${proto}
            proxy_set_header x-forwarded-for $remote_addr;
            proxy_set_header HOST $host;
        }
        location /a {
            proxy_set_header Host $host;
            proxy_set_header Forwarded $forwarded;
            proxy_pass http://app:8000;
        }
    }
}
`);
});

test('the scheme may be passed on by other names', () => {
  for (const name of ['X-Forwarded-Proto', 'X-Forwarded-Protocol', 'X-Forwarded-Ssl', 'X-Scheme', 'x-forwarded-scheme'])
    checkRules(
      'nginx',
      ['missing-forwarded-proto'],
      `location / {\n    proxy_set_header ${name} $scheme;\n    proxy_pass http://app;\n}\n`,
    );
});

test('outer headers are inherited where a level has none of its own', () => {
  checkHeaders(`
http {
    proxy_set_header Host $host;
    server {
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${host}
        location / {
            proxy_pass http://app;
        }
        location /b {
            proxy_pass http://app;
        }
        location /c {
            proxy_set_header Host $host;
            location /c/d {
                proxy_pass http://app;
            }
            proxy_pass http://app;
            ^^^^^^^^^^^^^^^^^^^^^ ${proto}
            ^^^^^^^^^^^^^^^^^^^^^ ${forwardedFor}
        }
    }
}
`);
});

test('a header of an outer level is added there, for all who inherit it', () => {
  checkFixAll(
    'nginx',
    `
http {
    proxy_set_header Host $host;
    server {
        location / {
            proxy_pass http://app;
        }
        location /b {
            proxy_pass http://app;
        }
    }
}
`,
    `
http {
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    server {
        location / {
            proxy_pass http://app;
        }
        location /b {
            proxy_pass http://app;
        }
    }
}
`,
  );
});

test('a header goes behind the last one, else before the pass, as the file is indented', () => {
  const title = 'Add proxy_set_header X-Forwarded-Proto';
  checkFix(
    'nginx',
    'location / {\n\tproxy_set_header Host $host; # theirs\n\n\tproxy_pass<|> http://app;\n}\n',
    'location / {\n\tproxy_set_header Host $host; # theirs\n\tproxy_set_header X-Forwarded-Proto $scheme;\n\n\tproxy_pass http://app;\n}\n',
    { title },
  );
  checkFix(
    'nginx',
    'location / {\n    proxy_pass<|> http://app;\n}\n',
    'location / {\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app;\n}\n',
    { title },
  );
  checkFix(
    'nginx',
    'location / {\n  # to Gunicorn\n  # by its socket\n  proxy_pass<|> http://unix:/run/app.sock;\n}\n',
    'location / {\n  proxy_set_header X-Forwarded-Proto $scheme;\n  # to Gunicorn\n  # by its socket\n  proxy_pass http://unix:/run/app.sock;\n}\n',
    { title },
  );
  checkFix(
    'nginx',
    'location / { proxy_pass<|> http://app; }',
    'location / { proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://app; }',
    { title },
  );
  checkFix(
    'nginx',
    'location / { proxy_set_header Host $host; proxy_pass<|> http://app; }',
    'location / { proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://app; }',
    { title },
  );
  checkFix(
    'nginx',
    'location / {\n  proxy_set_header Host $host; proxy_pass<|> http://app;\n}',
    'location / {\n  proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://app;\n}',
    { title },
  );
  checkFix(
    'nginx',
    crlf('location / {\n    proxy_set_header Host $host;\n    proxy_pass<|> http://app;\n}\n'),
    crlf(
      'location / {\n    proxy_set_header Host $host;\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app;\n}\n',
    ),
    { title },
  );
  checkFix(
    'nginx',
    'proxy_pass<|> http://app;',
    'proxy_set_header X-Forwarded-Proto $scheme;\nproxy_pass http://app;',
    {
      title,
    },
  );
});

test('"fix all" adds all three, once for each location', () => {
  checkFixAll(
    'nginx',
    `
http {
\tserver {
\t\tlocation / {
\t\t\tproxy_pass http://app;
\t\t}
\t\tlocation /b { proxy_pass http://app; }
\t}
}
`,
    `
http {
\tserver {
\t\tlocation / {
\t\t\tproxy_set_header X-Forwarded-Proto $scheme;
\t\t\tproxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
\t\t\tproxy_set_header Host $host;
\t\t\tproxy_pass http://app;
\t\t}
\t\tlocation /b { proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $host; proxy_pass http://app; }
\t}
}
`,
  );
});

test('inside an if or a limit_except no header can stand: it is added to the location around', () => {
  checkFix(
    'nginx',
    `
server {
    location / {
        if ($request_method = POST) {
            proxy_pass<|> http://app;
        }
        limit_except GET {
            deny all;
        }
    }
}
`,
    `
server {
    location / {
        proxy_set_header Host $host;
        if ($request_method = POST) {
            proxy_pass http://app;
        }
        limit_except GET {
            deny all;
        }
    }
}
`,
    { title: 'Add proxy_set_header Host' },
  );
});

test('a line that is commented out is offered back', () => {
  const before = `
server {
    location / {
        proxy_set_header Host $host;
        # only with HTTPS
        # proxy_set_header X-Forwarded-Proto https; # always
        #proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_pass<|> http://app;
    }
}
`;
  checkFixes('nginx', before, [
    '* Add proxy_set_header X-Forwarded-Proto',
    'Uncomment proxy_set_header X-Forwarded-Proto https;',
    '* Add proxy_set_header X-Forwarded-For',
    'Uncomment proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  ]);
  checkFix('nginx', before, before.replace('<|>', '').replace('# proxy_set', 'proxy_set'), {
    title: 'Uncomment proxy_set_header X-Forwarded-Proto https;',
  });
});

test('a line that would turn off inherited headers is not offered back', () => {
  checkFixes(
    'nginx',
    `
http {
    server {
        proxy_set_header<|> Host $host;
        location / {
            # proxy_set_header X-Forwarded-Proto https;
            proxy_pass http://app;
        }
    }
}
`,
    ['* Add proxy_set_header X-Forwarded-Proto', '* Add proxy_set_header X-Forwarded-For'],
  );
});

test('headers may come from a file that is included', () => {
  const site = (where: string, after = '') => `
http {
    server {
        ${where}
        location / {
            include extra.conf;
            proxy_pass http://app;${after}
        }
    }
}
`;
  const files = {
    'extra.conf': 'proxy_read_timeout 5s;\n',
    'headers.conf': 'include more.conf;\nproxy_set_header Host $host;\n',
    'more.conf': 'proxy_set_header X-Forwarded-For $remote_addr;\nproxy_set_header X-Forwarded-Proto $scheme;\n',
    'some.conf': 'proxy_set_header Host $host;\nproxy_set_header X-Forwarded-For $remote_addr;\n',
  };
  checkHeaders(site('include headers.conf;'), { files });
  const at = `\n            ^^^^^^^^^^^^^^^^^^^^^ `;
  checkHeaders(site('include extra.conf;', at + proto + at + forwardedFor + at + host), { files });
  checkHeaders(site(`include some.conf;\n        ^^^^^^^^^^^^^^^^^ ${proto}`), { files });
  checkFixAll(
    'nginx',
    site('include some.conf;'),
    site('include some.conf;\n        proxy_set_header X-Forwarded-Proto $scheme;'),
    { files },
  );
});

test('where an included file cannot be read, nothing is said', () => {
  checkHeaders('server {\n    location / {\n        include proxy_params;\n        proxy_pass http://app;\n    }\n}\n');
  checkHeaders('server {\n    include unknown.conf;\n    location / {\n        proxy_pass http://app;\n    }\n}\n');
  checkHeaders('location / {\n    proxy_pass http://app;\n}\n', {
    name: 'locations.conf',
    files: { 'nginx.conf': 'http { include unknown.conf; server { include locations.conf; } }' },
  });
  checkHeaders(
    `server {
    include unknown.conf;
    location / {
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_pass http://app;
        ^^^^^^^^^^^^^^^^^^^^^ ${proto}
    }
}
`,
  );
});

test('headers may come from the file around', () => {
  const name = 'locations.conf';
  const around = (server: string) => ({
    name,
    files: { 'nginx.conf': `http { server { ${server} include *.conf; } }` },
  });
  checkHeaders(
    'location / {\n    proxy_pass http://app;\n}\n',
    around(
      'proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;',
    ),
  );
  // A line here would turn off the one there.
  const picture = `location / {
    proxy_pass http://app;
    ^^^^^^^^^^^^^^^^^^^^^ ${proto}
    ^^^^^^^^^^^^^^^^^^^^^ ${forwardedFor}
}
`;
  checkHeaders(picture, around('proxy_set_header Host $host;'));
  checkFixes('nginx', 'location / {\n    proxy_pass<|> http://app;\n}\n', [], around('proxy_set_header Host $host;'));
  checkFixes(
    'nginx',
    'location / {\n    proxy_pass<|> http://app;\n}\n',
    [
      '* Add proxy_set_header X-Forwarded-Proto',
      '* Add proxy_set_header X-Forwarded-For',
      '* Add proxy_set_header Host',
    ],
    around(''),
  );
});

test('a fragment that nobody includes may inherit what it does not show: it is told, and "fix all" leaves it', () => {
  const text = 'location / {\n    proxy_pass http://app;\n}\n';
  checkFixes('nginx', text.replace('pass', 'pass<|>'), [
    'Add proxy_set_header X-Forwarded-Proto',
    'Add proxy_set_header X-Forwarded-For',
    'Add proxy_set_header Host',
  ]);
  checkFixAll('nginx', text, text);
  checkFixes(
    'nginx',
    text.replace('pass', 'pass<|>'),
    [
      '* Add proxy_set_header X-Forwarded-Proto',
      '* Add proxy_set_header X-Forwarded-For',
      '* Add proxy_set_header Host',
    ],
    { complete: true },
  );
});

test('only applications of ours want headers', () => {
  for (const target of [
    'https://api.example.com',
    'https://s3.eu-west-1.amazonaws.com/bucket/',
    'http://$backend',
    'http://www.example.org:8080',
    '$scheme://elsewhere',
  ])
    checkHeaders(`server {\n    location / {\n        proxy_pass ${target};\n    }\n}\n`);
  for (const target of [
    'http://app',
    'http://app_server/prefix/',
    'http://app$request_uri',
    'http://127.0.0.1:8000',
    'https://[::1]:8443',
    'http://localhost:5000',
    'http://unix:/run/app.sock',
    'http://gunicorn.internal:8000',
    'http://named.example.com',
  ])
    checkFixAll(
      'nginx',
      `http { upstream named.example.com { server a:1; } server { location / { proxy_pass ${target}; } } }`,
      `http { upstream named.example.com { server a:1; } server { location / { proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $host; proxy_pass ${target}; } } }`,
    );
});

test('a stream has no headers, nor have nginx’s own health checks and a pass that is out of place', () => {
  checkHeaders('server {\n    proxy_pass http://app;\n}\n');
  checkHeaders('stream {\n    server {\n        listen 5432;\n        proxy_pass database:5432;\n    }\n}\n');
  checkHeaders(
    'server {\n    location @check {\n        internal;\n        proxy_pass http://app;\n        health_check;\n    }\n}\n',
  );
});

test('a comment silences a header rule', () => {
  checkHeaders(`
http {
    server {
        location / {
            proxy_set_header Host $host;
            # deploy-config-ignore missing-forwarded-proto missing-forwarded-for
            proxy_pass http://app;
        }
    }
}
`);
});

test('the site of the guide: one header is missing, and one key brings it', () => {
  const at = '      proxy_pass http://shop;\n    }\n\n    location /stream/';
  checkProblems('nginx', gunicornSite.replace(at, at.replace('\n', `\n      ^^^^^^^^^^^^^^^^^^^^^^ ${proto}\n`)), {
    name: 'nginx.conf',
    files: { 'mime.types': 'types { }' },
    severities: { 'host-from-client': 'off' },
  });
  const behind = 'proxy_set_header Host $http_host; # as the client wrote it\n';
  checkFixAll(
    'nginx',
    gunicornSite,
    gunicornSite.replace(behind, `${behind}      proxy_set_header X-Forwarded-Proto $scheme;\n`),
    { name: 'nginx.conf', files: { 'mime.types': 'types { }' } },
  );
});

test('of fixes that touch the same text the first is taken', () => {
  const fix = (start: number, end: number) => ({ title: '', edits: [{ start, end, text: 'x' }] });
  const [first, inside, same, behind] = [fix(2, 6), fix(3, 4), fix(2, 2), fix(6, 6)];
  assert.deepEqual(withoutOverlap([first, inside, same, behind]), [first, behind]);
});

test('"fix all" goes on until nothing is left: a mended name, brace or semicolon shows the next fault', () => {
  checkFixAll(
    'nginx',
    `
http {
    server
        listen 8080
        locaton / {
            proxy_pas http://127.0.0.1:8000;
        }
    }
}
`,
    `
http {
    server {
        listen 8080;
        location / {
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header Host $host;
            proxy_pass http://127.0.0.1:8000;
        }
    }
}
`,
  );
});
