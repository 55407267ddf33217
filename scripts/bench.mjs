// Builds what the measurements need, as it is shipped, and runs them. `--large` and `--check`: see test/bench/bench.ts.
import { spawnSync } from 'node:child_process';

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

run('scripts/build.mjs', '--production', '--tests');
// With the room that the server is started with (client/node.ts).
run('--expose-gc', '--max-semi-space-size=32', 'out/test/bench/bench.mjs', ...process.argv.slice(2));
