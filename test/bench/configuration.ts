/**
 * Configurations like those of a busy proxy, as long as wanted and always the same for a seed. The real nginx takes them
 * without any other file, in a folder that has `logs/` for its prefix.
 */

/** A whole main file of exactly so many lines (at least 100). */
export function configuration(lines: number, seed = 1): string {
  const written = [...head];
  const random = randomFrom(seed);
  for (let site = 0; ; site++) {
    const next = siteOf(site, random);
    // An upstream takes as many lines as are left.
    if (written.length + next.length + smallest > lines) break;
    written.push(...next);
  }
  const left = lines - written.length - smallest;
  written.push(...block('    ', 'upstream spare', serversOf(left + 1)), '}');
  return `${written.join('\n')}\n`;
}

/** The braces of an upstream with one server, and the one that closes `http`. */
const smallest = 4;

const head = `user www-data;
worker_processes auto;
worker_rlimit_nofile 65535;
pid logs/nginx.pid;
error_log logs/error.log warn;

events {
    worker_connections 4096;
    multi_accept on;
}

http {
    types {
        text/html html htm shtml;
        text/css css;
        application/javascript js mjs;
        application/json json map;
        image/svg+xml svg svgz;
        image/png png;
        font/woff2 woff2;
    }
    default_type application/octet-stream;

    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    '$status $body_bytes_sent "$http_referer" '
                    '"$http_user_agent" "$http_x_forwarded_for" rt=$request_time urt="$upstream_response_time"';
    access_log logs/access.log main buffer=32k flush=5s;

    sendfile on;
    tcp_nopush on;
    keepalive_timeout 65s;
    server_tokens off;
    client_max_body_size 16m;
    client_body_buffer_size 128k;
    server_names_hash_max_size 262144;
    server_names_hash_bucket_size 128;
    variables_hash_max_size 65536;
    variables_hash_bucket_size 128;
    proxy_headers_hash_max_size 1024;

    gzip on;
    gzip_vary on;
    gzip_min_length 1024;
    gzip_types text/css application/javascript application/json image/svg+xml;

    map $http_upgrade $connection_upgrade {
        default upgrade;
        '' close;
    }
    map $http_user_agent $is_crawler {
        default 0;
        ~*(bot|crawler|spider) 1;
        "~^Mozilla/5\\.0 \\(compatible; [A-Z][a-z]{2,12}/\\d" 1;
    }
    geo $internal {
        default 0;
        10.0.0.0/8 1;
        192.168.0.0/16 1;
    }
    limit_req_zone $binary_remote_addr zone=login:1m rate=5r/s;
    limit_conn_zone $binary_remote_addr zone=perip:1m;

    proxy_http_version 1.1;
    proxy_connect_timeout 5s;

    server {
        listen 8080 default_server;
        listen [::]:8080 default_server;
        return 444;
    }
`.split('\n');

/** One application: its upstream, perhaps a map, its server. */
function siteOf(site: number, random: Random): string[] {
  const name = `${random.of(words)}_${random.of(words)}_${site}`;
  const host = name.replaceAll('_', '-');
  const domain = `${host}.example.${random.of(['com', 'org', 'net'])}`;
  const balance = random.of([[], ['least_conn;'], ['ip_hash;'], ['hash $request_uri consistent;'], ['random two;']]);
  const servers = random.chance(0.4)
    ? [`server unix:/run/${name}/gunicorn.sock fail_timeout=0;`]
    : serversOf(
        1 + random.below(4),
        site,
        random.of(['', ' fail_timeout=0', ' weight=3', ' max_fails=2 fail_timeout=10s']),
      );
  const locations = [...Array(2 + random.below(6)).keys()].flatMap((index) => locationOf(name, index, random));
  const server = [
    `listen 8080;`,
    `listen [::]:8080;`,
    `server_name ${domain} www.${domain}${random.chance(0.3) ? ` *.${host}.example.internal` : ''};`,
    `root /srv/${name}/public;`,
    `charset utf-8;`,
    ...(random.chance(0.5) ? [`access_log logs/access.log main;`] : []),
    ...(random.chance(0.4) ? securityHeaders : []),
    ...(random.chance(0.3)
      ? block('', `if ($host = www.${domain})`, [`return 301 $scheme://${domain}$request_uri;`])
      : []),
    ...(random.chance(0.2) ? [`rewrite ^/${random.of(words)}/([0-9]+)/?$ /archive?page=$1 permanent;`] : []),
    '',
    ...locations,
    '',
    `error_page 500 502 503 504 /500.html;`,
    ...block('', 'location = /500.html', [`root /srv/${name}/static;`, 'internal;']),
  ];
  return [
    ...(site % 5 === 0 ? [`    # ${'-'.repeat(70)}`, `    # Team ${random.of(words)}: ask before you touch this`] : []),
    ...block('    ', `upstream ${name}`, [...balance, ...servers, ...(random.chance(0.5) ? ['keepalive 16;'] : [])]),
    ...(random.chance(0.25) ? block('    ', `map $uri $${name}_target`, redirects(2 + random.below(10), random)) : []),
    ...block('    ', 'server', server),
    '',
  ];
}

