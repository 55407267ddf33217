/**
 * How long the work of an editor and of the command line takes on generated configurations, beside the real nginx and npm's
 * nginx-conf in the same run. `--large` adds a million lines, `--check` makes a limit that is not kept a failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { NginxParser } from 'nginx-conf';
import { complete } from '../../server/features/completion.ts';
import { hover } from '../../server/features/hover.ts';
import { problems } from '../../server/features/problems.ts';
import { nginx } from '../../server/languages/nginx/index.ts';
import { supervisor } from '../../server/languages/supervisor/index.ts';
import { defaultOptions } from '../../server/options.ts';
import type { File, Project, Statement, Token, Tree } from '../../server/types.ts';
import { configuration, randomFrom } from './configuration.ts';
import { type ManyFiles, manyFiles } from './manyFiles.ts';
import { supervisorConfiguration } from './supervisor.ts';

/** Milliseconds of each run, in ascending order. */
type Times = readonly number[];

interface Row {
  title: string;
  /** What stands in the column of a size. */
  cells: string[];
}

/** What 10,000 lines may take, in milliseconds. */
const limits = { parse: 4, problems: 7, hover: 1, completion: 1, supervisor: 10, index: 3000 };
const limitedLines = 10_000;
const limitedFiles = 5000;
const runs = 40;

const isLarge = process.argv.includes('--large');
const sizes = [1000, limitedLines, 100_000, ...(isLarge ? [1_000_000] : [])];
const folder = mkdtempSync(join(tmpdir(), 'deploy-config-bench-'));
const rows = new Map<string, Row>();
let isOver = false;

const alone: Project = {
  options: defaultOptions,
  complete: false,
  included: () => undefined,
  lost: () => undefined,
  placements: () => [],
  includers: () => [],
  together: (file) => [file],
  files: () => [],
};

mkdirSync(join(folder, 'logs'));
try {
  for (const lines of sizes) measure(lines);
  print();
  for (const count of [1000, limitedFiles]) printFiles(count, await manyFiles(count));
} finally {
  rmSync(folder, { recursive: true });
}
if (isOver && process.argv.includes('--check')) process.exitCode = 1;

function measure(lines: number): void {
  const path = join(folder, `${lines}.conf`);
  const text = configuration(lines);
  writeFileSync(path, text);
  const count = lines > 100_000 ? 5 : runs;

  const parsed = times(count, () => nginx.parse(text));
  note('parse', bestAndMedian(parsed), lines, median(parsed), limits.parse);
  const judged = times(count, () => problems(fileOf(text), alone, {}));
  note('parse and all rules', bestAndMedian(judged), lines, median(judged), limits.problems);
  // A letter more with each stroke, so that no text is the one before.
  const middle = text.indexOf('\n', text.length / 2);
  let typed = '';
  const struck = times(count, () => {
    typed += 'x';
    problems(fileOf(text.slice(0, middle) + typed + text.slice(middle)), alone, {});
  });
  note('a keystroke in the middle: parse and all rules', bestAndMedian(struck), lines);

  const file = fileOf(text);
  const statements = statementsOf(file.tree.statements);
  const names = statements.map(({ name }) => name);
  const words = statements.flatMap(({ args }) => args);
  const random = randomFrom(lines);
  const inside = (tokens: readonly Token[]): number => {
    const { start, end } = random.of(tokens);
    return start + 1 + random.below(end - start);
  };
  const hovered = times(2000, () => hover(file, alone, inside(random.of([names, words])), 'both'), 200);
  note('hover', medianAndWorst(hovered), lines, median(hovered), limits.hover);
  const named = times(1000, () => complete(file, alone, inside(names), 'en'), 100);
  note('completion of a name', medianAndWorst(named), lines, median(named), limits.completion);
  const valued = times(1000, () => complete(file, alone, inside(words), 'en'), 100);
  note('completion of a value', medianAndWorst(valued), lines, median(valued), limits.completion);
  const programs = supervisorConfiguration(lines);
  const uri = 'file:///etc/supervisor/supervisord.conf';
  const supervised = times(count, () =>
    problems({ uri, text: programs, tree: supervisor.parse(programs), language: supervisor }, alone, {}),
  );
  note('supervisor: parse and all rules', bestAndMedian(supervised), lines, supervised[0], limits.supervisor);
  note('memory of a parsed file, bytes for each of its text', heapPerByte(text).toFixed(1), lines);

  const others = Math.min(count, 10);
  note('npm nginx-conf: parse', bestAndMedian(times(others, () => new NginxParser().parse(text))), lines);
  note('nginx -t, whole process', processTimes(others, 'nginx', '-t', '-q', '-p', folder, '-c', path), lines);
  note('dist/cli.js lint, whole process', processTimes(others, process.execPath, 'dist/cli.js', 'lint', path), lines);
}

