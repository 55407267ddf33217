/**
 * Brings what the manifest, its texts and the lists of rules say into line with the rules and their pages in docs/rules. A rule is said
 * once: its id and severity in its file, its place in its language's list, its summary in both languages at the head of its page.
 * `--check` writes nothing and exits with 1 where something is not in line.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as esbuild from 'esbuild';
import { nginxDocumentation } from './nginx-documentation.mjs';

const severities = ['error', 'warning', 'information', 'hint', 'off'];
const isCheck = process.argv.includes('--check');
let isInLine = true;

const languages = await everyLanguage();
const rules = new Map([['syntax', { id: 'syntax', severity: 'error', speakers: 'all · 全部' }]]);
for (const { title, rules: listed } of languages)
  for (const { id, severity } of listed) {
    const known = rules.get(id);
    if (known) known.speakers = [...new Set([...known.speakers.split(', '), title])].join(', ');
    else rules.set(id, { id, severity, speakers: title });
  }
for (const rule of rules.values()) Object.assign(rule, summaryOf(rule));

const texts = { en: 'package.nls.json', 'zh-cn': 'package.nls.zh-cn.json' };
for (const [locale, path] of Object.entries(texts)) {
  const others = Object.entries(JSON.parse(readFileSync(path, 'utf8'))).filter(([key]) => !key.startsWith('rule.'));
  const said = [...rules.values()].map((rule) => [`rule.${rule.id}`, rule[locale]]);
  write(path, `${JSON.stringify(Object.fromEntries([...others, ...said]), undefined, 2)}\n`);
}

const manifest = readFileSync('package.json', 'utf8');
const parsed = JSON.parse(manifest);
parsed.contributes.configuration.properties['deployConfig.rules'].properties = Object.fromEntries(
  [...rules.keys()].map((id) => [id, { type: 'string', enum: severities, markdownDescription: `%rule.${id}%` }]),
);
write('package.json', `${JSON.stringify(parsed, undefined, 2)}\n`);

replaceTable('docs/rules/README.md', '| Rule · 规则 |', [
  '| Rule · 规则 | Language · 语言 | Severity · 严重程度 | What it finds | 检查的内容 |',
  '| --- | --- | --- | --- | --- |',
  ...[...rules.values()].map(
    ({ id, severity, speakers, en, 'zh-cn': chinese }) =>
      `| [\`${id}\`](${id}.md) | ${speakers} | \`${severity}\` | ${en} | ${chinese} |`,
  ),
]);
const rulesByLanguage = [
  '| --- | --- |',
  ...[...new Set(languages.filter(({ rules: own }) => own.length > 0).map(({ title }) => title))].map((title) => {
    const ids = languages.filter((language) => language.title === title).flatMap(({ rules: listed }) => listed);
    return `| ${title} | ${[...new Set(ids.map(({ id }) => `[\`${id}\`](docs/rules/${id}.md)`))].join(', ')} |`;
  }),
];
for (const [path, head] of [
  ['README.md', '| Language | Rules |'],
  ['README.zh-CN.md', '| 语言 | 规则 |'],
])
  replaceTable(path, head, [head, ...rulesByLanguage]);
process.exitCode = isCheck && !isInLine ? 1 : 0;

async function everyLanguage() {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['server/languages/index.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    plugins: [nginxDocumentation],
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  const { languages: whole, innerLanguages } = module.exports;
  return [...whole, ...innerLanguages];
}

/** The two sentences at the head of a rule's page. */
function summaryOf({ id, severity }) {
  const path = `docs/rules/${id}.md`;
  const [title, facts, en, chinese] = readFileSync(path, 'utf8').split('\n\n');
  const isFit =
    title === `# ${id}` &&
    facts === `Severity · 严重程度: \`${severity}\`` &&
    en &&
    /\p{Script=Han}/u.test(chinese ?? '');
  if (!isFit)
    throw new Error(
      `${path} must begin with "# ${id}", "Severity · 严重程度: \`${severity}\`", an English and a Chinese sentence, each a paragraph`,
    );
  return { en: en.replaceAll('\n', ' '), 'zh-cn': chinese.replaceAll('\n', '') };
}

function replaceTable(path, firstCells, rows) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const start = lines.findIndex((line) => line.replace(/ +\|/g, ' |').startsWith(firstCells.trimEnd()));
  if (start < 0) throw new Error(`${path} has no table that begins with ${firstCells}`);
  let end = start;
  while (lines[end]?.startsWith('|')) end++;
  lines.splice(start, end - start, ...rows);
  write(path, lines.join('\n'));
}

function write(path, text) {
  const before = readFileSync(path, 'utf8');
  const same = path.endsWith('.json') ? isSame(JSON.parse(before), JSON.parse(text)) : before === text;
  if (same) return;
  isInLine = false;
  if (isCheck) console.log(`${path} is not in line with the rules: run node scripts/rules.mjs`);
  else writeFileSync(path, text);
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
