import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { needs } from './needs.ts';
import cases from './snippets/cases.json' with { type: 'json' };
import { expand, parse, stops, variants } from './snippets/expand.ts';
import gafferKeys from './snippets/gaffer.json' with { type: 'json' };
import { interpreter, type Machine, machine, mimeTypes, run } from './snippets/machine.ts';
import { expansions, readSnippets, withDefaults } from './snippets/read.ts';
import upstart from './snippets/upstart.json' with { type: 'json' };

const snippets = readSnippets();
/** Only root may become another user. */
const isRoot = process.getuid?.() === 0;

/** Gunicorn's default; a process manager that waits no longer than this kills requests. */
const gracefulTimeout = 30;

function prefixes(language: string): string[] {
  return snippets.filter((snippet) => snippet.language === language).map((snippet) => snippet.prefix);
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*[#;].*$/gm, '');
}

/** The Gunicorn command lines of a text: from the program's word to the line's end. */
function gunicornCommands(text: string): { program: string; options: string }[] {
  const commands = withoutComments(text).matchAll(/(?<![^\s=])([^\s=]*\bgunicorn)( -.*)$/gm);
  return Array.from(commands, ([, program = '', options = '']) => ({ program, options }));
}

/** The number after a name such as `stopwaitsecs=`. */
function seconds(text: string, name: string): number {
  return Number(new RegExp(`^${name}[ =]+(\\d+)$`, 'm').exec(text)?.[1]);
}

/** Has Gunicorn judge every command line of a text, in its project and with the settings file that some of them name. */
function checkCommands(here: Machine, text: string, label: string): void {
  const commands = gunicornCommands(text);
  assert.ok(commands.length, `${label}: no Gunicorn command`);
  for (const { program, options } of commands) {
    const path = `${join(here.project, 'venv/bin')}:${process.env.PATH}`;
    const env = { ...process.env, PATH: path, PORT: '5000', GUNICORN_CMD_ARGS: '' };
    const command = `${here.mend(program)} --check-config${here.mend(options)}`;
    const { accepted, said } = run('sh', ['-c', `exec ${command}`], { cwd: here.project, env });
    assert.ok(accepted && said === '', `${label}: ${command}\n${said}`);
    assert.doesNotMatch(options, / (--daemon|-D)\b/, `${label}: a process manager needs Gunicorn in the foreground`);
  }
}

test('the expander reads snippets as VS Code does', () => {
  for (const [body, expanded] of Object.entries(cases.expansions)) assert.equal(expand(parse(body)), expanded, body);
  for (const [body, ...expected] of cases.variants) {
    const found = Array.from(variants(body ?? ''), (variant) => variant.text);
    assert.deepEqual(found, expected, body);
  }
  for (const body of cases.malformed) assert.throws(() => parse(body), body);
});

test('every snippet is well formed', () => {
  for (const { language, name, description, lines, body, prefix } of snippets) {
    const where = `${language}: ${name}`;
    assert.match(prefix, /^[a-z0-9]+(-[a-z0-9]+)*$/, where);
    const [english = '', chinese = '', ...more] = description.split(' — ');
    assert.equal(more.length, 0, `${where}: one " — " parts the two languages`);
    assert.match(english, /^[\x20-\x7e]+$/, `${where}: English first`);
    assert.match(chinese, /\p{Script=Han}/u, `${where}: then Chinese`);
    assert.doesNotMatch(
      chinese,
      /\p{Script=Han}[A-Za-z0-9$[]|[A-Za-z0-9$\]]\p{Script=Han}/u,
      `${where}: a space between the scripts`,
    );
    assert.doesNotMatch(chinese, /[,;:()]/, `${where}: full-width punctuation`);

    for (const line of lines) {
      assert.match(
        line,
        /^\t*(\S|$)/,
        `${where}: indented by tabs only, which VS Code turns into the file's own: ${line}`,
      );
      assert.doesNotMatch(line, /\S.*\t|[ \t]$|[\r\n]/, `${where}: ${line}`);
    }
    const indices = new Set<number>();
    for (const stop of stops(parse(body))) {
      // A `$host` that lacks its backslash would be a variable of VS Code.
      if ('variable' in stop) assert.equal(stop.variable, 'TM_FILENAME_BASE', where);
      else indices.add(stop.index);
    }
    const numbers = [...indices].sort((a, b) => a - b);
    assert.deepEqual(numbers, [...numbers.keys()], `${where}: tab stops from $0 without a gap`);
    assert.match(body, /\$0$/, `${where}: the cursor ends at the end`);
    assert.doesNotMatch(withoutComments(body), /--daemon|^daemon\b|\/path\/to|<\w+>/m, where);
  }
});

test('prefixes are unique, and none disturbs the files of a language that is not ours', () => {
  const all = snippets.map((snippet) => snippet.prefix);
  assert.deepEqual(
    all.filter((prefix, index) => all.indexOf(prefix) !== index),
    [],
  );
  for (const { language, prefix } of snippets) {
    if (['runit', 'gunicorn', 'systemd'].includes(language)) assert.match(prefix, /^(runit|gunicorn)-/);
  }
});

test('docs/snippets.md lists every snippet', () => {
  const tables = [...new Set(snippets.map((snippet) => snippet.language))].map((language) => {
    const rows = snippets
      .filter((snippet) => snippet.language === language)
      .map(({ prefix, description }) => `| \`${prefix}\` | ${description.replace(' — ', ' | ')} |`);
    return ['| Prefix | What it inserts | 插入的内容 |', '|---|---|---|', ...rows].join('\n');
  });
  const page = readFileSync('docs/snippets.md', 'utf8');
  const written = page.match(/^\|.*(\n\|.*)*/gm) ?? [];
  assert.deepEqual([...written].sort(), tables.sort(), `the tables should be\n\n${tables.join('\n\n')}\n`);
});

/** Where each nginx snippet belongs. */
const nginxPlaces: Record<string, 'main' | 'http' | 'server'> = {
  'nginx-gunicorn': 'main',
  'upstream-socket': 'http',
  'upstream-tcp': 'http',
  'server-444': 'http',
  'server-444-tls': 'http',
  'server-tls': 'http',
  'map-websocket': 'http',
  'location-proxy': 'server',
  'location-static': 'server',
  'error-page': 'server',
  'location-streaming': 'server',
  'location-websocket': 'server',
};

const appUpstream = 'upstream app_server {\nserver 127.0.0.1:8000;\n}\n';

function nginxFile(place: 'main' | 'http' | 'server', text: string): string {
  if (place === 'main') return text;
  const head =
    'pid /run/nginx.pid;\nerror_log /var/log/nginx/error.log;\nevents {\n}\nhttp {\naccess_log /var/log/nginx/access.log;\n';
  if (place === 'server') return `${head}${appUpstream}server {\nlisten 80;\n${text}\n}\n}\n`;
  const upstream = text.includes('proxy_pass') && !text.includes('upstream ') ? appUpstream : '';
  return `${head}${upstream}${text}\n}\n`;
}

/** nginx's verdict on a whole file whose paths, ports and users are moved to what every machine has. */
function nginxSays(nginx: string, here: Machine, text: string): { accepted: boolean; said: string } {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = here
    .mend(text)
    .replace(/^user \S+( \S+)?;/m, (_, group) => (isRoot ? `user root${group ? ' root' : ''};` : ''))
    .replace(/\blisten (80|443)\b/g, (_, port) => `listen 127.0.0.1:${20_000 + Number(port)}`)
    .replace(
      /^http \{/m,
      ['http {', ...temporary.map((kind) => `${kind}_temp_path ${here.root}/run/${kind};`)].join('\n'),
    );
  const { accepted, said } = run(nginx, ['-t', '-p', here.root, '-c', here.write('etc/nginx/nginx.conf', file)]);
  return { accepted: accepted && !/\[(warn|error|crit|emerg)\]/.test(said), said: `${said}\n${file}` };
}

function nginxMachine(t: TestContext): { nginx: string; here: Machine } | undefined {
  const nginx = needs(t, 'nginx');
  const openssl = nginx && needs(t, 'openssl');
  if (!openssl) return undefined;
  const here = machine(t);
  here.write('etc/nginx/nginx.conf', '');
  copyFileSync(mimeTypes(), join(here.root, 'etc/nginx/mime.types'));
  const key = here.mend('/etc/letsencrypt/live/example.com/privkey.pem');
  const certificate = here.mend('/etc/letsencrypt/live/example.com/fullchain.pem');
  mkdirSync(dirname(key), { recursive: true });
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=example.com', '-keyout', key];
  assert.ok(run(openssl, [...request, '-out', certificate]).accepted);
  return { nginx, here };
}

test('nginx -t accepts every nginx snippet', (t) => {
  const found = nginxMachine(t);
  if (!found) return;
  for (const prefix of prefixes('nginx')) {
    const place = nginxPlaces[prefix];
    assert.ok(place, `${prefix} has no place here`);
    for (const { text, label } of expansions(snippets, prefix)) {
      // Only what uses the map gets it: everything else must stand on its own.
      const usesMap = place === 'server' && withoutComments(text).includes('$connection_upgrade');
      const map = usesMap ? withDefaults(snippets, 'map-websocket') : '';
      const file = nginxFile(place, text).replace('http {', () => `http {\n${map}`);
      const { accepted, said } = nginxSays(found.nginx, found.here, file);
      assert.ok(accepted, `${label}\n${said}`);
    }
  }
});

test('the parts of nginx fit together in one file', (t) => {
  const found = nginxMachine(t);
  if (!found) return;
  const http = withDefaults(
    snippets,
    ...['upstream-socket', 'map-websocket', 'server-444', 'server-444-tls', 'server-tls'],
  );
  const locations = withDefaults(
    snippets,
    ...['location-proxy', 'location-static', 'error-page', 'location-streaming', 'location-websocket'],
  );
  const file = nginxFile('http', `${http}\nserver {\nlisten 80;\nserver_name example.org;\n${locations}\n}`);
  const { accepted, said } = nginxSays(found.nginx, found.here, file);
  assert.ok(accepted, said);
});

test('every proxy snippet hands on Host and the forwarded headers', () => {
  for (const prefix of prefixes('nginx')) {
    for (const { text, label } of expansions(snippets, prefix)) {
      const proxies = text.match(/location [^{]*\{[^}]*proxy_pass[^}]*\}/g) ?? [];
      assert.equal(proxies.length, text.match(/proxy_pass/g)?.length ?? 0, label);
      for (const location of proxies) {
        assert.match(location, /proxy_set_header Host \$http_host;/, label);
        assert.match(location, /proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;/, label);
        assert.match(location, /proxy_set_header X-Forwarded-Proto \$scheme;/, label);
        assert.match(location, /proxy_redirect off;/, label);
      }
    }
  }
});

test('nginx connects to the address that the other snippets listen on', () => {
  const texts = (...wanted: string[]) => Array.from(expansions(snippets, ...wanted), ({ text }) => text).join('\n');
  const upstreams = texts('nginx-gunicorn', 'upstream-socket', 'upstream-tcp').matchAll(
    /^\s*server (\S+) fail_timeout=0;/gm,
  );
  const listening = [
    ...texts('gunicorn-socket').matchAll(/^ListenStream=(.*)$/gm),
    ...texts('gunicorn-conf').matchAll(/^bind = "(\d.*)"$/gm),
    ...texts(...['supervisor', 'upstart', 'runit', 'gaffer'].flatMap(prefixes)).matchAll(/--bind (\S+)/g),
  ];
  assert.deepEqual(
    new Set(Array.from(upstreams, ([, address]) => address?.replace(/^unix:/, ''))),
    new Set(Array.from(listening, ([, address]) => address)),
  );
});

test('foreman check accepts every Procfile snippet', (t) => {
  const foreman = needs(t, 'foreman');
  if (!foreman) return;
  const here = machine(t);
  for (const { prefix, text, label } of expansions(snippets, ...prefixes('procfile'))) {
    const name = prefix === 'gaffer' ? 'gunicorn' : 'web';
    const { accepted, said } = run(foreman, ['check', '-f', here.write('Procfile', text)]);
    assert.ok(accepted && said.includes(`valid procfile detected (${name})`), `${label}\n${said}`);
  }
});

test('every line of a Procfile snippet reads alike in every program that knows Procfiles', () => {
  for (const { prefix, text } of expansions(snippets, ...prefixes('procfile'))) {
    for (const line of text.trimEnd().split('\n')) {
      assert.match(line, /^[a-z0-9]+: \S.*$/, prefix);
      // foreman puts a word before the command, Gaffer has no shell.
      assert.doesNotMatch(line, /: exec |[|&;<>`~{}]|\$\(/, prefix);
      if (line.startsWith('web:')) assert.match(line, /--bind [\d.]+:\$PORT /, prefix);
    }
  }
});

interface SupervisorReport {
  programs: { name: string; command: string; directory: string; stopwaitsecs: number; stdout_logfile: string }[];
  warnings: string[];
  /** Options and sections that Supervisor passes over without a word. */
  ignored: string[];
}

test("Supervisor's own reader accepts every Supervisor snippet", (t) => {
  const supervisord = needs(t, 'supervisord');
  if (!supervisord) return;
  const here = machine(t);
  for (const { text, label } of expansions(snippets, ...prefixes('supervisor'))) {
    const user = process.getuid?.() ?? 0;
    const file = here.mend(`[supervisord]\n${text}`).replace(/^user=.*$/m, `user=${user}`);
    const path = here.write('supervisord.conf', file);
    const { accepted, stdout, said } = run(interpreter(supervisord), ['test/snippets/read-supervisor.py', path]);
    assert.ok(accepted, `${label}\n${said}`);
    const { programs, ...complaints }: SupervisorReport = JSON.parse(stdout);
    assert.deepEqual(complaints, { warnings: [], ignored: [] }, label);
    const [program, ...others] = programs;
    assert.ok(program && others.length === 0, label);
    assert.equal(program.name, 'gunicorn', label);
    // Nothing of the command may be cut off as a comment.
    assert.equal(program.command, /^command=(.*)$/m.exec(file)?.[1], label);
    assert.equal(program.directory, here.project, label);
    assert.equal(program.stdout_logfile, here.mend('/var/log/supervisor/gunicorn.log'), label);
    assert.ok(program.stopwaitsecs > gracefulTimeout, label);
  }
});

test('every Upstart snippet uses stanzas that Upstart has', () => {
  const terms = Object.entries(upstart.terms);
  const stanzas = Object.entries(upstart.stanzas).map(([name, form]) => {
    const source = terms.reduce((pattern, [term, meaning]) => pattern.replace(term, meaning), form);
    return { name, line: new RegExp(`^${name}${form && ' +'}(?:${source})$`) };
  });
  for (const { text, label } of expansions(snippets, ...prefixes('upstart'))) {
    const seen = new Set<string>();
    for (const line of withoutComments(text).split('\n').filter(Boolean)) {
      const stanza = stanzas.find((candidate) => candidate.line.test(line));
      assert.ok(stanza, `${label}: ${line}`);
      // The last one would win without a word; a "#" would cut the line.
      assert.ok(!seen.has(stanza.name) && !line.includes('#'), `${label}: ${line}`);
      seen.add(stanza.name);
    }
    for (const name of ['start on', 'stop on', 'respawn', 'setuid', 'exec'])
      assert.ok(seen.has(name), `${label}: ${name}`);
    assert.ok(!seen.has('expect'), `${label}: Gunicorn stays in the foreground`);
    assert.ok(seconds(text, 'kill timeout') > gracefulTimeout, label);
  }
});

test('every Gaffer snippet reads as gafferd reads it', (t) => {
  const python = needs(t, 'python3');
  if (!python) return;
  const here = machine(t);
  const patterns: Record<string, Record<string, string>> = gafferKeys;
  for (const { prefix, text, label } of expansions(snippets, ...prefixes('gaffer'))) {
    const { accepted, stdout, said } = run(python, ['test/snippets/read-gaffer.py', here.write('gaffer.ini', text)]);
    assert.ok(accepted, `${label}\n${said}`);
    const sections: Record<string, Record<string, string>> = JSON.parse(stdout);
    for (const [section, keys] of Object.entries(sections)) {
      const [, kind = ''] = /^(\w+)(:\w+)?$/.exec(section) ?? [];
      for (const [key, value] of Object.entries(keys)) {
        assert.match(
          value,
          new RegExp(`^(?:${patterns[kind]?.[key] ?? 'no such key'})$`),
          `${label}: [${section}] ${key}`,
        );
      }
    }
    assert.ok(sections['process:gunicorn']?.cmd, label);
    assert.equal('gaffer' in sections, prefix === 'gaffer-gunicorn', label);
    assert.ok(seconds(text, 'graceful_timeout') > gracefulTimeout, label);
  }
});

test('the shells and shellcheck accept every runit script', (t) => {
  const dash = needs(t, 'dash');
  const shellcheck = dash && needs(t, 'shellcheck');
  if (!shellcheck) return;
  const here = machine(t);
  for (const { text, label } of expansions(snippets, ...prefixes('runit'))) {
    const script = here.write('run-script', text);
    assert.match(text, /^#!\/bin\/sh\n/, label);
    for (const [program, ...args] of [
      ['sh', '-n'],
      [dash, '-n'],
      [shellcheck, '--severity=style', '--shell=sh'],
    ] as const) {
      const { accepted, said } = run(program, [...args, script]);
      assert.ok(accepted && said === '', `${label}: ${program}\n${said}`);
    }
  }
});

test('runit starts what its scripts start', (t) => {
  const chpst = needs(t, 'chpst');
  const svlogd = chpst && needs(t, 'svlogd');
  if (!svlogd) return;
  const here = machine(t);
  const path = `${dirname(chpst)}:${dirname(svlogd)}:${process.env.PATH}`;
  // It says where it is and what it was given.
  const standIn = here.write('srv/app/venv/stand-in', '#!/bin/sh\npwd\necho "$@"\necho to the log >&2\n');
  chmodSync(standIn, 0o755);
  const owner = `${process.getuid?.()}:${process.getgid?.()}`;
  for (const { prefix, text, label } of expansions(snippets, 'runit-run', 'runit-log-run')) {
    const script = here
      .mend(text)
      .replace(/^(exec chpst )-u \S+ /m, isRoot ? `$1-u :${owner} ` : '$1')
      .replace(/^(chown )\S+/m, `$1${owner}`)
      .replace('venv/bin/gunicorn', 'venv/stand-in');
    const args = [here.write(prefix, script)];
    const env = { ...process.env, PATH: path };
    if (prefix === 'runit-run') {
      // The log service receives standard output only.
      const { stdout } = run('sh', args, { env });
      const [command] = gunicornCommands(text);
      assert.equal(stdout, `${here.project}\n${command?.options.trim()}\nto the log\n`, label);
    } else {
      const { said } = run('sh', args, { env, input: 'a line\n' });
      const log = readFileSync(here.mend('/var/log/gunicorn/current'), 'utf8');
      assert.match(log, /^\d{4}-\d\d-\d\d_[\d:.]+ a line$/m, `${label}\n${said}`);
    }
  }
});

test('systemd-analyze verify accepts every systemd snippet', (t) => {
  const analyze = needs(t, 'systemd-analyze');
  if (!analyze) return;
  const here = machine(t);
  const socket = withDefaults(snippets, 'gunicorn-socket');
  for (const { prefix, text, label } of expansions(snippets, 'gunicorn-service', 'gunicorn-service-socket')) {
    const units = [here.write('units/gunicorn.service', here.mend(text))];
    if (prefix === 'gunicorn-service-socket') units.push(here.write('units/gunicorn.socket', here.mend(socket)));
    const { accepted, said } = run(analyze, ['verify', '--man=no', ...units]);
    assert.ok(accepted && said === '', `${label}\n${said}`);
    assert.ok(seconds(text, 'TimeoutStopSec') > gracefulTimeout, label);
  }
});

interface GunicornReport {
  settings: Record<string, unknown>;
  unknown: string[];
  workerClasses: string[];
}

/** What Gunicorn itself makes of a settings file. */
function gunicornReads(gunicorn: string, file: string): GunicornReport {
  const { accepted, stdout, said } = run(interpreter(gunicorn), ['test/snippets/read-gunicorn.py', file]);
  assert.ok(accepted, said);
  return JSON.parse(stdout);
}

test('gunicorn --check-config accepts gunicorn.conf.py and knows every name in it', (t) => {
  const gunicorn = needs(t, 'gunicorn');
  if (!gunicorn) return;
  const here = machine(t, gunicorn);
  for (const { text, label } of expansions(snippets, ...prefixes('gunicorn'))) {
    const file = here.write('srv/app/gunicorn.conf.py', text);
    checkCommands(here, '/srv/app/venv/bin/gunicorn --config gunicorn.conf.py main:app', label);
    const { settings, unknown, workerClasses } = gunicornReads(gunicorn, file);
    assert.deepEqual(unknown, [], label);
    assert.ok(workerClasses.includes(String(settings.worker_class)), label);
    assert.equal(settings.graceful_timeout, gracefulTimeout, label);
    assert.ok(!('daemon' in settings), label);
  }
});

test('gunicorn --check-config accepts every command line in a snippet', (t) => {
  const gunicorn = needs(t, 'gunicorn');
  if (!gunicorn) return;
  const here = machine(t, gunicorn);
  const file = here.write('srv/app/gunicorn.conf.py', withDefaults(snippets, 'gunicorn-conf'));
  const { workerClasses } = gunicornReads(gunicorn, file);
  const commanding = snippets.filter(({ body }) => gunicornCommands(expand(parse(body))).length);
  const languages = new Set(commanding.map((snippet) => snippet.language));
  assert.deepEqual([...languages], ['gaffer', 'procfile', 'runit', 'supervisor', 'systemd', 'upstart']);
  for (const { text, label } of expansions(snippets, ...commanding.map((snippet) => snippet.prefix))) {
    checkCommands(here, text, label);
    const [, workerClass = 'sync'] = /--worker-class (\S+)/.exec(text) ?? [];
    assert.ok(workerClasses.includes(workerClass), label);
  }
});
