/** What is wrong only when several files are read together, and what nobody can know. Single files are in test/fixtures/nginx/whole.txt. */
import { test } from 'node:test';
import { securityRules } from '../server/languages/nginx/rules/security/index.ts';
import { type Around, checkProblems } from './check.ts';

const off = ['unused-definition', ...securityRules.map(({ id }) => id)];
const severities = Object.fromEntries(off.map((rule) => [rule, 'off' as const]));
const check = (picture: string, around: Around) => checkProblems('nginx', picture, { severities, ...around });

const main = 'events {\n}\nhttp {\n    include conf.d/*;\n}\n';

test('a file is judged with those that the main file includes before it', () => {
  check(
    `
server {
    listen 8081 default_server;
                ^^^^^^^^^^^^^^ conflicting-listen: Another server is the default server of 0.0.0.0:8081 already: a.conf, line 2.
    server_name a.example b.example;
                ^^^^^^^^^ conflicting-server-name (warning): The server name "a.example" is taken on 0.0.0.0:8081 already: a.conf, line 3. nginx ignores this one.
    limit_req zone=one;
    return 200 $near;
}
`,
    {
      name: 'conf.d/b.conf',
      files: {
        'nginx.conf': main,
        'conf.d/a.conf':
          'server {\nlisten 8081 default_server;\nserver_name a.example;\n}\nlimit_req_zone $uri zone=one:1m rate=1r/s;\ngeo $near {\ndefault 0;\n}\n',
      },
    },
  );
});

test('names that no file of the configuration defines', () => {
  const files = { 'nginx.conf': main };
  check(
    `
server {
    listen 8081;
    limit_req zone=one;
                   ^^^ undefined-name: There is no zone "one" for "limit_req".
    access_log logs/a.log main;
                          ^^^^ undefined-name: Unknown log format "main".
    return 200 $near;
                ^^^^ undefined-variable: Unknown variable "$near": nothing defines it.
}
`,
    { name: 'conf.d/b.conf', files },
  );
});

const uses =
  'server {\n    listen 8081;\n    limit_req zone=one;\n    access_log logs/a.log main;\n    return 200 $near;\n}\n';

test('where a file stands that nobody includes, or what is not there, is not known', () => {
  check(uses, { context: 'http' });
  check(`events {\n}\nhttp {\n    include other/*;\n${uses}}\n`, { context: 'main' });
  check(`events {\n}\nhttp {\n    include /etc/nginx/site.conf;\n${uses}}\n`, { context: 'main' });
});

test('a file that comes with nginx defines no names', () => {
  check(
    `
events {
}
http {
    include /etc/nginx/mime.types;
    server {
        listen 8081;
        return 200 $near;
                    ^^^^ undefined-variable: Unknown variable "$near": nothing defines it.
    }
}
`,
    { context: 'main' },
  );
});

test('a directive that an included file has as well', () => {
  check(
    `
sendfile on;
^^^^^^^^^^^ duplicate-directive: Duplicate "sendfile on": this level has one already, nginx.conf, line 4.
`,
    {
      name: 'conf.d/a.conf',
      files: { 'nginx.conf': 'events {\n}\nhttp {\n    sendfile off;\n    include conf.d/*;\n}\n' },
    },
  );
});

test('of the sites that are available perhaps one is enabled', () => {
  check('server {\n    listen 8081 default_server;\n    server_name a;\n}\n', {
    name: 'sites-available/b.conf',
    files: {
      'nginx.conf': 'events {\n}\nhttp {\n    include sites-available/*; # stands for sites-enabled\n}\n',
    },
  });
});

test('an upstream of another file', () => {
  check(
    `
upstream app {
         ^^^ duplicate-directive: There is an upstream "app" already: a.conf, line 1.
    server 127.0.0.1:8000;
}
`,
    {
      name: 'conf.d/b.conf',
      files: { 'nginx.conf': main, 'conf.d/a.conf': 'upstream app {\n    server 127.0.0.1:1;\n}\n' },
    },
  );
});