function fileOf(text: string): File {
  return { uri: 'file:///etc/nginx/nginx.conf', text, tree: nginx.parse(text), language: nginx };
}

function statementsOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement) => [statement, ...statementsOf(statement.body ?? [])]);
}

/** The times of so many runs after the engine has warmed up. */
function times(count: number, work: () => unknown, warmUp = Math.min(count, 10)): Times {
  for (let run = 0; run < warmUp; run++) work();
  const taken: number[] = [];
  for (let run = 0; run < count; run++) {
    const start = performance.now();
    work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

function processTimes(count: number, program: string, ...args: string[]): string {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const statuses = new Set<number | null>();
  let isMissing = false;
  const taken = times(
    count,
    () => {
      const { status, error } = spawnSync(program, args, { env: { ...process.env, PATH: path }, stdio: 'ignore' });
      statuses.add(status);
      isMissing ||= error !== undefined;
    },
    1,
  );
  if (isMissing) return 'not installed';
  return bestAndMedian(taken) + (statuses.has(0) && statuses.size === 1 ? '' : ' (refused)');
}

function printFiles(count: number, { index, judge, keystrokes, renewed }: ManyFiles): void {
  const isKept = count !== limitedFiles || index <= limits.index;
  isOver ||= !isKept;
  const limited = count === limitedFiles ? ` ${isKept ? 'PASS' : 'over'} ≤ ${limits.index}` : '';
  const last = (taken: readonly number[]): string => bestAndMedian([...taken].sort((a, b) => a - b));
  console.log(
    `${count.toLocaleString('en')} included files: read and parsed ${milliseconds(index)}${limited}; the first verdict on the main file ${milliseconds(judge)}; a keystroke in one of them to its verdict ${last(keystrokes)}; the same after another has changed on the disk ${last(renewed)}`,
  );
}

function heapPerByte(text: string): number {
  const used = (): number => {
    global.gc?.();
    return process.memoryUsage().heapUsed;
  };
  // Enough of a short text to stand out from what else comes and goes.
  const trees = new Array<Tree>(Math.ceil(4_000_000 / text.length));
  const before = used();
  for (let index = 0; index < trees.length; index++) trees[index] = nginx.parse(text);
  return (used() - before) / (trees.length * Buffer.byteLength(text));
}

function bestAndMedian(taken: Times): string {
  return `${milliseconds(taken[0])} / ${milliseconds(median(taken))}`;
}

function medianAndWorst(taken: Times): string {
  return `${milliseconds(median(taken))} / ${milliseconds(taken[Math.floor(taken.length * 0.99)])}`;
}

function median(taken: Times): number {
  return taken[taken.length >> 1] ?? 0;
}

function milliseconds(time = 0): string {
  return time < 1 ? time.toFixed(3) : time < 100 ? time.toFixed(1) : time.toFixed(0);
}

function note(title: string, cell: string, lines: number, time = 0, limit?: number): void {
  let row = rows.get(title);
  if (!row) {
    row = { title, cells: [] };
    rows.set(title, row);
  }
  if (limit === undefined || lines !== limitedLines) row.cells.push(cell);
  else {
    const isKept = time <= limit;
    isOver ||= !isKept;
    row.cells.push(`${cell} ${isKept ? 'PASS' : 'over'} ≤ ${limit}`);
  }
}

function print(): void {
  const table = [
    { title: 'milliseconds', cells: sizes.map((lines) => `${lines.toLocaleString('en')} lines`) },
    ...rows.values(),
  ];
  const wide = Math.max(...table.map(({ title }) => title.length));
  const widths = sizes.map((_, column) => Math.max(...table.map(({ cells }) => cells[column]?.length ?? 0)));
  for (const { title, cells } of table)
    console.log(
      `${title.padEnd(wide)}${cells.map((cell, column) => `  ${cell.padStart(widths[column] ?? 0)}`).join('')}`,
    );
  console.log(`
Best / median of ${runs} runs on a warm engine (10 for other programs, 5 of everything at a million lines); hover and
completion: median / 99th percentile of single answers at random words. Limits are held against the median, the one of
supervisor against the best run.
Rules judge a file parsed anew each time, so that nothing remembered helps. "nginx -t" is a whole process: it starts,
reads and checks the file, compiles patterns, resolves names, builds hashes, and opens logs and sockets. So is
"dist/cli.js lint": Node starts, reads the program and the reference, and the engine is cold.
Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform}`);
}
