/** From a proxy to the application behind it, and back: addresses across languages. */
import { test } from 'node:test';
import {
  checkDefinition,
  checkFix,
  checkFixes,
  checkHover,
  checkReferences,
  checkRename,
  checkRules,
} from './check.ts';

const site = 'server {\n    location / {\n        proxy_pass http://unix:/run/app.sock:/;\n    }\n}\n';
const supervised = '[program:app]\ncommand=/srv/venv/bin/gunicorn -b unix:/run/app.sock --workers 3 app.wsgi\n';
const settings = '# Gunicorn\nbind = ["unix:/run/app.sock", "127.0.0.1:8000"]\n';
const around = { name: 'nginx/site.conf', context: 'http' };

test('from the proxy to what is bound, and from there to the proxy', () => {
  const files = { 'supervisor/app.conf': supervised, 'gunicorn.conf.py': settings };
  checkDefinition(
    'nginx',
    site.replace('app.sock', 'app<|>.sock'),
    ['supervisor/app.conf:2 /run/app.sock', 'gunicorn.conf.py:2 /run/app.sock'],
    { ...around, files },
  );
  checkReferences(
    'supervisor',
    supervised.replace('app.sock', 'app<|>.sock'),
    ['* supervisor/app.conf:2 /run/app.sock', 'nginx/site.conf:3 /run/app.sock'],
    { name: 'supervisor/app.conf', files: { 'nginx/site.conf': site } },
  );
  checkReferences(
    'gunicorn',
    settings.replace(':8000', ':80<|>00'),
    ['* gunicorn.conf.py:2 127.0.0.1:8000', 'nginx/site.conf:1 localhost:8000'],
    { name: 'gunicorn.conf.py', files: { 'nginx/site.conf': 'upstream app { server localhost:8000; }' } },
  );
});

test('addresses that are one though they are written in another way', () => {
  const bound = (bind: string, reached: string, found: string[]) =>
    checkDefinition('nginx', `upstream app { server ${reached}<|>; }`, found, {
      ...around,
      files: { 'gunicorn.conf.py': `bind = "${bind}"\n` },
    });
  bound('0.0.0.0:8000', '127.0.0.1:8000', ['gunicorn.conf.py:1 0.0.0.0:8000']);
  bound(':8000', '10.0.0.5:8000', ['gunicorn.conf.py:1 :8000']);
  bound('0.0.0.0:8000', 'web:8000', ['gunicorn.conf.py:1 0.0.0.0:8000']);
  bound('[::1]:8000', 'localhost:8000', ['gunicorn.conf.py:1 [::1]:8000']);
  bound('127.0.0.1', '127.0.0.1:8000', ['gunicorn.conf.py:1 127.0.0.1']);
  bound('127.0.0.1:80', '127.0.0.1', ['gunicorn.conf.py:1 127.0.0.1:80']);
  bound('unix:///run/x', 'unix:/var/run/x', ['gunicorn.conf.py:1 /run/x']);
  bound('127.0.0.1:8000', '127.0.0.1:8001', []);
  bound('127.0.0.1:8000', '10.0.0.5:8000', []);
  bound('0.0.0.0:443', 'example.com:443', []);
});

