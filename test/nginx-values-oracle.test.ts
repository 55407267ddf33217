/** The real nginx judges arguments of every family of setters; where its verdict is not ours, the test fails. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { problems } from '../server/features/problems.ts';
import type { Severity } from '../server/types.ts';
import { setting } from './check.ts';
import { needs } from './needs.ts';
import { bufferCases, type Case, cases, placed } from './nginx-values.ts';

/** How many statements are chosen, and how many processes of nginx judge those that we refuse; more for a long run. */
const amount = Number(process.env.DEPLOY_CONFIG_VALUES ?? 500);
const most = Math.ceil(amount / 3);

/** The machine's affair, another rule's, or what this nginx lacks. */
const notOurs =
  /unknown directive|is not allowed here|no servers in upstream|worker_connections are|must be (less|equal)|host not found|bind\(\)|open\(\)|mkdir\(\)|no port in upstream "a"|setsockopt|socket\(\)|unknown "[^"]*" variable|pcre2?_compile|unknown log format|zero size shared memory|no "ssl_certificate"|duplicate listen|is duplicate|no resolver|could not build|conflicts with|already|"(max|min)_\w+" must|un(supported|known thread pool)|not supported on this platform|requires|alloc|mmap/;

/** Debian's; without it the statements of `stream` are left out, but where nothing may be skipped. */
const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';
const hasStream = existsSync(streamModule) || Boolean(process.env.DEPLOY_CONFIG_NO_SKIP);

interface Judged {
  tested: Case;
  found: string[];
}

test('nginx and we judge the same of arguments', async (t) => {
  const nginx = await realNginx(t);
  if (!nginx) return;
  const seed = Number(process.env.DEPLOY_CONFIG_SEED ?? 1);
  const unique = new Map(fc.sample(cases, { numRuns: amount, seed }).map((tested) => [keyOf(tested), tested]));
  const chosen = [...unique.values()].filter(({ place }) => hasStream || !place.startsWith('stream'));
  const judged = chosen.map((tested): Judged => ({ tested, found: judgedBy(tested, isError) }));
  const accepted = judged.filter(({ found }) => found.length === 0);
  const alone = accepted.filter(({ tested }) => tested.isAlone).slice(0, most);
  const refused = judged.filter(({ found }) => found.length > 0).slice(0, most);
  const wrong: string[] = [];
  await inTurns([...alone, ...refused], async ({ tested, found }, number) => {
    const { said, line } = await nginx([tested], number);
    if (notOurs.test(said)) return;
    const isRefused = said !== '';
    const at = Number(/:(\d+)$/m.exec(said)?.[1] ?? line);
    // Headers and parameters become scripts at the end of their block.
    const hasLine =
      found.length === 0 || (/_set_header|_param|_buffers/.test(tested.statement) ? at >= line : at === line);
    if (isRefused !== found.length > 0 || (isRefused && !hasLine)) wrong.push(report(tested, found, said));
  });
  await together(accepted.flatMap(({ tested }) => (tested.isAlone ? [] : tested)));
  assert.deepEqual(wrong, [], `DEPLOY_CONFIG_SEED=${seed}`);

  /** What disturbs nobody stands in one file; whatever nginx stops at is taken out, and the rest judged again. */
  async function together(rest: Case[]): Promise<void> {
    for (let turn = 0; rest.length > 0 && turn < most; turn++) {
      const { said, index } = (await nginx?.(rest, 0)) ?? { said: '', index: undefined };
      if (said === '') return;
      const [stopped] = index === undefined ? [] : rest.splice(index, 1);
      if (!stopped) return void wrong.push(said);
      if (!notOurs.test(said)) wrong.push(report(stopped, [], said));
    }
  }
});

