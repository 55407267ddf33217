/** The messages of client and server exist in Chinese, each with what the English has in it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as l10n from '@vscode/l10n';
import { getL10nJson } from '@vscode/l10n-dev';
import { setLocale } from '../server/l10n/messages.ts';
import { typographyFaults } from './typography.ts';

type Bundle = Record<string, string>;

const bundle = (path: string): Bundle => JSON.parse(readFileSync(path, 'utf8')) as Bundle;
const letters = /\p{Script=Latin}/u;
const chineseEnds: Readonly<Record<string, string>> = { '.': '。', '?': '？', ':': '：' };

for (const [sources, folder] of [
  ['client', 'l10n'],
  ['server', 'server/l10n'],
] as const) {
  const english = bundle(`${folder}/bundle.l10n.json`);
  const chinese = bundle(`${folder}/bundle.l10n.zh-cn.json`);
  const pairs = Object.entries(chinese);

  test(`the bundles of the ${sources} hold what it says, no more and no less`, async () => {
    const said = (await messagesIn(sources)).sort();
    assert.deepEqual(Object.keys(english).sort(), said, 'npm run l10n');
    assert.deepEqual(Object.keys(chinese).sort(), said, 'npm run l10n; then translate what it lists');
    for (const [message, text] of Object.entries(english)) assert.equal(text, message);
  });

  test(`the Chinese messages of the ${sources} are Chinese, with the placeholders of the English`, () => {
    for (const [message, text] of pairs) {
      assert.deepEqual(placeholders(text), placeholders(message), message);
      const words = message.replace(/\{\d\}/g, '');
      if (letters.test(words)) assert.match(text, /\p{Script=Han}/u, message);
    }
  });

  test(`the Chinese messages of the ${sources} are punctuated as Chinese is`, () => {
    for (const [message, text] of pairs) {
      assert.deepEqual(typographyFaults(text), [], text);
      assert.equal(chineseEnds[message.at(-1) ?? ''], /[。？：]$/.exec(text)?.[0], `${message} → ${text}`);
    }
  });
}

test('the manifest’s Chinese texts are punctuated as Chinese is', () => {
  for (const text of Object.values(bundle('package.nls.zh-cn.json')))
    assert.deepEqual(typographyFaults(text), [], text);
});

test('messages follow the locale', () => {
  const say = () => l10n.t('Change to "{0}"', 'gzip');
  setLocale('zh-cn');
  assert.equal(say(), '改为 “gzip”');
  setLocale('en');
  assert.equal(say(), 'Change to "gzip"');
});

test('typography is looked at closely', () => {
  for (const good of [
    '指令 “{0}” 没有以 “;” 结尾。',
    '设为 `off`，见 [nginx](https://nginx.org/) 和[文档](https://nginx.org/)。',
    '“{0}”、“{1}” 或 {2}',
    '第 3 行（共 5 行）。',
    '用 - 时输出；1.25.1 版起。',
  ])
    assert.deepEqual(typographyFaults(good), [], good);
  for (const bad of [
    '指令“{0}” 未知。',
    '指令 “{0}”未知。',
    '第3 行',
    '第 3行',
    '第 {0}行',
    '设为 `off`时',
    '未知, 指令',
    '未知指令.',
    '值 “{0}”, 无效',
    '选项 {0}: 无效',
    '说明 (如下)',
    '文件： {0}',
    '指令 "{0}"',
    '未知 指令',
  ])
    assert.notDeepEqual(typographyFaults(bad), [], bad);
});

async function messagesIn(folder: string): Promise<string[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const files = names.map((name) => ({ contents: readFileSync(join(folder, name), 'utf8'), extension: '.ts' }));
  return Object.keys(await getL10nJson(files.filter(({ contents }) => contents.includes('l10n'))));
}

function placeholders(text: string): string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}
