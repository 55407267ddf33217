/**
 * The real nginx judges whole configurations. nginx stops at the first fault: where we have found it too, the statement is taken
 * out, and what is left is judged again, until nginx accepts it, and we must too.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { problems } from '../server/features/problems.ts';
import { wholeRules } from '../server/languages/nginx/whole/findings.ts';
import { setting } from './check.ts';
import { needs } from './needs.ts';
import { configurations, levelOf, type Piece, withSlips, written } from './nginx-configurations.ts';

/** Always the same ones, but for a long run. */
const amount = Number(process.env.DEPLOY_CONFIG_CONFIGURATIONS ?? 150);
const seed = Number(process.env.DEPLOY_CONFIG_SEED ?? 1);

/** Debian's; without it the block is left out, but where nothing may be skipped. */
const moduleOf = (name: string): string => `/usr/lib/nginx/modules/ngx_${name}_module.so`;
const lacking = ['stream', 'mail'].filter((name) => !existsSync(moduleOf(name)) && !process.env.DEPLOY_CONFIG_NO_SKIP);

/** The machine's affair, or a module that Debian's nginx lacks or is too old for. */
const notOurs =
  /^another failure|unknown directive|"resolver(?:_timeout)?" directive is not allowed here|host not found|bind\(\)|open\(\)|stat\(\)|mkdir\(\)|cannot load|not supported on this platform|no resolver defined|could not build|unknown thread pool|invalid event type|SSL_CTX|failed \(|is not compatible|requires|BIO_new|ngx_slab_alloc|_limit_rate" directive invalid value|invalid value "v2"|no handler for server|"worker_priority" directive is duplicate|"ssl_stapling_file" directive is not/;

/** Servers of stream have had names, and so shared addresses, only since 1.25.5, and OCSP since 1.27.2. */
const newerInStream = /address and port pair|is not allowed here/;

/** What nginx finds when it has read a block to its end; these it tells of on another line, or on none. */
const late = new Set<string>([
  ...wholeRules,
  'mismatched-buffers',
  'invalid-variable',
  'missing-parameter',
  'empty-upstream',
]);

test('nginx and we judge the same of whole configurations', async (t) => {
  const judge = realNginx(t);
  if (!judge) return;
  const wrong: string[] = [];
  const chosen = fc
    .sample(configurations, { numRuns: amount, seed })
    .map((pieces) => pieces.filter(({ name }) => !lacking.includes(name)));
  let next = 0;
  const worker = async (number: number): Promise<void> => {
    for (let pieces = chosen[next++]; pieces; pieces = chosen[next++]) {
      const disagreement = await compare(pieces, (text) => judge(text, number));
      if (disagreement !== undefined) wrong.push(disagreement);
    }
  };
  await Promise.all([worker(1), worker(2)]);
  assert.deepEqual(wrong, [], `${wrong.length} disagreements, DEPLOY_CONFIG_SEED=${seed}:\n\n${wrong.join('\n\n')}`);
});

interface Verdict {
  /** What nginx refuses; empty when it takes all. */
  said: string;
  /** Its line, from 1. */
  line?: number;
}

interface Found {
  owner: Piece | undefined;
  line: number;
  rule: string;
  said: string;
}

/** Where nginx and we disagree. */
async function compare(pieces: Piece[], judge: (text: string) => Promise<Verdict>): Promise<string | undefined> {
  for (let turn = 0; turn < 200; turn++) {
    const { text, owners } = written(pieces);
    const found = foundIn(text, owners);
    const verdict = await judge(text);
    const { said, line } = verdict;
    const report = (): string =>
      `nginx: ${said || 'accepts it'}${line ? ` on line ${line}: ${text.split('\n')[line - 1]}` : ''}\nwe: ${found.map((one) => one.said).join('\n    ') || 'accept it'}\n${text}`;
    if (said === '') return found.length === 0 ? mistyped(text, judge) : report();
    // What stands behind an open quote is not read any more.
    if (/unexpected (?:end of file|")/.test(said) && found.some(({ rule }) => rule === 'syntax')) return undefined;
    const stopped = line === undefined ? undefined : owners[line - 1];
    const isOfStream = stopped && pieces.some((piece) => piece.name === 'stream' && isIn(piece, stopped));
    if (notOurs.test(said) || (isOfStream && newerInStream.test(said))) {
      if (!stopped) return undefined;
      drop(pieces, stopped);
      continue;
    }
    const ours = found.filter(({ owner }) => owner !== undefined && owner === stopped);
    if (stopped && ours.length > 0) {
      drop(pieces, stopped);
      continue;
    }
    if (found.some(({ rule }) => rule === 'missing-events') && /no "events" section/.test(said)) {
      pieces.unshift({ name: 'events', args: [], body: [] });
      continue;
    }
    // What an unknown directive may define is not said to be undefined.
    const unknown = found.find(({ rule }) => rule === 'unknown-directive');
    if (unknown?.owner && /^unknown "\w+" variable/.test(said)) {
      drop(pieces, unknown.owner);
      continue;
    }
    const isEnd = stopped?.body !== undefined && owners.indexOf(stopped) !== (line ?? 0) - 1;
    const entry = isEnd ? found.find(({ owner }) => owner && stopped.body?.includes(owner)) : undefined;
    if (entry?.owner && entry.rule === 'invalid-entry') {
      drop(pieces, entry.owner);
      continue;
    }
    const candidates = found.filter(({ rule }) => late.has(rule));
    // What stands before the place where nginx stops it would have refused.
    const stop = line === undefined ? endOf(pieces, candidates, owners) : line - 1;
    const isOver = found.some((one) => !candidates.includes(one) && one.owner && owners.indexOf(one.owner) < stop);
    if (isOver || !(await dropOneOf(pieces, candidates, said, judge))) return report();
  }
  return undefined;
}

/** What nginx accepts, with slips: where it refuses them we do, somewhere from the slip to its line, and else not. */
async function mistyped(right: string, judge: (text: string) => Promise<Verdict>): Promise<string | undefined> {
  for (const { text, line: slip } of withSlips(right, right.length)) {
    const verdict = await judge(text);
    const { said, line = slip } = verdict;
    const found = foundIn(text, []);
    if (notOurs.test(said)) continue;
    // What is never closed is said where something stands, not at the empty end.
    const isOpen = /unexpected end of file/.test(said) && found.some(({ rule }) => rule === 'syntax');
    // What nginx finds at the end of a block that ended too early has no line.
    const isSomewhere = verdict.line === undefined && found.length > 0;
    const isFound =
      isOpen ||
      isSomewhere ||
      found.some((one) => Math.min(slip, line) <= one.line && one.line <= Math.max(slip, line));
    if (said === '' ? found.length > 0 : !isFound)
      return `slip on line ${slip}\nnginx: ${said || 'accepts it'} on line ${line}\nwe: ${found.map((one) => one.said).join('\n    ') || 'accept it'}\n${text}`;
  }
  return undefined;
}

/** Where the block of the main file ends in which the first of the findings stands: nginx looks through each when it has read it. */
function endOf(pieces: readonly Piece[], found: readonly Found[], owners: readonly Piece[]): number {
  const first = Math.min(...found.map(({ owner }) => (owner ? owners.indexOf(owner) : Number.POSITIVE_INFINITY)));
  return Math.min(...pieces.map((piece) => owners.lastIndexOf(piece)).filter((end) => end >= first));
}

/** Takes out the statement of ours that nginx means, which is one without which it says something else. */
async function dropOneOf(
  pieces: Piece[],
  found: readonly Found[],
  said: string,
  judge: (text: string) => Promise<Verdict>,
): Promise<boolean> {
  for (const { owner } of found) {
    const level = owner && levelOf(pieces, owner);
    if (!level) continue;
    const index = level.indexOf(owner);
    level.splice(index, 1);
    const after = await judge(written(pieces).text);
    if (after.said !== said) return true;
    level.splice(index, 0, owner);
  }
  const ofBuffers = found.filter(({ rule }) => rule === 'mismatched-buffers');
  if (ofBuffers.length > 0 && /_size" must be/.test(said)) {
    for (const { owner } of ofBuffers) if (owner) drop(pieces, owner);
    return true;
  }
  const [, name] = /"(\w+)"/.exec(said) ?? [];
  const named = found.filter((one) => new RegExp(`"\\$?${name}"`, 'i').test(one.said));
  for (const { owner } of named) if (owner) drop(pieces, owner);
  return named.length > 0 && (await judge(written(pieces).text)).said !== said;
}

function isIn(outer: Piece, piece: Piece): boolean {
  return outer === piece || (outer.body ?? []).some((inner) => isIn(inner, piece));
}

function drop(pieces: Piece[], piece: Piece): void {
  const level = levelOf(pieces, piece);
  if (level) level.splice(level.indexOf(piece), 1);
}

function foundIn(text: string, owners: readonly Piece[]): Found[] {
  const { file, project } = setting('nginx', text, { context: 'main', complete: true });
  return problems(file, project, {}).flatMap(({ severity, start, rule, message }) => {
    // Here it is known that pages of memory have 4096 bytes.
    if (severity !== 'error' && rule !== 'mismatched-buffers') return [];
    const line = text.slice(0, start).split('\n').length;
    return { owner: owners[line - 1], line, rule, said: `line ${line}: ${rule}: ${message}` };
  });
}

/** Has `nginx -t` judge a text in a folder of its own; undefined where there is no nginx. */
function realNginx(t: TestContext): ((text: string, number: number) => Promise<Verdict>) | undefined {
  const program = needs(t, 'nginx');
  if (program === undefined) return undefined;
  const prefix = mkdtempSync(join(tmpdir(), 'deploy-config-generated-'));
  t.after(() => rmSync(prefix, { recursive: true }));
  for (const folder of ['logs', 'cache', 'tmp']) mkdirSync(join(prefix, folder));
  writeFileSync(join(prefix, 'mime.types'), 'text/html html;\n');
  const modules = ['stream', 'mail']
    .filter((name) => !lacking.includes(name))
    .map((name) => `load_module ${moduleOf(name)};`);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path tmp/${kind};`);
  return (text, number) => {
    const path = join(prefix, `${number}.conf`);
    const logs = /^error_log/m.test(text) ? '' : 'error_log stderr;';
    const whole = text.replace(/^http \{$/m, `http { ${folders.join(' ')}`);
    writeFileSync(path, `${modules.join(' ')} pid ${prefix}/nginx.pid; ${logs} ${whole}`);
    return new Promise((resolve) => {
      const child = spawn(program, ['-t', '-p', prefix, '-c', path], { stdio: ['ignore', 'ignore', 'pipe'] });
      let output = '';
      child.stderr.on('data', (data) => {
        output += String(data);
      });
      child.on('close', (status) => {
        const emergency = output.split('\n').find((one) => one.includes('[emerg]')) ?? '';
        const [, said = 'another failure', line] = /\[emerg\] \S+ (.*?)(?: in \S+?:(\d+))?$/.exec(emergency) ?? [];
        resolve(status === 0 ? { said: '' } : { said, ...(line !== undefined && { line: Number(line) }) });
      });
    });
  };
}
