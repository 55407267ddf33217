// Writes THIRD-PARTY-NOTICES.md: the licence of each package that is bundled, from the package's own files. `--check` only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const target = 'THIRD-PARTY-NOTICES.md';

/** Packages that come without a licence file: the text that their package.json names, and what is known of their content. */
const withoutFile = {
  '@nginx/reference-lib': () => [
    readFileSync('scripts/licenses/Apache-2.0.txt', 'utf8'),
    'The package is generated from the official NGINX documentation (https://nginx.org/en/docs/), which is licensed so:',
    readFileSync('scripts/licenses/BSD-2-Clause-nginx.txt', 'utf8'),
  ],
  '@vscode/l10n': () => [licenseOf('vscode-languageclient')],
};

function licenseOf(name) {
  const file = readdirSync(`node_modules/${name}`).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  return file && readFileSync(`node_modules/${name}/${file}`, 'utf8');
}

function section(name) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const own = licenseOf(name);
  const texts = own ? [own] : withoutFile[name]?.();
  if (!texts) throw new Error(`${name} has no licence file; say in scripts/notices.mjs what is to stand for it.`);
  const blocks = texts.map((text) =>
    text.includes('\n') ? `\`\`\`text\n${text.replace(/\r\n?/g, '\n').trim()}\n\`\`\`` : text,
  );
  return [`## ${name} ${version} (${license})`, ...blocks].join('\n\n');
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const bundled = Object.entries(packages)
  .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev && !entry.devOptional)
  .map(([path]) => path.slice('node_modules/'.length));

const introduction = `# Third-party notices

Deploy Config contains the packages below, bundled into its own files. This page is written by \`scripts/notices.mjs\`
from the packages' own licence files.`;
const page = `${[introduction, ...bundled.sort().map(section)].join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(target, page);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== page) {
  console.error(`${target} is out of date: run node scripts/notices.mjs`);
  process.exitCode = 1;
}