function locationOf(name: string, index: number, random: Random): string[] {
  const path = `/${random.of(words)}${index}`;
  const forwarded = [
    'proxy_set_header Host $host;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    // Some have forgotten it, so that the rules have something to say.
    ...(random.chance(0.9) ? ['proxy_set_header X-Forwarded-Proto $scheme;'] : []),
  ];
  const kinds: (() => string[])[] = [
    () => block('', `location ${path}/`, [...forwarded, 'proxy_redirect off;', `proxy_pass http://${name};`]),
    () =>
      block('', `location ${path}/ws/`, [
        '# WebSockets stay open: neither buffer nor give up early.',
        ...forwarded,
        'proxy_set_header Upgrade $http_upgrade;',
        'proxy_set_header Connection $connection_upgrade;',
        'proxy_buffering off;',
        `proxy_read_timeout ${random.of(['10m', '1h', '1d'])};`,
        `proxy_pass http://${name};`,
      ]),
    () =>
      block('', `location ~* "^${path}/[0-9a-f]{8,32}\\.(?:css|js|png|jpe?g|svg|woff2?)$"`, [
        'expires 1y;',
        'add_header Cache-Control "public, immutable";',
        'access_log off;',
        'try_files $uri =404;',
      ]),
    () => block('', `location ^~ ${path}/media/`, [`alias /srv/${name}/media/;`, 'autoindex off;', 'expires 30d;']),
    () =>
      block('', `location = ${path}/login`, [
        `limit_req zone=login burst=${1 + random.below(20)} nodelay;`,
        `limit_conn perip ${1 + random.below(20)};`,
        ...block('', 'limit_except GET POST', ['deny all;']),
        ...forwarded,
        `proxy_pass http://${name};`,
      ]),
    () =>
      block('', `location ~ ^${path}/.+\\.php(?:/|$)`, [
        'fastcgi_split_path_info ^(.+\\.php)(/.*)$;',
        'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;',
        'fastcgi_param HTTPS $https if_not_empty;',
        'fastcgi_param QUERY_STRING $query_string;',
        `fastcgi_pass unix:/run/php/${name}.sock;`,
      ]),
    () => [`location = ${path}/health { access_log off; return 200 "ok\\n"; }  # for the load balancer`],
    () =>
      block('', `location ${path}`, [
        'try_files $uri $uri/ @application;',
        `# proxy_set_header X-Forwarded-Proto https;`,
        ...block('', 'if ($is_crawler)', ['return 403;']),
        ...block('', `location ~ ${path}/(?<year>\\d+)-(?<month>\\d+)$`, [`return 302 ${path}/$year/$month;`]),
      ]),
  ];
  const lines = random.of(kinds)();
  // A named location may be written once.
  return index === 0
    ? [...lines, ...block('', 'location @application', [...forwarded, `proxy_pass http://${name};`])]
    : lines;
}

const securityHeaders = [
  'add_header X-Frame-Options SAMEORIGIN always;',
  'add_header X-Content-Type-Options nosniff always;',
  `add_header Content-Security-Policy "default-src 'self'; img-src 'self' data:; object-src 'none'" always;`,
];

function redirects(count: number, random: Random): string[] {
  const pairs = [...Array(count).keys()].map((index) =>
    random.of([
      `/old/${random.of(words)}/${index} /${random.of(words)}/;`,
      `~^/${random.of(words)}/(?<rest>[^/]+)$ /new/$rest;`,
      `"/with space/${index}" '/without';`,
    ]),
  );
  return ["default '';", ...pairs];
}

function serversOf(count: number, net = 0, parameters = ''): string[] {
  return [...Array(count).keys()].map(
    (index) => `server 10.${net % 250}.${(index >> 8) % 250}.${index % 250}:${8000 + (net % 1000)}${parameters};`,
  );
}

function block(indentation: string, header: string, body: readonly string[]): string[] {
  const inner = body.map((line) => (line === '' ? '' : `${indentation}    ${line}`));
  return [`${indentation}${header} {`, ...inner, `${indentation}}`];
}

const words = ['api', 'shop', 'blog', 'auth', 'search', 'mail', 'docs', 'chat', 'billing', 'reports', 'admin', 'feed'];

export interface Random {
  below(limit: number): number;
  chance(share: number): boolean;
  of<T>(choices: readonly T[]): T;
}

/** The generator "mulberry32": small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    chance: (share) => next() < share,
    of: (choices) => choices[Math.floor(next() * choices.length)] as (typeof choices)[number],
  };
}
