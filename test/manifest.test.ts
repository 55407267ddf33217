import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answered } from '../client/documents.ts';
import { innerLanguages, languages as served } from '../server/languages/index.ts';
import paths from '../server/languages/paths.json';
import { typographyFaults } from './typography.ts';

interface Language {
  id: string;
  aliases?: string[];
  extensions?: string[];
  filenames?: string[];
  filenamePatterns?: string[];
  configuration?: string;
}
interface Setting {
  default: unknown;
  scope: string;
  enum?: string[];
  markdownDescription: string;
  markdownEnumDescriptions?: string[];
  properties?: Record<string, { markdownDescription: string }>;
}
interface Manifest {
  keywords: string[];
  activationEvents: string[];
  contributes: {
    languages: Language[];
    grammars: { language: string; scopeName: string; path: string; embeddedLanguages: Record<string, string> }[];
    snippets: { language: string; path: string }[];
    configuration: { properties: Record<string, Setting> };
    commands: { command: string; category: string; title: string }[];
    walkthroughs: { steps: { media: { markdown: string } }[] }[];
    menus: { commandPalette: { command: string }[]; 'editor/context': { command: string }[] };
  };
}

const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const manifest = json<Manifest>('package.json');
const { languages, grammars, snippets, configuration, commands, menus, walkthroughs } = manifest.contributes;
const english = json<Record<string, string>>('package.nls.json');
const chinese = json<Record<string, string>>('package.nls.zh-cn.json');
/** The manifest's text in English. */
const text = (key: string, texts = english): string => texts[key.slice(1, -1)] ?? assert.fail(`no text for ${key}`);
const ours = ['nginx', 'procfile', 'supervisor', 'upstart', 'gaffer'];
/** What the server finds, and how serious it is unless a setting says otherwise. */
const severities = new Map<string, string>([
  ['syntax', 'error'],
  ...[...served, ...innerLanguages].flatMap((language) =>
    language.rules.map(({ id, severity }): [string, string] => [id, severity]),
  ),
]);
const rules = configuration.properties['deployConfig.rules']?.properties ?? {};

test('the manifest’s texts exist in both languages, and none is left over', () => {
  const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  for (const [key, value] of Object.entries(chinese)) assert.match(value, /[\u4e00-\u9fff]/, key);
});

test('every language has its configuration, grammar and snippets', () => {
  for (const id of ours) {
    const language = languages.find((entry) => entry.id === id);
    assert.equal(language?.configuration, `./syntaxes/${id}.language-configuration.json`);
    const grammar = grammars.find((entry) => entry.language === id);
    assert.equal(grammar?.scopeName, `source.${id}`);
    assert.equal(json<{ scopeName: string }>(grammar.path).scopeName, grammar.scopeName);
    const source = readFileSync(grammar.path, 'utf8');
    for (const scope of Object.keys(grammar.embeddedLanguages)) assert.ok(source.includes(`"${scope}"`), scope);
    assert.ok(
      snippets.some((entry) => entry.language === id && entry.path === `./snippets/${id}.json`),
      id,
    );
    assert.ok(existsSync(language.configuration), language.configuration);
  }
  assert.deepEqual(
    new Set(snippets.map(({ path }) => path)),
    new Set(readdirSync('snippets').map((name) => `./snippets/${name}`)),
  );
  // VS Code complains about snippets for a language that no installed extension has.
  const known = new Set([...languages.map(({ id }) => id), 'shellscript', 'python', 'ini', 'plaintext']);
  for (const { language } of snippets) assert.ok(known.has(language), language);
});

test('files are claimed by the names and folders of paths.json, none by a bare .conf', () => {
  for (const { id, extensions, filenames, filenamePatterns } of languages) {
    assert.equal(id, id.toLowerCase());
    const claimed = JSON.parse(JSON.stringify({ extensions, filenames, filenamePatterns })) as object;
    assert.deepEqual(claimed, (paths as Record<string, object>)[id] ?? {}, id);
    assert.ok(!extensions?.includes('.conf'), id);
    for (const pattern of filenamePatterns ?? []) assert.doesNotMatch(pattern, /^(?:\*\*\/)?\*\.\w+$/);
  }
});

test('nothing wakes the extension but its own languages and those that its other files are in', () => {
  assert.deepEqual(manifest.activationEvents, [
    'onLanguage:properties',
    'onLanguage:python',
    'onLanguage:shellscript',
    'onLanguage:systemd-unit-file',
    'workspaceContains:**/*.service',
  ]);
  // VS Code adds an activation event for each language that has a configuration.
  assert.deepEqual(
    languages.flatMap(({ id, configuration }) => (configuration ? id : [])),
    ours,
  );
});

