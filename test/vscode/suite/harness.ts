/** A test runner for an extension host, where node:test cannot be had: VS Code decides which Node that is. */
import { writeFileSync } from 'node:fs';

export interface Result {
  name: string;
  milliseconds: number;
  /** The stack of what went wrong; absent when the test passed. */
  error?: string;
  /** What the test has measured. */
  note?: string;
}

const tests: { name: string; body: () => unknown }[] = [];
const limit = 30_000;

/** Tests run one after another, in the order in which they are written; what one returns is reported as its note. */
export function test(name: string, body: () => unknown): void {
  tests.push({ name, body });
}

export async function runAll(resultsPath: string): Promise<void> {
  const results: Result[] = [];
  for (const { name, body } of tests) {
    const start = performance.now();
    const outcome = await outcomeOf(body);
    results.push({ name, milliseconds: performance.now() - start, ...outcome });
    // After each test, so that a suite which never ends shows how far it came.
    writeFileSync(resultsPath, JSON.stringify(results));
  }
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} tests failed`);
}

async function outcomeOf(body: () => unknown): Promise<Pick<Result, 'error' | 'note'>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished in ${limit / 1000} s`)), limit);
  });
  try {
    const note = await Promise.race([body(), tooLong]);
    return typeof note === 'string' ? { note } : {};
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again until the answer is there: VS Code's services become ready one by one, and the server answers when it has. */
export async function until<T>(what: string, ask: () => T | PromiseLike<T>, wait = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + wait;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`in vain waited for ${what}`);
    await pause(100);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
