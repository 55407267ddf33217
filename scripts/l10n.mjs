/**
 * Collects what client and server say into their English message bundles and brings the Chinese ones into the same order.
 * Translations of what is said no longer are dropped and shown, for a reworded message may need but little change;
 * messages without a translation are listed, and then the exit code is 1.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const bundles = { client: 'l10n', server: 'server/l10n' };

for (const [sources, folder] of Object.entries(bundles)) {
  const english = await messagesIn(sources);
  const path = join(folder, 'bundle.l10n.zh-cn.json');
  const known = JSON.parse(readFileSync(path, 'utf8'));
  const keys = Object.keys(english);
  const stale = Object.keys(known).filter((key) => !(key in english));
  const missing = keys.filter((key) => !(key in known));
  write(join(folder, 'bundle.l10n.json'), english);
  write(path, Object.fromEntries(keys.filter((key) => key in known).map((key) => [key, known[key]])));

  console.log(`${path}: ${keys.length - missing.length} of ${keys.length} messages`);
  for (const key of stale) console.log(`  dropped: ${JSON.stringify(key)}: ${JSON.stringify(known[key])}`);
  for (const key of missing) console.log(`  missing: ${JSON.stringify(key)}`);
  if (missing.length > 0) process.exitCode = 1;
}

async function messagesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const files = names.sort().map((name) => ({ contents: readFileSync(join(folder, name), 'utf8'), extension: '.ts' }));
  return getL10nJson(files.filter(({ contents }) => contents.includes('l10n')));
}

function write(path, messages) {
  writeFileSync(path, `${JSON.stringify(messages, undefined, 2)}\n`);
}
