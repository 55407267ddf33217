import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { languageIdByContent, languageIdByPath } from '../server/languages/detection.ts';

const undetected = 'none';

/** Where such files lie on servers and in repositories. */
const paths: Record<string, string[]> = {
  nginx: [
    '/etc/nginx/nginx.conf',
    '/etc/nginx/conf.d/default.conf',
    '/etc/nginx/conf.d/upstreams',
    '/etc/nginx/sites-available/example.com',
    '/etc/nginx/sites-enabled/default',
    '/etc/nginx/snippets/letsencrypt',
    '/etc/nginx/mime.types',
    '/etc/nginx/fastcgi_params',
    '/usr/local/openresty/nginx/conf/nginx.conf',
    '/usr/local/openresty/site/api.conf',
    '/etc/angie/http.d/default.conf',
    'C:\\nginx\\conf\\nginx.conf',
    'nginx.conf',
    'deploy/NGINX/App.CONF',
    'deploy/nginx.conf.template',
    'deploy/nginx.prod.conf',
    'deploy/nginx-site.conf',
    'deploy/myapp_nginx.conf',
    'templates/default.conf.template',
    'ansible/roles/web/files/sites-available/shop',
    'site.nginx',
    'site.nginxconf',
  ],
  procfile: ['Procfile', 'app/Procfile.dev', 'Procfile.windows', 'heroku.procfile'],
  supervisor: [
    '/etc/supervisor/supervisord.conf',
    '/etc/supervisor/conf.d/nginx.conf',
    '/etc/supervisord.d/gunicorn.ini',
    'docker/supervisord.conf',
    'docker/nginx/supervisord.conf',
    'deploy/app-supervisor.conf',
  ],
  upstart: [
    '/etc/init/nginx.conf',
    '/etc/init/gunicorn.override',
    'deploy/upstart/web.conf',
    'upstart.conf',
    'web.upstart',
  ],
  gaffer: ['gaffer.ini', '/etc/gaffer/gafferd.ini', '/home/user/.gaffer/web.ini'],
  runit: [
    '/etc/sv/gunicorn/run',
    '/etc/sv/gunicorn/log/run',
    '/etc/service/gunicorn/finish',
    'deploy/runit/gunicorn/run',
  ],
  systemd: [
    'gunicorn.service',
    '/etc/systemd/system/gunicorn.socket',
    '/etc/systemd/system/nginx.service.d/override.conf',
  ],
  gunicorn: ['gunicorn.conf.py', 'deploy/gunicorn_config.py', 'gunicorn.prod.conf.py', 'app/prod_gunicorn_conf.py'],
  [undetected]: [
    'app.conf',
    '/etc/host.conf',
    '/etc/mime.types',
    '/etc/init.d/nginx',
    '/etc/logrotate.d/nginx',
    '/etc/apache2/sites-available/000-default.conf',
    '/etc/fail2ban/filter.d/nginx-http-auth.conf',
    '/etc/nginx/modsecurity/crs-setup.conf',
    'procfile.ts',
    'snippets/nginx.json',
    'snippets/procfile.json',
    'scripts/run',
    'config/settings.ini',
    'gunicorn/config.py',
  ],
};

for (const [id, samples] of Object.entries(paths))
  test(`paths: ${id}`, () => {
    for (const path of samples) assert.equal(languageIdByPath(path) ?? undetected, id, path);
  });