test('the store accepts it', () => {
  // vsce makes tags of all these, and the store takes 30.
  const tags = new Set([
    ...manifest.keywords,
    ...languages.flatMap(({ id, aliases = [], extensions = [] }) => [id, ...aliases, ...extensions]),
    ...manifest.activationEvents,
    ...['snippet', '__web_extension'],
  ]);
  assert.ok(tags.size <= 30, [...tags].join());
  const icon = readFileSync('images/icon.png');
  assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
  for (const readme of readmes)
    for (const [, path = ''] of readFileSync(readme, 'utf8').matchAll(/\]\(((?!https:|#)[^)#]+)[^)]*\)/g))
      assert.ok(existsSync(path), path);
});

test('each step of the walkthrough has its page in both languages, with pictures that exist', () => {
  const pages = readdirSync('walkthrough').filter((name) => name.endsWith('.md'));
  const wanted = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown));
  assert.deepEqual(
    pages.map((name) => `walkthrough/${name}`).sort(),
    wanted.flatMap((path) => [path, path.replace(/md$/, 'nls.zh-cn.md')]).sort(),
  );
  for (const name of pages) {
    const page = readFileSync(`walkthrough/${name}`, 'utf8');
    assert.equal(/\p{Script=Han}/u.test(page), name.includes('zh-cn'), name);
    for (const [, path = ''] of page.matchAll(/\]\(([^)]+)\)/g)) assert.ok(existsSync(join('walkthrough', path)), path);
  }
});

test('menus name commands that exist', () => {
  const known = commands.map(({ command }) => command);
  for (const { command } of Object.values(menus).flat()) assert.ok(known.includes(command), command);
  assert.deepEqual(
    menus.commandPalette.map(({ command }) => command),
    known,
  );
});

const readmes = ['README.md', 'README.zh-CN.md'];

for (const readme of readmes)
  test(`the tables of ${readme} say what the manifest says`, () => {
    const texts = readme === 'README.md' ? english : chinese;
    const [setting, value, command] =
      readme === 'README.md' ? ['Setting', 'Default', 'Command'] : ['设置', '默认值', '命令'];
    const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    const settingRow = ([key, setting]: [string, Setting]) => {
      const values = setting.enum?.map(
        (value, index) => `\`${value}\`: ${text(setting.markdownEnumDescriptions?.[index] ?? '', texts)}`,
      );
      return row(
        `\`${key}\``,
        `\`${JSON.stringify(setting.default)}\``,
        [text(setting.markdownDescription, texts), ...(values ?? [])].join('<br>'),
      );
    };
    contains(readme, [
      `| ${setting} | ${value} | |`,
      '| --- | --- | --- |',
      ...Object.entries(configuration.properties).map(settingRow),
    ]);
    contains(readme, [
      `| ${command} | |`,
      '| --- | --- |',
      ...commands.map(({ category, title, command }) => row(`${category}: ${text(title, texts)}`, `\`${command}\``)),
    ]);
  });

test('both READMEs name every snippet’s prefix, and the Chinese one keeps to good typography', () => {
  const texts = readmes.map((path) => readFileSync(path, 'utf8'));
  const prose = (texts[1] ?? '').replace(/```[\s\S]*?```|!\[[^\]]*\]\([^)]*\)|^\|.*$/gm, '');
  assert.deepEqual(typographyFaults(prose.replace(/<[^>]*>|\*\*/g, '')), []);
  for (const name of readdirSync('snippets'))
    for (const { prefix } of Object.values(json<Record<string, { prefix: string }>>(`snippets/${name}`)))
      assert.ok(
        texts.every((text) => text.includes(`\`${prefix}\``)),
        prefix,
      );
});

test('docs/files.md lists the names and patterns', () => {
  for (const id of ours) {
    const language = languages.find((entry) => entry.id === id);
    assert.ok(language);
    const marks = [
      ...(language.filenames ?? []),
      ...(language.filenamePatterns ?? []),
      ...(language.extensions ?? []).map((end) => `*${end}`),
    ];
    contains('docs/files.md', [`## ${language.aliases?.[0]}`, '', ...marks.map((mark) => `- \`${mark}\``)]);
  }
});

test('every rule of the server can be set and has its page', () => {
  assert.deepEqual(Object.keys(rules).sort(), [...severities.keys()].sort());
  const pages = readdirSync('docs/rules').filter((name) => name !== 'README.md');
  assert.deepEqual(pages.sort(), [...severities.keys()].map((id) => `${id}.md`).sort());
});

test('the client sends the server the languages that it knows', () => {
  assert.deepEqual(
    answered,
    served.map(({ id }) => id),
  );
});

test('the package holds what it needs and nothing else', () => {
  const listed = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], {
    encoding: 'utf8',
  });
  const inFolder = (folder: string) => readdirSync(folder).map((name) => `${folder}/${name}`);
  const wanted = [
    ...[
      'package.json',
      'package.nls.json',
      'package.nls.zh-cn.json',
      'README.md',
      'README.zh-CN.md',
      'CHANGELOG.md',
      'LICENSE',
      'THIRD-PARTY-NOTICES.md',
    ],
    ...['dist/cli.js', 'dist/client.js', 'dist/client.browser.js', 'dist/server.browser.js'],
    ...inFolder('images').filter((path) => path.endsWith('.png')),
    ...['l10n', 'snippets', 'syntaxes', 'walkthrough'].flatMap(inFolder),
  ];
  assert.deepEqual(listed.trim().split('\n').sort(), wanted.sort());
});

test('the notices hold the licence of every package that is bundled', () => {
  execFileSync(process.execPath, ['scripts/notices.mjs', '--check'], { stdio: 'pipe' });
});

function contains(path: string, lines: readonly string[]): void {
  const wanted = lines.join('\n');
  if (!readFileSync(path, 'utf8').includes(`${wanted}\n`)) assert.fail(`${path} should contain\n\n${wanted}\n`);
}
