// Bundles the client, the language server and the command line into dist/. `--watch` keeps on, `--tests` bundles the tests into out/test.
import { readdirSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { nginxDocumentation } from './nginx-documentation.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  target: 'es2022',
  plugins: [nginxDocumentation],
  logLevel: 'warning',
  legalComments: 'none',
};
const node = { ...common, platform: 'node', format: 'cjs', external: ['vscode'] };
const browser = { ...common, platform: 'browser', format: 'cjs', external: ['vscode'] };

const bundles = [
  { ...node, entryPoints: { client: 'client/node.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'server/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  { ...browser, entryPoints: { 'client.browser': 'client/browser.ts' }, outdir: 'dist' },
  { ...browser, format: 'iife', entryPoints: { 'server.browser': 'server/browser.ts' }, outdir: 'dist' },
];
if (process.argv.includes('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  const entryPoints = [
    ...readdirSync('test')
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `test/${name}`),
    ...readdirSync('test/bench')
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `test/bench/${name}`),
  ];
  bundles.push({
    ...common,
    minify: false,
    sourcemap: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    entryPoints,
    outbase: 'test',
    outdir: 'out/test',
  });
}
if (watch) for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
else await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