test('nginx and we judge the same of buffers on several levels', async (t) => {
  const nginx = await realNginx(t);
  if (!nginx) return;
  const seed = Number(process.env.DEPLOY_CONFIG_SEED ?? 1);
  const wrong: string[] = [];
  await inTurns(fc.sample(bufferCases, { numRuns: Math.ceil(amount / 5), seed }), async (tested, number) => {
    // Here it is known that the defaults are pages of 4096 bytes.
    const found = judgedBy(tested, (severity) => severity === 'error' || severity === 'warning');
    const { said } = await nginx([tested], number);
    if ((said !== '') !== found.length > 0) wrong.push(report(tested, found, said));
  });
  assert.deepEqual(wrong, [], `DEPLOY_CONFIG_SEED=${seed}`);
});

function keyOf({ place, statement }: Case): string {
  return `${place} ${statement}`;
}

function report({ place, statement }: Case, found: readonly string[], said: string): string {
  return `${place}: ${statement.trim()}\n  we: ${found.join(' | ') || 'nothing'}\n  nginx: ${said.trim() || 'nothing'}`;
}

function whole(tested: readonly Case[]): { text: string; starts: number[] } {
  const blocks = new Map<string, string>();
  const texts = tested.map((one, number) => ({ one, number, ...placed(one, number) }));
  const starts: number[] = [];
  for (const { block, text } of texts) {
    const before = blocks.get(block) ?? '';
    starts.push(before.split('\n').length - 1);
    blocks.set(block, before + text);
  }
  const inBlock = (name: string): string => (blocks.has(name) ? `${name} {\n${blocks.get(name)}}\n` : '');
  return {
    text: `${blocks.get('main') ?? ''}${inBlock('events') || 'events {}\n'}${inBlock('http')}${inBlock('stream')}`,
    starts,
  };
}

/** What we find in the statement. */
function judgedBy(tested: Case, counts: (severity: Severity) => boolean): string[] {
  const { file, project } = setting('nginx', whole([tested]).text, { context: 'main' });
  return problems(file, project, {}).flatMap(({ severity, rule, message }) =>
    counts(severity) ? `${rule}: ${message}` : [],
  );
}

const isError = (severity: Severity): boolean => severity === 'error';

interface Verdict {
  /** What nginx refuses; empty when it takes all. */
  said: string;
  /** The line on which the statement stands that is judged alone. */
  line: number;
  /** Which of the statements it stops at. */
  index: number | undefined;
}

async function realNginx(
  t: TestContext,
): Promise<((tested: readonly Case[], number: number) => Promise<Verdict>) | undefined> {
  const program = needs(t, 'nginx');
  if (!program) return undefined;
  const prefix = mkdtempSync(join(tmpdir(), 'deploy-config-values-'));
  t.after(() => rmSync(prefix, { recursive: true }));
  for (const folder of ['logs', 'tmp', 'cache']) mkdirSync(join(prefix, folder));
  const head = `pid ${prefix}/nginx.pid; error_log stderr; ${hasStream ? `load_module ${streamModule};` : ''}`;
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path tmp/${kind};`);
  return async (tested, number) => {
    const { text, starts } = whole(tested);
    const path = join(prefix, `${number}.conf`);
    const hasFolder = text.includes('client_body_temp_path');
    writeFileSync(
      path,
      `${head} ${text.replace('http {', `http { access_log off; ${folders.slice(hasFolder ? 1 : 0).join(' ')}`)}`,
    );
    const said = await sayings(program, ['-t', '-p', prefix, '-c', path]);
    const stopped = Number(/:(\d+)$/m.exec(said)?.[1]) - 1;
    const first = text.split('\n').findIndex((one) => /^(http|stream) \{/.test(one)) + 1;
    const index = starts.findLastIndex((start) => start + first <= stopped);
    const [only] = tested;
    const line = only ? text.slice(0, text.indexOf(only.statement)).split('\n').length : 0;
    return { said, line, index: index < 0 ? undefined : index };
  };
}

function sayings(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data) => {
      said += String(data);
    });
    child.on('close', (status) =>
      resolve(status === 0 ? '' : (said.split('\n').find((line) => line.includes('[emerg]')) ?? said)),
    );
  });
}

/** A few at a time, each with a number of its own. */
async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item, number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (number: number): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item, number);
  };
  await Promise.all([worker(1), worker(2)]);
}
