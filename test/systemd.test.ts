/** Units of Gunicorn: what is found in them and mended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemd } from '../server/languages/systemd/index.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkCompleted,
  checkDefinition,
  checkFix,
  checkFixAll,
  checkFolds,
  checkFormat,
  checkHover,
  checkProblems,
  checkReferences,
  checkRules,
  checkSymbols,
} from './check.ts';

const cases = casesOf('systemd');
for (const { title, picture } of cases) test(title, () => checkProblems('systemd', picture));

/** Of these the pictures stand below, for they take two files. */
const ofTwoFiles = ['socket-in-runtime-directory', 'ignored-bind', 'unpaired-socket', 'socket-owner'];

test('every rule has a picture', () => {
  for (const { id } of systemd.rules.filter((rule) => !ofTwoFiles.includes(rule.id)))
    assert.ok(
      cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

test('units of other programs are left to others', () => {
  const other = '[Service]\nType=Notify\nAfter=a\nExecStart=bin/redis-server\nExecStart=/bin/true\n';
  checkProblems('systemd', other);
  checkProblems('systemd', '[Socket]\nMode=0600\n', { name: 'redis.socket' });
});

test('a socket is judged where its service is one of Gunicorn, or its name says so', () => {
  const picture = `[Socket]
ListenStream=unix:/run/shop.sock
             ^^^^^^^^^^^^^^^^^^^ invalid-unit-value: systemd passes over this address: it is a path, a port, or an IP address with a port.
Mode=0600
^^^^ unknown-unit-key: systemd passes over "Mode": of a socket it is "SocketMode".
`;
  checkProblems('systemd', picture, {
    name: 'shop.socket',
    files: { 'shop.service': '[Service]\nExecStart=/srv/venv/bin/gunicorn a:a\n' },
  });
  checkProblems('systemd', picture, { name: 'gunicorn.socket' });
  checkProblems(
    'systemd',
    `[Socket]
 ^^^^^^ conflicting-unit-keys: systemd refuses the unit: the socket has no "ListenStream".
SocketUser=www-data
`,
    { name: 'gunicorn.socket' },
  );
});

test('addresses of a socket', () => {
  const picture = `[Socket]
ListenStream=/run/shop.sock
ListenStream=@shop
ListenStream=8000
ListenStream=127.0.0.1:8000
ListenStream=[::1]:8000
ListenStream=%t/shop.sock
ListenStream=localhost:8000
             ^^^^^^^^^^^^^^ invalid-unit-value: systemd passes over this address: it is a path, a port, or an IP address with a port.
ListenStream=run/shop.sock
             ^^^^^^^^^^^^^ invalid-unit-value: systemd passes over this address: it is a path, a port, or an IP address with a port.
ListenStream=99999
             ^^^^^ invalid-unit-value: systemd passes over this address: it is a path, a port, or an IP address with a port.
ListenStream=/run/${'x'.repeat(110)}
             ${'^'.repeat(115)} invalid-unit-value: systemd passes over this address: the path of a socket has less than 108 bytes.
`;
  checkProblems('systemd', picture, { name: 'gunicorn.socket' });
  checkFixAll('systemd', '[Socket]\nListenStream=*:8000\n', '[Socket]\nListenStream=8000\n', {
    name: 'gunicorn.socket',
  });
});

test('a socket and its service are two files', () => {
  checkRules(
    'systemd',
    ['unknown-unit-section'],
    `[Service]
ExecStart=/srv/venv/bin/gunicorn a:a
[Socket]
 ^^^^^^ unknown-unit-section: systemd passes over [Socket] in this file: a socket and its service are two units.
ListenStream=/run/shop.sock
`,
    { name: 'shop.service' },
  );
});

test('a drop-in says only what is to change', () => {
  checkProblems('systemd', '[Service]\nTimeoutStopSec=40\n', { name: 'gunicorn.service.d/override.conf' });
});

test('"fix all" moves keys and comments, mends spelling, quotes and continued lines', () => {
  checkFixAll(
    'systemd',
    `[Unit]
Description=Gunicorn

[Service]
Type=Notify # since 20.0
After=network.target
Environment=NAME=a b
ExecStart=/srv/venv/bin/gunicorn \\ 
    a:a
restart=always
[Instal]
WantedBy=multi-user.target
`,
    `[Unit]
Description=Gunicorn
After=network.target

[Service]
# since 20.0
Type=notify
Environment="NAME=a b"
ExecStart=/srv/venv/bin/gunicorn \\
    a:a
Restart=always
[Install]
WantedBy=multi-user.target
`,
  );
});

test('a service and its socket', () => {
  const service =
    '[Unit]\nRequires=shop.socket\n[Service]\nExecStart=/srv/venv/bin/gunicorn --bind unix:/run/other.sock a:a\n';
  const socket = '[Socket]\nListenStream=/run/shop.sock\n';
  checkRules(
    'systemd',
    ['ignored-bind', 'unpaired-socket'],
    `[Unit]
Requires=shop.socket
[Service]
ExecStart=/srv/venv/bin/gunicorn --bind unix:/run/other.sock a:a
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignored-bind (warning): Gunicorn passes over "--bind": systemd passes it the socket of shop.socket, which is /run/shop.sock.
`,
    { name: 'shop.service', files: { 'shop.socket': socket } },
  );
  checkFix('systemd', service.replace('--bind', '--b<|>ind'), service.replace(' --bind unix:/run/other.sock', ''), {
    name: 'shop.service',
    files: { 'shop.socket': socket },
    title: 'Remove --bind',
  });
  checkRules(
    'systemd',
    ['ignored-bind', 'unpaired-socket'],
    `[Service]
ExecStart=/srv/venv/bin/gunicorn --bind unix:/var/run/shop.sock a:a
^^^^^^^^^ unpaired-socket (hint): Started by itself, the service has no socket from shop.socket: "Requires=shop.socket" starts the socket first.
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignored-bind (hint): shop.socket opens this address already: Gunicorn takes it from systemd and passes over "--bind".
`,
    { name: 'shop.service', files: { 'shop.socket': socket } },
  );
  checkFix('systemd', service.replace('shop.so', 'shop.<|>so'), service, {
    name: 'web.service',
    files: { 'shop.socket': socket },
    elsewhere: `${socket}Service=web.service\n`,
  });
});

test('a socket in the folder that its service removes, and its owner', () => {
  const service = '[Service]\nRuntimeDirectory=shop\nExecStart=/srv/venv/bin/gunicorn a:a\n';
  checkProblems(
    'systemd',
    `[Socket]
ListenStream=/var/run/shop/http.sock
             ^^^^^^^^^^^^^^^^^^^^^^^ socket-in-runtime-directory (warning): When the service stops, systemd removes its RuntimeDirectory with the socket of shop.socket in it, and nobody reaches it any more.
SocketMode=0600
           ^^^^ socket-owner (information): Only root may connect to this socket: SocketUser or SocketGroup gives it to the user of nginx.
`,
    { name: 'shop.socket', files: { 'shop.service': service } },
  );
  checkProblems(
    'systemd',
    `[Socket]
ListenStream=/run/shop.sock
User=www-data
^^^^ socket-owner (warning): "User" of a socket is for its commands, and there are none: the owner of the file is "SocketUser".
SocketMode=0600
`,
    { name: 'shop.socket', files: { 'shop.service': service } },
  );
  checkProblems('systemd', '[Socket]\nListenStream=/run/shop.sock\nUser=a\nExecStartPre=/bin/true\n', {
    name: 'shop.socket',
    files: { 'shop.service': service },
  });
});

test('keys, values, sections and specifiers are explained in both languages', () => {
  const unit = '[Service]\nType=notify\nUser=%i\nExecStart=/srv/venv/bin/gunicorn a:a\n';
  checkHover('systemd', unit.replace('Type', 'Ty<|>pe'), ['since Gunicorn 20.0', '[Service]']);
  checkHover('systemd', unit.replace('[Ser', '[S<|>er'), ['进程本身'], { documentation: 'zh-cn' });
  checkHover(
    'systemd',
    `[Service]
Type=not<|>ify
     ^^^^^^^^^
`,
    ['when it says so itself'],
  );
  checkHover('systemd', unit.replace('%i', '%<|>i'), ['behind `@`']);
  checkHover('systemd', unit.replace('User', 'Us<|>er'), ['root'], { documentation: 'zh-cn' });
  checkHover('systemd', '[Socket]\nListen<|>Stream=/run/a.sock\n', ['--bind']);
});

test('keys of the section, sections, and values that fit', () => {
  checkComplete('systemd', '[Service]\nExec<|>\n', { has: ['ExecStart', 'ExecReload'] });
  checkComplete('systemd', '[Unit]\nAf<|>\n', { all: ['After'] });
  checkComplete('systemd', '[Socket]\nSocket<|>\n', { has: ['SocketUser', 'SocketMode'], lacks: ['Sockets'] });
  checkComplete('systemd', '[Install]\n<|>\n', { first: ['WantedBy'], has: ['[Service]'], lacks: ['ExecStart'] });
  checkComplete('systemd', '<|>\n', { first: ['[Unit]'] });
  checkComplete('systemd', '[Service]\nType=<|>\n', { first: ['notify'], has: ['oneshot'] });
  checkComplete('systemd', '[Service]\nKillMode=m<|>\n', { all: ['mixed'] });
  checkComplete('systemd', '[Service]\nKillSignal=<|>\n', { first: ['TERM'] });
  checkComplete('systemd', '[Service]\nNoNewPrivileges=<|>\n', { all: ['true', 'false'] });
  checkComplete('systemd', '[Install]\nWantedBy=<|>\n', { first: ['multi-user.target'] });
  checkCompleted('systemd', '[Service]\nRest<|>\n', 'Restart', '[Service]\nRestart=$0\n');
  checkCompleted('systemd', '[Service]\nUser=%<|>\n', '%i', '[Service]\nUser=%i\n');
  checkCompleted(
    'systemd',
    '[Unit]\nAfter=a.service net<|>\n',
    'network.target',
    '[Unit]\nAfter=a.service network.target\n',
  );
  checkComplete(
    'systemd',
    '[Unit]\nRequires=<|>\n',
    { has: ['shop.socket'] },
    {
      name: 'shop.service',
      files: { 'shop.socket': '[Socket]\nListenStream=/run/a\n' },
    },
  );
  checkComplete('systemd', '[Service]\nExecStart=/srv/venv/bin/gunicorn --work<|>\n', {
    has: ['--workers', '--worker-class'],
  });
});

test('the outline and folds', () => {
  const unit = '[Unit]\nDescription=Shop\n\n[Service]\nType=notify\nExecStart=/srv/venv/bin/gunicorn a:a\n';
  checkSymbols(
    'systemd',
    unit,
    '\nUnit - Shop\nService - /srv/venv/bin/gunicorn a:a\n  ExecStart - /srv/venv/bin/gunicorn a:a\n',
  );
  checkFolds('systemd', '[Unit] «\nDescription=Shop»\n\n[Service] «\nExecStart=/srv/venv/bin/gunicorn a:a»\n');
});

test('formatting moves white space, and leaves continued lines alone', () => {
  checkFormat(
    'systemd',
    '[Unit]\n  Description = Shop  \n\n\n\n[Service]\nType=notify\nUser=shop\nExecStart=/srv/venv/bin/gunicorn \\\n    --workers 3 \\\n    # a comment\n    a:a  \n',
    '[Unit]\n  Description=Shop\n\n[Service]\nType=notify\nUser=shop\nExecStart=/srv/venv/bin/gunicorn \\\n    --workers 3 \\\n    # a comment\n    a:a\n',
  );
  checkFormat('systemd', '[Service]\nExecStart=/bin/a \\  \n    b\n', '[Service]\nExecStart=/bin/a \\  \n    b\n');
});

test('a proxy leads to the socket that systemd opens', () => {
  const files = { 'shop.socket': '[Socket]\nListenStream=/run/shop.sock\nListenStream=8001\nListenStream=%t/a.sock\n' };
  checkReferences(
    'nginx',
    'location / {\n    proxy_pass http://unix:/var/run/sh<|>op.sock;\n}\n',
    ['app.conf:2 /var/run/shop.sock', '* shop.socket:2 /run/shop.sock'],
    { files },
  );
  checkDefinition('nginx', 'location / {\n    proxy_pass http://127.0.0.1:80<|>01;\n}\n', ['shop.socket:3 8001'], {
    files,
  });
});
