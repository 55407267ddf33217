/** Units of Gunicorn: what is found in them and mended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemd } from '../server/languages/systemd/index.ts';
import { casesOf } from './cases.ts';
import { checkFixAll, checkProblems } from './check.ts';

const cases = casesOf('systemd');
for (const { title, picture } of cases) test(title, () => checkProblems('systemd', picture));

test('every rule has a picture', () => {
  for (const { id } of systemd.rules)
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
  checkProblems(
    'systemd',
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
