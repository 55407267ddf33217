/** The rings of docs/architecture.md: imports point inwards only, and one part of the edge knows the protocol. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const inmost = /^server\/(?:(?:types|cursor|walk|embedded|names|memory|placing|where|options)\.ts$|l10n\/|languages\/)/;
const features = /^server\/features\//;
const speaksProtocol = /^server\/(?:server|node|browser)\.ts$|^server\/protocol\//;

const ring = (path: string): number => (inmost.test(path) ? 1 : features.test(path) ? 2 : 3);

test('imports point inwards, and the rings know no machine', () => {
  const paths = readdirSync('server', { recursive: true, encoding: 'utf8' })
    .map((path) => join('server', path))
    .filter((path) => path.endsWith('.ts'));
  assert.ok(paths.length > 100);
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    for (const [, imported = ''] of text.matchAll(/^(?:import|export)\b[^;]*? from '([^']+)';$/gm)) {
      if (imported.startsWith('.')) {
        const target = join(dirname(path), imported);
        if (target.endsWith('.ts')) assert.ok(ring(target) <= ring(path), `${path} imports ${target}`);
      } else if (ring(path) < 3) assert.doesNotMatch(imported, /^(?:node:|vscode-languageserver)/, path);
      if (/^vscode-languageserver(?:$|\/)/.test(imported)) assert.match(path, speaksProtocol);
    }
  }
});