test('an address is known from wherever it is said', () => {
  const sources: Record<string, Record<string, string>> = {
    'supervisor/app.conf:2 127.0.0.1:8001': {
      'supervisor/app.conf': '[program:a]\ncommand=/v/bin/gunicorn --bind 127.0.0.1:8001 a:a\n',
    },
    'gunicorn.conf.py:1 127.0.0.1:8001': { 'gunicorn.conf.py': 'bind = "127.0.0.1:8001"\n' },
    'app.socket:2 127.0.0.1:8001': { 'app.socket': '[Socket]\nListenStream=127.0.0.1:8001\n' },
    'app.service:2 127.0.0.1:8001': {
      'app.service':
        '[Service]\nEnvironment="GUNICORN_CMD_ARGS=--bind=127.0.0.1:8001"\nExecStart=/v/bin/gunicorn a:a\n',
    },
    '.env:1 8001': { Procfile: 'web: gunicorn a:a\n', '.env': 'PORT=8001\n' },
    'Procfile:1 8001': { Procfile: 'web: PORT=8001 gunicorn a:a\n' },
    'Procfile:1 127.0.0.1:8001': { Procfile: 'web: GUNICORN_CMD_ARGS="-b 127.0.0.1:8001" gunicorn a:a\n' },
    'gaffer.ini:2 127.0.0.1:8001': { 'gaffer.ini': '[process:a]\ncmd = gunicorn -b 127.0.0.1:8001 a:a\n' },
    'sv/app/run:2 127.0.0.1:8001': { 'sv/app/run': '#!/bin/sh\nexec gunicorn --bind 127.0.0.1:8001 a:a\n' },
    'etc/init/app.conf:1 127.0.0.1:8001': { 'etc/init/app.conf': 'exec gunicorn --bind 127.0.0.1:8001 a:a\n' },
  };
  for (const [place, files] of Object.entries(sources))
    checkDefinition('nginx', 'upstream app { server 127.0.0.1:80<|>01; }', [place], { ...around, files });
  checkReferences(
    'procfile',
    'web: PORT=80<|>01 gunicorn a:a\n',
    ['* Procfile:1 8001', 'nginx/site.conf:1 localhost:8001'],
    {
      name: 'Procfile',
      files: { 'nginx/site.conf': 'upstream app { server localhost:8001; }' },
    },
  );
  // The shell puts it in before it sets it, and a file of settings may say another one.
  for (const command of ['PORT=8001 gunicorn -b :$PORT a:a', 'PORT=8001 gunicorn -c app.py a:a', 'PORT=8001 other'])
    checkDefinition('nginx', 'upstream app { server 127.0.0.1:80<|>01; }', [], {
      ...around,
      files: { Procfile: `web: ${command}\n` },
    });
});

test('each side says where the other is, and what a socket hides', () => {
  const files = { 'supervisor/app.conf': supervised };
  checkHover(
    'nginx',
    site.replace('app.sock', 'app<|>.sock'),
    [
      'Bound in [app.conf:2](file:///project/supervisor/app.conf#L2).',
      '`REMOTE_ADDR` is empty',
      '-b unix:/run/app.sock',
    ],
    { ...around, files },
  );
  checkHover(
    'supervisor',
    supervised.replace('app.sock', 'app<|>.sock'),
    ['访问来自 [site.conf:3](file:///project/nginx/site.conf#L3)。', '`REMOTE_ADDR` 为空', 'proxy_pass http://unix:'],
    { name: 'supervisor/app.conf', files: { 'nginx/site.conf': site }, documentation: 'zh-cn' },
  );
});

test('the path of a socket is renamed on both sides, an address with a port is not', () => {
  checkRename(
    'nginx',
    site.replace('app.sock', 'app<|>.sock'),
    '/run/web/app.sock',
    {
      'nginx/site.conf': site.replace('/run/app.sock', '/run/web/app.sock'),
      'supervisor/app.conf': supervised.replace('/run/app.sock', '/run/web/app.sock'),
    },
    { ...around, files: { 'supervisor/app.conf': supervised } },
  );
  checkRename(
    'nginx',
    'upstream app { server 127.0.0.1:<|>8000; }',
    '127.0.0.1:8001',
    'An address with a port is known outside of these files, so it is not renamed.',
    { ...around, files: { 'gunicorn.conf.py': settings } },
  );
  checkRename(
    'nginx',
    site.replace('app.sock', 'app<|>.sock'),
    'app.sock',
    'The path of a socket begins with a slash and has no blanks, colons or quotes here.',
    { ...around, files: { 'supervisor/app.conf': supervised } },
  );
});

const rules = ['unbound-address'];
const missing =
  'server {\n    location / {\n        include proxy_params;\n        proxy_pass http://unix:/run/gunicorn/app.sock;\n    }\n}\n';

test('a proxy and an application that nearly meet are told on both sides', () => {
  const files = { 'supervisor/app.conf': supervised };
  checkRules(
    'nginx',
    rules,
    `server {
    location / {
        include proxy_params;
        proxy_pass http://unix:/run/gunicorn/app.sock;
                               ^^^^^^^^^^^^^^^^^^^^^^ unbound-address (warning): Nothing in this workspace listens at "/run/gunicorn/app.sock"; in app.conf Gunicorn listens at "/run/app.sock", where no proxy goes.
    }
}
`,
    { ...around, files },
  );
  checkRules(
    'supervisor',
    rules,
    `[program:app]
command=/srv/venv/bin/gunicorn -b unix:/run/app.sock --workers 3 app.wsgi
                                       ^^^^^^^^^^^^^ unbound-address (warning): No proxy in this workspace goes to "/run/app.sock"; in site.conf one goes to "/run/gunicorn/app.sock", where nothing listens.
`,
    { name: 'supervisor/app.conf', files: { 'nginx/site.conf': missing } },
  );
  checkRules(
    'gunicorn',
    rules,
    `bind = "127.0.0.1:8001"
        ^^^^^^^^^^^^^^ unbound-address (warning): No proxy in this workspace goes to "127.0.0.1:8001"; in site.conf one goes to "localhost:8000", where nothing listens.
`,
    {
      name: 'gunicorn.conf.py',
      files: {
        'nginx/site.conf': 'upstream app { server localhost:8000; } server { location / { proxy_pass http://app; } }',
      },
    },
  );
});

