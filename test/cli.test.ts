/** The command line as people and scripts call it: `dist/cli.js`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { version } from '../package.json';

const cli = resolve('dist/cli.js');
const good = 'events {\n}\nhttp {\n    gzip on;\n    sendfile on;\n}\n';
const bad = good.replace('gzip', 'gizp');

interface Row {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: string;
  rule: string;
  message: string;
  fixes: { title: string }[];
}

test('the exit code says whether there are errors', (t) => {
  const { run } = folderOf(t, { 'good.conf': good, 'bad.conf': bad });
  assert.equal(run('lint', 'good.conf').status, 0);
  assert.equal(run('lint', 'bad.conf').status, 1);
  assert.equal(run('lint', 'good.conf', 'bad.conf').status, 1);
});

test('findings are lines for people, and a line that counts them', (t) => {
  const { run } = folderOf(t, { 'good.conf': good, 'bad.conf': bad });
  const { stdout, stderr } = run('lint', 'good.conf', 'bad.conf');
  const [first, ...rest] = stdout.split('\n');
  assert.match(first ?? '', /^bad\.conf:4:5 error Unknown directive "gizp".* unknown-directive$/);
  assert.deepEqual(rest, ['', 'Files: 2. Errors: 1. Warnings: 0. Information: 0. Hints: 0.', '']);
  assert.equal(stderr, '');
});

test('findings are an array for programs, lines and columns from 1 in UTF-16', (t) => {
  const { json, run } = folderOf(t, {
    'bad.conf': 'http { # 😀\r\n  add_header X "😀中"; gizp on;\r\n}\r\n',
    'good.conf': good,
  });
  const [row, ...others] = json('./bad.conf', 'good.conf');
  assert.deepEqual(others, []);
  const { message, fixes, ...place } = row ?? assert.fail('nothing found');
  const expected = { file: './bad.conf', line: 2, column: 23, endLine: 2, endColumn: 27 };
  assert.deepEqual(place, { ...expected, severity: 'error', rule: 'unknown-directive' });
  assert.match(message, /gizp/);
  assert.match(fixes[0]?.title ?? '', /gzip/);
  assert.deepEqual(Object.keys(fixes[0] ?? {}), ['title']);
  assert.equal(run('lint', '--format', 'json', 'good.conf').stdout, '[]\n');
});

test('a dash is the standard input', (t) => {
  const { json, run } = folderOf(t, {});
  assert.deepEqual(
    run('lint', '--format=json', '-', { input: bad }).rows.map(({ file, rule }) => [file, rule]),
    [['-', 'unknown-directive']],
  );
  assert.equal(run('lint', '-', { input: good }).status, 0);
  assert.throws(() => json('-'), 'an empty text is in no language');
});

test('the language is said, or told by the name, or by the text', (t) => {
  const { json, run } = folderOf(t, {
    'nginx.conf': 'gizp on;',
    'x.conf': bad,
    other: 'gizp on;',
    Procfile: 'web: true',
  });
  for (const args of [['nginx.conf'], ['x.conf'], ['--language', 'nginx', '--context', 'http', 'other']])
    assert.equal(json(...args).length, 1, args.join(' '));
  const unknown = run('lint', 'other');
  assert.equal(unknown.status, 2);
  assert.equal(unknown.stderr, 'other: neither its name nor its text tells the language; say it with --language.\n');
  assert.equal(run('lint', '--language', 'apache', 'nginx.conf').status, 2);
});

test('the context in which files are meant to be read is said', (t) => {
  const { json, run } = folderOf(t, { 'part.conf': 'worker_connections 10;\n' });
  const lint = (...args: string[]) => json('--language', 'nginx', ...args, 'part.conf').map(({ rule }) => rule);
  assert.deepEqual(lint(), []);
  assert.deepEqual(lint('--context', 'events'), []);
  assert.deepEqual(lint('--context', 'http'), ['misplaced-directive']);
  const { status, stderr } = run('lint', '--language', 'nginx', '--context', 'htp', 'part.conf');
  assert.deepEqual([status, stderr], [2, 'part.conf: nginx has no context "htp".\n']);
});

test('files that are given together know nothing of each other', (t) => {
  const { json } = folderOf(t, {
    'nginx.conf': 'events {} http { include conf.d/*.conf; }',
    'conf.d/a.conf': 'worker_connections 10;\n',
  });
  assert.deepEqual(json('--language', 'nginx', 'nginx.conf', 'conf.d/a.conf'), []);
});

test('messages are in the language that is said, or in the environment’s', (t) => {
  const { run } = folderOf(t, { 'bad.conf': bad });
  const chinese = /\p{Script=Han}/u;
  assert.match(run('lint', '--locale', 'zh-cn', 'bad.conf').stdout, chinese);
  assert.match(run('lint', 'bad.conf', { env: { LANG: 'zh_CN.UTF-8' } }).stdout, chinese);
  assert.match(run('--help', { env: { LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' } }).stdout, chinese);
  assert.doesNotMatch(run('lint', '--locale', 'en', 'bad.conf', { env: { LANG: 'zh_CN' } }).stdout, chinese);
});

test('a file that cannot be read is said, and the others are judged', (t) => {
  const { folder, run } = folderOf(t, { 'bad.conf': bad });
  const { status, stderr, rows } = run('lint', '--format', 'json', 'none.conf', folder, 'bad.conf');
  assert.equal(status, 2);
  assert.equal(stderr, `Cannot read none.conf: there is no such file.\nCannot read ${folder}: it is a folder.\n`);
  assert.equal(rows.length, 1);
});

test('whatever is wrong with the call is said, with what would be right', (t) => {
  const { run } = folderOf(t, { 'good.conf': good });
  for (const [args, sentence] of [
    [[], 'Say what to do.'],
    [['check', 'good.conf'], 'Unknown command: check.'],
    [['lint'], 'Say which files to judge.'],
    [['lint', '--nope', 'good.conf'], 'Unknown option: --nope.'],
    [['lint', '-f', 'good.conf'], 'Unknown option: -f.'],
    [['lint', 'good.conf', '--format'], 'The option --format needs a value.'],
    [['lint', '--fix=yes', 'good.conf'], 'The option --fix takes no value.'],
    [['lint', '--format', 'xml', 'good.conf'], '--format cannot be "xml"; it is one of: pretty, json.'],
    [['lint', '--locale', 'fr', 'good.conf'], '--locale cannot be "fr"; it is one of: en, zh-cn.'],
    [['lsp'], 'lsp needs to know how the editor speaks to it.'],
  ] as const) {
    const { status, stdout, stderr } = run(...args);
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    assert.ok(stderr.startsWith(`${sentence}\n\nUsage:\n`), stderr);
  }
});

test('help and version are answers, not mistakes', (t) => {
  const { run } = folderOf(t, {});
  for (const args of [['--help'], ['-h'], ['help'], ['lint', '--help'], ['lint', '-h']]) {
    const { status, stdout, stderr } = run(...args);
    assert.deepEqual([status, stderr], [0, ''], args.join(' '));
    for (const word of [
      'lint',
      'lsp',
      '--format',
      '--language',
      '--context',
      '--locale',
      '--complete',
      '--fix',
      'supervisor',
    ])
      assert.ok(stdout.includes(word), word);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100, line);
  }
  assert.deepEqual(run('--version').stdout, `${version}\n`);
});

test('--fix mends the file in its place and leaves everything else as it is', (t) => {
  const { folder, run } = folderOf(t, {
    'sites-available/nginx.conf': bad.replaceAll('\n', '\r\n'),
    'good.conf': good,
  });
  const path = join(folder, 'sites-available/nginx.conf');
  const link = join(folder, 'nginx.conf');
  chmodSync(path, 0o640);
  symlinkSync('sites-available/nginx.conf', link);
  const before = statSync(join(folder, 'good.conf'));
  const { status, stdout } = run('lint', '--fix', 'nginx.conf', 'good.conf');
  assert.equal(status, 0);
  assert.equal(stdout, 'Files: 2. Errors: 0. Warnings: 0. Information: 0. Hints: 0. Fixed: 1.\n');
  assert.equal(readFileSync(path, 'utf8'), good.replaceAll('\n', '\r\n'));
  assert.equal(statSync(path).mode & 0o7777, 0o640);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.deepEqual(readdirSync(dirname(path)), ['nginx.conf']);
  assert.equal(statSync(join(folder, 'good.conf')).ino, before.ino, 'what needs no mending is not written');
});

test('--fix keeps bytes that are no UTF-8', (t) => {
  const { folder, run } = folderOf(t, {});
  const bytes = (text: string) => Buffer.from(`# caf\xE9 \xFF\xFE\n${text}`, 'latin1');
  writeFileSync(join(folder, 'nginx.conf'), bytes(bad));
  assert.equal(run('lint', '--fix', 'nginx.conf').status, 0);
  assert.deepEqual(readFileSync(join(folder, 'nginx.conf')), bytes(good));
});

test('--fix with a dash prints the mended text alone', (t) => {
  const { run } = folderOf(t, {});
  const { status, stdout, stderr } = run('lint', '--fix', '-', { input: `${bad}# end` });
  assert.deepEqual([status, stdout], [0, `${good}# end`]);
  assert.match(stderr, /Fixed: 1\.\n$/);
  assert.equal(run('lint', '--fix', '-', { input: good }).stdout, good, 'also where nothing is to mend');
});

test('--fix that cannot write says so', (t) => {
  // The name leaves no room for that of the temporary file beside it, which holds for root as well.
  const name = `${'a'.repeat(250)}.conf`;
  const { run } = folderOf(t, { [name]: 'http { gzipp on; }\n' });
  const { status, stderr } = run('lint', '--fix', '--language', 'nginx', name);
  assert.equal(status, 2);
  assert.match(stderr, /^Cannot write a+\.conf: /);
});

test('a byte order mark is no column', (t) => {
  const { json } = folderOf(t, { 'nginx.conf': '\uFEFF  gizp on;\n' });
  const found = json('nginx.conf').map(({ rule, line, column }) => `${rule} ${line}:${column}`);
  assert.ok(found.includes('unknown-directive 1:3'), found.join('\n'));
});

test('any bytes get an answer', (t) => {
  const { folder, run } = folderOf(t, {});
  for (const bytes of [
    '',
    '\0',
    '\uFEFF',
    '{'.repeat(100_000),
    '}'.repeat(1000),
    `"${'x'.repeat(1_000_000)}`,
    Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x80, 0xc3, 0x28, 0x3b]),
    Buffer.from(good, 'utf16le'),
  ]) {
    writeFileSync(join(folder, 'nginx.conf'), bytes);
    for (const fix of [[], ['--fix']]) {
      const { status, stderr } = run('lint', '--format', 'json', ...fix, 'nginx.conf');
      assert.ok(status === 0 || status === 1, stderr);
      assert.equal(stderr, '');
    }
  }
});

test('a file’s own words are no commands to the terminal', (t) => {
  const { run } = folderOf(t, { 'nginx.conf': '\u001B[31mgizp on;\n' });
  const { stdout } = run('lint', 'nginx.conf');
  assert.doesNotMatch(stdout, /\u001B/);
  assert.match(stdout, /\\u001b\[31mgizp/);
});

test('two hundred files are judged in a moment', (t) => {
  const block = `server {\n${'    location / {\n        proxy_set_header Host $host;\n        proxy_pass http://app;\n    }\n'.repeat(1)}}\n`;
  const names = Array.from({ length: 200 }, (_, index) => `conf.d/${index}.conf`);
  const { run } = folderOf(t, Object.fromEntries(names.map((name) => [name, block.repeat(40)])));
  const start = performance.now();
  assert.equal(run('lint', '--language', 'nginx', '--context', 'http', ...names).status, 0);
  const seconds = (performance.now() - start) / 1000;
  assert.ok(seconds < 5, `${seconds} s`);
});

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
  rows: Row[];
}

/** A folder with these files, in which the command line runs. */
function folderOf(t: TestContext, texts: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const run = (...args: readonly (string | { input?: string; env?: Record<string, string> })[]): Run => {
    const words = args.filter((argument) => typeof argument === 'string');
    const { input, env } = args.find((argument) => typeof argument !== 'string') ?? {};
    const options = { cwd: folder, input: input ?? '', encoding: 'utf8', maxBuffer: Infinity } as const;
    const result = spawnSync(process.execPath, [cli, ...words], {
      ...options,
      env: { PATH: process.env.PATH, ...env },
    });
    const { status, stdout, stderr } = result;
    return {
      status,
      stdout,
      stderr,
      get rows() {
        return JSON.parse(stdout) as Row[];
      },
    };
  };
  const json = (...args: string[]): Row[] => {
    const result = run('lint', '--format', 'json', ...args);
    assert.equal(result.stderr, '');
    return result.rows;
  };
  return { folder, run, json };
}

