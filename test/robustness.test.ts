/**
 * Texts that no one should have written, through all that an editor and the command line ask: each gets an answer, without a full
 * stack and in a time that grows no faster than the text.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { complete } from '../server/features/completion.ts';
import { fixesAt } from '../server/features/fixes.ts';
import { folds } from '../server/features/folding.ts';
import { documentationUrl, hover } from '../server/features/hover.ts';
import { links } from '../server/features/links.ts';
import { problems } from '../server/features/problems.ts';
import { suppress } from '../server/features/suppress.ts';
import { symbols } from '../server/features/symbols.ts';
import { languages } from '../server/languages/index.ts';
import type { LanguageId } from '../server/types.ts';
import { configuration } from './bench/configuration.ts';
import { setting } from './check.ts';

/** What hangs is ended after so many milliseconds; the slowest takes a few seconds. */
const limit = 60_000;
const megabyte = 1_000_000;

/** A text of the piece alone, again and again. */
function only(piece: string, size = megabyte): string {
  return piece.repeat(Math.ceil(size / piece.length));
}

function lines(count: number, line: string | ((index: number) => string)): string {
  return Array.from({ length: count }, (_, index) => `${typeof line === 'string' ? line : line(index)}\n`).join('');
}

const texts: Partial<Record<LanguageId, Record<string, () => string>>> = {
  nginx: {
    '10 MB as people write it': () => configuration(270_000),
    '10 MB on one line': () => configuration(270_000).replace(/#.*/g, '').replaceAll('\n', ' '),
    '10 MB without ";"': () => configuration(270_000).replaceAll(';', ''),
    '10 MB without "}"': () => configuration(270_000).replaceAll('}', ''),
    '10 MB of words': () => only('a ', 10 * megabyte),
    '10 MB of quotes': () => only('"', 10 * megabyte),
    '10 MB of both quotes': () => only(`"'`, 10 * megabyte),
    '10 MB of braces': () => only('{}', 10 * megabyte),
    '10 MB of backslashes': () => only('\\', 10 * megabyte),
    '10 MB of line ends': () => only('\n', 10 * megabyte),
    '10 MB of carriage returns': () => only('\r', 10 * megabyte),
    'a word of 1 MB': () => `${only('a')} b;`,
    'a value of 1 MB': () => `http { log_format a "${only('$remote_addr ')}"; }`,
    'words longer than nginx reads': () => lines(2000, `${'a'.repeat(5000)} b;`),
    '100,000 times "{"': () => '{'.repeat(100_000),
    '100,000 times "}"': () => '}'.repeat(100_000),
    '100,000 lines of "{"': () => lines(100_000, '{'),
    '100,000 lines of "}"': () => lines(100_000, '}'),
    '100,000 blocks in each other': () => lines(100_000, 'location / {'),
    'as many servers as never end': () => `http {\n${lines(50_000, '  server {\n    listen 80;')}`,
    'a brace too many in each line': () => `http {\n${lines(50_000, 'server { listen 80; } }')}`,
    'a text deep to the right': () => lines(2000, (index) => `${' '.repeat(index)}location / {`),
    'many lines below a deep one': () => `${' '.repeat(100_000)}http { server {\n${lines(50_000, 'listen 80')}`,
    '100,000 lines without ";"': () => lines(100_000, 'gzip on'),
    '100,000 lines of an unknown word': () => `http {\n${lines(100_000, 'word on')}`,
    '100,000 unknown words': () => `http {\n${lines(100_000, (index) => `w${index.toString(36)} x;`)}}`,
    '100,000 lines in one argument': () => `http { log_format a\n${lines(100_000, 'root /srv')}; }`,
    '100,000 lines that a strict one swallows': () => `http { error_page 404\n${lines(100_000, 'root /srv')}; }`,
    '100,000 headers without "{"': () => lines(100_000, 'location /'),
    '100,000 headers, then "{"': () => `if ($a)\n${lines(100_000, 'location')}{`,
    'a quote in each line that never ends': () => lines(100_000, `listen "80;`),
    'a million comments': () => lines(megabyte, '#'),
    'a million comments below one that ignores': () => `# deploy-config-ignore syntax\n${lines(megabyte, '#')}x`,
    '100,000 comments that ignore': () => `${lines(100_000, '# deploy-config-ignore unknown-directive')}foo on;`,
    '100,000 regions': () => lines(100_000, '# region') + lines(100_000, '# endregion'),
    'NUL bytes': () => only('\0'),
    'NUL bytes among words': () => only('listen \0;\0 { }'),
    'lone surrogates': () => only('\ud800 \udc00\udc00 \ud83d;'),
    'Lua that never ends': () => `content_by_lua_block {${only('x = { ', 5 * megabyte)}`,
    'Lua brackets that never end': () => only('content_by_lua_block { [[\n}\n'),
    'Lua braces that never end': () => only('content_by_lua_block { {\n}\n'),
    'Lua brackets of growing level': () => `content_by_lua_block {${lines(1400, (index) => `[${'='.repeat(index)}`)}`,
    'patterns with braces': () => only('location ~ a{3} {}\n'),
    'blocks without a header': () => only('{;'),
    includes: () => only('include a;\n'),
    'proxies without headers': () => `http { server {${only('location /a { proxy_pass http://b; }\n')}}}`,
    'proxies in one place': () => `http { server { location / {${only('proxy_pass http://b;\n')}}}}`,
    'proxies on one line': () => `http { server {${only('location / { proxy_pass http://b; } ')}}}`,
    'headers commented out': () =>
      `http { server {\n${only('location /a {\n# proxy_set_header Host $host;\nproxy_pass http://b;\n}\n')}}}`,
    duplicates: () => `http { server {\n${only('root /a;\n')}}}`,
    'wrong flags': () => `http {\n${only('gzip yes;\n')}}`,
    variables: () => `http { server {${only('set $abc "x $a $b ${c";')}}}`,
    'a map of many pairs': () => `http {\nmap $a $b {\n${only('a b;\n')}}}`,
  },
};

/** Whatever the language makes of them. */
const anyTexts: Record<string, () => string> = {
  'an empty text': () => '',
  'a byte order mark': () => '\ufeff',
  '5 MB of blanks': () => only(' ', 5 * megabyte),
  '2 MB of random letters': () => random(2 * megabyte),
  'a line of 1 MB': () => only('a = b, '),
  'a million lines': () => lines(megabyte, 'a'),
  'a million pairs': () => lines(megabyte, (index) => `key${index} = value`),
  'a million colons': () => only(':'),
  'a million brackets': () => only('['),
  '100,000 sections': () => lines(100_000, (index) => `[a:${index}]\nb = c`),
  'lines that go on': () => lines(100_000, 'a \\'),
  'indented lines': () => `[a]\nb =\n${lines(100_000, '  c')}`,
  'open quotes': () => only(`'"`),
  'open parentheses': () => only('$(('),
};

function random(size: number): string {
  let state = 1;
  const letter = (): number => {
    state = (state * 48_271) % 0x7fffffff;
    return 32 + (state % 95);
  };
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index++) bytes[index] = index % 60 === 0 ? 10 : letter();
  return bytes.toString();
}

const cases = languages.flatMap(({ id }) =>
  Object.entries({ ...anyTexts, ...texts[id] }).map(([name, make]) => ({ id, name, make })),
);

/** Asks everything that an editor may ask; how long each answer took. */
function ask(id: LanguageId, text: string): Record<string, number> {
  const times: Record<string, number> = {};
  const timed = <Answer>(name: string, work: () => Answer): Answer => {
    const start = performance.now();
    const answer = work();
    times[name] = Math.round(performance.now() - start);
    return answer;
  };
  const { file, project } = timed('parse', () => setting(id, text));
  const found = timed('problems', () => problems(file, project, {}));
  const offsets = [0, 1, text.length >> 2, text.length >> 1, text.length - 1, text.length].filter((at) => at >= 0);
  timed('hover', () => offsets.map((offset) => hover(file, project, offset, 'both')));
  timed('documentationUrl', () => offsets.map((offset) => documentationUrl(file, offset)));
  timed('complete', () => offsets.map((offset) => complete(file, project, offset, 'both')));
  timed('fixes', () => offsets.map((offset) => fixesAt(found, { start: offset, end: offset })));
  timed('suppress', () => found.slice(0, 10).map((problem) => suppress(file, problem)));
  timed('symbols', () => symbols(file));
  timed('folds', () => folds(file));
  timed('links', () => links(file, project));
  return times;
}

interface Answer {
  /** Undefined where the time ran out. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

function commandLine(...args: string[]): Promise<Answer> {
  const options = { maxBuffer: Number.POSITIVE_INFINITY, timeout: limit };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/cli.js', ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : undefined, stdout, stderr });
    });
  });
}

if (!isMainThread) {
  const { id, make } = cases[workerData] ?? assert.fail();
  parentPort?.postMessage(ask(id, make()));
}
// An editor's question and the command line's stand beside each other.
else
  describe('any text', { concurrency: 2 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'deploy-config-'));
    after(() => rmSync(folder, { recursive: true }));

    for (const [index, { id, name, make }] of cases.entries()) {
      test(`${id}: ${name}: an editor is answered`, async (t) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: index });
        const watchdog = setTimeout(() => worker.terminate(), limit);
        const times = await new Promise<Record<string, number>>((resolve, reject) => {
          worker.on('message', resolve);
          worker.on('error', reject);
          worker.on('exit', () => reject(new Error(`no answer within ${limit} ms`)));
        }).finally(() => clearTimeout(watchdog));
        const slow = Object.entries(times).filter(([, time]) => time >= 100);
        t.diagnostic(`ms: ${slow.map(([what, time]) => `${what} ${time}`).join(', ') || 'all below 100'}`);
      });

      test(`${id}: ${name}: the command line answers`, async (t) => {
        const path = join(folder, `${index}.conf`);
        writeFileSync(path, make());
        const start = performance.now();
        const { code, stdout, stderr } = await commandLine('lint', '--format', 'json', '--language', id, path);
        assert.equal(stderr, '');
        assert.ok(code === 0 || code === 1, `exit code ${code}`);
        assert.ok(Array.isArray(JSON.parse(stdout)));
        t.diagnostic(`ms: ${Math.round(performance.now() - start)}`);
        rmSync(path);
      });
    }
  });