test('the fix changes this side or the other', () => {
  const files = { 'supervisor/app.conf': supervised };
  const at = missing.replace('app.sock', 'app<|>.sock');
  checkFixes(
    'nginx',
    at,
    ['Change to "/run/app.sock"', 'Change "/run/app.sock" to "/run/gunicorn/app.sock" in app.conf'],
    {
      ...around,
      files,
    },
  );
  checkFix('nginx', at, missing.replace('/run/gunicorn/app.sock', '/run/app.sock'), {
    ...around,
    files,
    title: 'Change to "/run/app.sock"',
  });
  checkFix('nginx', at, missing, {
    ...around,
    files,
    title: 'Change "/run/app.sock" to "/run/gunicorn/app.sock" in app.conf',
    elsewhere: supervised.replace('/run/app.sock', '/run/gunicorn/app.sock'),
  });
  checkFix('gunicorn', 'bind = ["0.0.0.0:80<|>01"]\n', 'bind = ["0.0.0.0:8000"]\n', {
    name: 'gunicorn.conf.py',
    files: { 'nginx/site.conf': 'server { location / { proxy_pass http://localhost:8000; } }' },
    title: 'Change to "0.0.0.0:8000"',
  });
});

test('nothing is said where the two sides meet, or the file alone cannot tell', () => {
  const silent = (text: string, files: Record<string, string>) =>
    checkRules('nginx', rules, text, { ...around, files });
  const proxied = (address: string) => `server { location / { proxy_pass http://${address}; } }`;
  const conf = (bind: string) => ({ 'gunicorn.conf.py': `bind = "${bind}"\n` });
  silent(proxied('127.0.0.1:8000'), {});
  silent(proxied('127.0.0.1:8000'), conf('0.0.0.0:8000'));
  silent(proxied('127.0.0.1:3000'), conf('0.0.0.0:8000'));
  silent(proxied('10.0.0.5:8001'), conf('0.0.0.0:8000'));
  silent(proxied('unix:/run/app.sock'), conf('127.0.0.1:8000'));
  silent(`${proxied('127.0.0.1:8000')} ${proxied('127.0.0.1:8001')}`, conf('127.0.0.1:8000'));
  silent(`${proxied('127.0.0.1:8001')} server { listen 8001; }`, conf('127.0.0.1:8000'));
  silent(proxied('unix:/run/app-$name.sock'), conf('unix:/run/app.sock'));
  silent(
    'upstream php { server unix:/run/php/app.sock; } server { location / { fastcgi_pass php; } }',
    conf('unix:/run/app.sock'),
  );
  silent(proxied('127.0.0.1:9001'), {
    ...conf('127.0.0.1:9000'),
    'supervisor/supervisord.conf': '[inet_http_server]\nport=*:9001\n',
  });
});

const proxied = (address: string, more = '') =>
  `server {\n    location / {\n        include headers;${more}\n        proxy_pass http://${address};\n    }\n}\n`;
const besides = (conf: string) => ({ ...around, files: { 'gunicorn.conf.py': conf, headers: '' } });