test('format prints, checks and writes, and leaves a file with a fault alone', (t) => {
  const untidy = good.replace('    gzip on;', '  gzip   on;');
  const { run, folder } = folderOf(t, {
    'untidy.conf': untidy,
    'good.conf': good,
    'bad.conf': 'http {\n gzip on\n}\n',
  });
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  assert.equal(run('format', '--language', 'nginx', 'untidy.conf').stdout, good);
  assert.equal(run('format', '--language=nginx', '-', { input: untidy }).stdout, good);
  const checked = run('format', '--check', '--language', 'nginx', 'untidy.conf', 'good.conf');
  assert.deepEqual([checked.status, checked.stdout], [1, 'untidy.conf\n']);
  assert.equal(text('untidy.conf'), untidy);
  const written = run('format', '--write', '--language', 'nginx', 'untidy.conf', 'good.conf');
  assert.deepEqual([written.status, written.stdout, text('untidy.conf')], [0, 'untidy.conf\n', good]);
  assert.equal(
    run('format', '--indent', 'tab', '--language', 'nginx', 'good.conf').stdout,
    good.replaceAll('    ', '\t'),
  );
  const refused = run('format', '--write', '--language', 'nginx', 'bad.conf');
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /^bad\.conf: The file has a syntax error/);
  assert.equal(text('bad.conf'), 'http {\n gzip on\n}\n');
});