const contents: [id: string, what: string, text: string][] = [
  ['nginx', 'a whole file', 'user www-data;\nevents {\n}\nhttp {\n  include mime.types;\n}\n'],
  ['nginx', 'a server', '# site\nserver {\n    listen 80;\n    server_name example.com;\n}\n'],
  [
    'nginx',
    'braces on lines of their own',
    'server\n{\n  listen 80;\n  location /\n  {\n    proxy_pass http://app;\n  }\n}\n',
  ],
  ['nginx', 'directives alone, CRLF and BOM', '\uFEFFproxy_set_header Host $host;\r\nproxy_redirect off;\r\n'],
  ['nginx', 'addresses', 'allow 10.0.0.0/8; # office\ndeny all;\n'],
  [
    'nginx',
    'Lua',
    'location / {\n  content_by_lua_block {\n    local t = { a = 1 };\n    ngx.say(t.a)\n  }\n}\nserver_name a;\nlisten 80;\n',
  ],
  ['supervisor', 'a program', '; comment\n[program:web]\ncommand=gunicorn app:app\n'],
  [
    'supervisor',
    'the daemon',
    '[unix_http_server]\nfile=/run/supervisor.sock\n\n[supervisord]\n\n[include]\nfiles = conf.d/*.conf\n',
  ],
  [
    'upstart',
    'a job',
    'description "web"\nstart on (local-filesystems\n  and net-device-up)\nstop on shutdown\nrespawn\nexec gunicorn app:app\n',
  ],
  [
    'upstart',
    'scripts',
    '# job\nstop on runlevel [06]\nscript\n  cd /srv\n  [server] = x\nend script\npre-start exec true\n',
  ],
  ['gaffer', 'processes', '[process:web]\ncmd = gunicorn app:app\n\n[env:web]\nA = b\n'],
  [
    'systemd',
    'a service',
    '[Unit]\nDescription=web\n\n[Service]\nExecStart=/usr/bin/gunicorn app:app\n\n[Install]\nWantedBy=multi-user.target\n',
  ],
  ['systemd', 'a socket', '[Socket]\nListenStream=/run/gunicorn.sock\n'],
  ['procfile', 'two processes', 'web: gunicorn --bind 0.0.0.0:$PORT app:app\nworker: celery -A app worker\n'],
  [
    'gunicorn',
    'settings',
    'import multiprocessing\n\nbind = "127.0.0.1:8000"\nworkers = multiprocessing.cpu_count() * 2 + 1\n',
  ],
  ['runit', 'a run script', '#!/bin/sh\nexec 2>&1\nexec chpst -u www-data gunicorn app:app\n'],
  [undetected, 'nothing', ''],
  [undetected, 'comments', '# nothing here yet\n'],
  [undetected, 'a shell script', '#!/bin/sh\nexec nginx -g "daemon off;"\n'],
  [undetected, 'BIND', 'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n'],
  [
    undetected,
    'BIND, options',
    'options {\n  directory "/var/cache/bind";\n  allow-query { any; };\n  listen-on { any; };\n};\nserver 10.0.0.1 {\n  keys k;\n};\n',
  ],
  [
    undetected,
    'ISC DHCP',
    'default-lease-time 600;\nsubnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.0.0.5 10.0.0.9;\n  option routers 10.0.0.1;\n}\n',
  ],
  [
    undetected,
    'keepalived',
    'vrrp_instance VI_1 {\n  state MASTER\n  interface eth0\n  virtual_ipaddress {\n    10.0.0.1\n  }\n}\n',
  ],
  [
    undetected,
    'syslog-ng',
    '@version: 3.38\nsource s_src {\n  system();\n  internal();\n};\nlog { source(s_src); destination(d_all); };\n',
  ],
  [
    undetected,
    'HAProxy',
    'frontend web\n  bind :80\n  default_backend app\nbackend app\n  server a 10.0.0.1:80 check\n',
  ],
  [
    undetected,
    'Apache',
    '<VirtualHost *:80>\n  ServerName example.com\n  ProxyPass / http://127.0.0.1:8000/\n</VirtualHost>\n',
  ],
  [undetected, 'logrotate', '/var/log/nginx/*.log {\n  daily\n  rotate 14\n  include /etc/logrotate.d\n}\n'],
  [undetected, 'an INI file', '[mysqld]\nbind = 127.0.0.1\ntimeout = 30\n'],
  [undetected, 'a program of someone else', '[include]\nfiles = x\n\n[program]\nname = x\n'],
  [undetected, 'a systemd timer', '[Timer]\nOnCalendar=daily\n'],
  [undetected, 'properties', 'web.port = 80\nworkers = 4\nname = app\n'],
  [undetected, 'YAML', 'web: true\nworker:\n  image: app\n'],
  [undetected, 'HOCON', 'server {\n  port = 80\n  host = "a"\n}\n'],
  [undetected, 'C', '#include <stdio.h>\nint main(void) {\n  if (x) {\n    return 0;\n  }\n  return 1;\n}\n'],
  [undetected, 'prose', 'The server listens on port 80; see the index.\n'],
];

test('contents', () => {
  for (const [id, what, text] of contents) assert.equal(languageIdByContent(text) ?? undetected, id, what);
});

test('the project’s own snippets are known by their text', () => {
  for (const name of readdirSync('snippets')) {
    const id = name.replace('.json', '');
    const snippets = JSON.parse(readFileSync(`snippets/${name}`, 'utf8')) as Record<
      string,
      { body: string[]; isFileTemplate?: boolean }
    >;
    for (const [title, { body, isFileTemplate }] of Object.entries(snippets)) {
      const text = body.join('\n').replace(/\$\{\d+(?:[:|])([^},|]*)[^}]*\}|\$\d+/g, '$1');
      // A finish script says nothing that other shell scripts do not.
      if (isFileTemplate && title !== 'runit: finish') assert.equal(languageIdByContent(text), id, title);
    }
  }
});

test('any text has an answer within a moment', () => {
  const repeated = [
    'limit_except ',
    ' ',
    '; ',
    '(',
    '[',
    '[a]\n',
    'geo ',
    '{',
    'if (',
    'start on (',
    'script\n',
    '\0',
    '\uD800',
    'web: a ',
    '\r',
  ];
  for (const piece of repeated) {
    const text = piece.repeat(2_000_000 / piece.length);
    const started = performance.now();
    languageIdByContent(text);
    assert.ok(performance.now() - started < 500, JSON.stringify(piece));
  }
});