test('a proxy that gives up before the application does', () => {
  const only = ['timeout-mismatch'];
  const conf = 'bind = "127.0.0.1:8000"\ntimeout = 120\n';
  const message =
    'timeout-mismatch (information): nginx waits 60s for an answer, and Gunicorn in gunicorn.conf.py lets a request run for 120s: what takes longer ends as a 504 while the worker goes on.';
  const text = proxied('localhost:8000');
  checkRules(
    'nginx',
    only,
    text.replace('8000;\n', `8000;\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${message}\n`),
    besides(conf),
  );
  checkRules('gunicorn', only, `${conf.trim()}\n          ^^^ ${message}\n`, {
    name: 'gunicorn.conf.py',
    files: { 'nginx/site.conf': text, headers: '' },
  });
  checkFix(
    'nginx',
    text.replace('localhost', 'local<|>host'),
    proxied('localhost:8000', '\n        proxy_read_timeout 120s;'),
    {
      ...besides(conf),
      title: 'Set "proxy_read_timeout" to 120s',
    },
  );
  const given = proxied('localhost:8000', '\n        proxy_read_timeout 90s;');
  checkFix('nginx', given.replace('localhost', 'local<|>host'), given.replace('90s', '120s'), {
    ...besides(conf),
    title: 'Set "proxy_read_timeout" to 120s',
  });
  checkFix('nginx', given.replace('localhost', 'local<|>host'), given, {
    ...besides(conf),
    title: 'Set "timeout" to 90 in gunicorn.conf.py',
    elsewhere: conf.replace('120', '90'),
  });
  checkRules('nginx', only, proxied('localhost:8000', '\n        proxy_read_timeout 2m;'), besides(conf));
  checkRules('nginx', only, text, besides(`${conf}worker_class = "gevent"\n`));
  checkRules('nginx', only, text, besides(conf.replace('120', 'int(limit)')));
  checkRules('nginx', only, text, besides(conf.replace('120', '0')));
  checkRules('nginx', only, text.replace('headers', 'unknown'), besides(conf));
});

test('buffering in front of workers that stream', () => {
  const only = ['buffered-streaming'];
  const conf = 'bind = "127.0.0.1:8000"\nworker_class = "uvicorn.workers.UvicornWorker"\n';
  const at = proxied('127.0.0.1:8000').replace('127', '1<|>27');
  checkFix('nginx', at, proxied('127.0.0.1:8000', '\n        proxy_buffering off;'), {
    ...besides(conf),
    title: 'Add "proxy_buffering off;"',
  });
  checkRules('nginx', only, proxied('127.0.0.1:8000', '\n        proxy_buffering off;'), besides(conf));
  checkRules('nginx', only, proxied('127.0.0.1:8000'), besides('bind = "127.0.0.1:8000"\n'));
  checkRules('nginx', only, proxied('127.0.0.1:8001'), besides(conf));
});

test('a proxy on another machine that the application does not believe', () => {
  const only = ['untrusted-proxy'];
  const files = { 'nginx/site.conf': proxied('app:8000'), headers: '' };
  checkRules(
    'supervisor',
    only,
    `[program:app]
command=/srv/venv/bin/gunicorn -b 0.0.0.0:8000 app.wsgi
                                  ^^^^^^^^^^^^ untrusted-proxy (information): nginx reaches this from another machine (site.conf goes to "app:8000"), and Gunicorn believes only 127.0.0.1 that a request came over HTTPS: "forwarded_allow_ips" must name the address of the proxy.
`,
    { name: 'supervisor/app.conf', files },
  );
  const silent = (conf: string, other: Record<string, string> = files) =>
    checkRules('gunicorn', only, conf, { name: 'gunicorn.conf.py', files: other });
  silent('bind = "0.0.0.0:8000"\nforwarded_allow_ips = "10.0.0.2"\n');
  silent('bind = "0.0.0.0:8000"\n', { 'nginx/site.conf': proxied('127.0.0.1:8000') });
  silent('bind = "0.0.0.0:8000"\n', {});
  silent('bind = "0.0.0.0:8000"\n', {
    ...files,
    'supervisor/app.conf': '[program:app]\nenvironment=FORWARDED_ALLOW_IPS="10.0.0.2"\n',
  });
});

test('two programs at one address', () => {
  const only = ['address-bound-twice'];
  const both = (first: string, second: string) =>
    `[program:a]\ncommand=/a/bin/gunicorn -b ${first} a\n[program:b]\ncommand=/b/bin/gunicorn -b ${second} b\n`;
  checkRules(
    'supervisor',
    only,
    both(
      '127.0.0.1:8000',
      '0.0.0.0:8000 b\n                           ^^^^^^^^^^^^ address-bound-twice (warning): Line 2 binds "127.0.0.1:8000" already: only one program can listen there.\n#',
    ),
  );
  checkRules('supervisor', only, both('127.0.0.1:8000', '127.0.0.1:8001'));
  checkRules('supervisor', only, both('127.0.0.1:8000', '10.0.0.5:8000'));
  checkRules('supervisor', only, both('unix:/run/a.sock', 'unix:/run/%(program_name)s.sock'));
});
