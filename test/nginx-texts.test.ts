/** The Chinese texts about nginx and the advice to deployers: what they speak of exists, and they say it in good Chinese. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Format, getDirectives, getVariables } from '@nginx/reference-lib';
import { languageById } from '../server/languages/index.ts';
import guidance from '../server/languages/nginx/reference/guidance.json' with { type: 'json' };
import texts from '../server/languages/nginx/reference/texts.zh-cn.json' with { type: 'json' };
import { places } from '../server/walk.ts';
import { setting } from './check.ts';
import { copies, forbidden, textFaults, uses } from './chinese.ts';
import { readSnippets, withDefaults } from './snippets/read.ts';

const keyOf = ({ module, name }: { module: string; name: string }): string => `${module} ${name}`;
const directives = getDirectives(Format.Markdown);
const variables = getVariables(Format.Markdown);
const chinese: [string, string][] = [...Object.entries(texts.directives), ...Object.entries(texts.variables)];
const advice = Object.entries(guidance);
const nginx = languageById('nginx') ?? assert.fail('nginx is a language');

/** Directives and variables, `$` included, that are named as code; `proxy_pass http://app;` names `proxy_pass`. */
function namesIn(text: string): string[] {
  const code = Array.from(text.matchAll(/`([^`]+)`/g), ([, inside = '']) => inside);
  return code.flatMap((inside) => [
    ...(inside.match(/^[a-z]\w+(?=$|[ ;])/g) ?? []),
    ...(inside.match(/\$[a-z]\w+/g) ?? []),
  ]);
}

/** `$http_host` is described as `$http_NAME`. */
function familyOf(variable: string): string {
  const isMember = ({ name }: { name: string }): boolean =>
    name === variable || (name.endsWith('NAME') && variable.startsWith(name.slice(0, -'NAME'.length)));
  return variables.find(isMember)?.name ?? variable;
}

const officialNames = new Set([...directives, ...variables].map(({ name }) => name));
const namesWithText = new Set(chinese.map(([key]) => key.slice(key.lastIndexOf(' ') + 1)));

test('every Chinese text is about something that nginx documents', () => {
  const known = (official: { module: string; name: string }[]) => new Set(official.map(keyOf));
  for (const key of Object.keys(texts.directives)) assert.ok(known(directives).has(key), key);
  for (const key of Object.keys(texts.variables)) assert.ok(known(variables).has(key), key);
});

test('every Chinese text is a text of its own, in good Chinese and the glossary’s words', () => {
  for (const [key, text] of chinese) assert.deepEqual(textFaults(text), [], `${key}: ${text}`);
  assert.deepEqual(copies(chinese), []);
});

test('advice is about something known, and given in both languages', () => {
  for (const [key, { en, 'zh-cn': zh }] of advice) {
    const [first = '', second = ''] = key.split(' ');
    const isKnown =
      officialNames.has(familyOf(first)) || [...directives, ...variables].some((one) => keyOf(one) === key);
    assert.ok(isKnown, key);
    assert.ok(officialNames.has(first) || second !== '' || first.startsWith('$'), key);
    assert.deepEqual(textFaults(zh), [], `${key}: ${zh}`);
    assert.match(en, /^[^\p{Script=Han}]{40,}[.]$/u, key);
    assert.equal(en.split('`').length % 2, 1, `${key}: ${en}`);
    assert.ok(en.split(/[.!?:;] /).length <= 12 && en.length <= 700, `${key}: advice is short`);
  }
  assert.deepEqual(copies(advice.map(([key, { 'zh-cn': zh }]) => [key, zh])), []);
  assert.deepEqual(copies(advice.map(([key, { en }]) => [key, en])), []);
});

test('advice names the same code in both languages', () => {
  for (const [key, { en, 'zh-cn': zh }] of advice) {
    const code = (text: string): string[] => [...new Set(text.match(/`[^`]+`/g) ?? [])].sort();
    const missing = code(en).filter((name) => !code(zh).includes(name) && !/`(nobody|localhost)`/.test(name));
    assert.deepEqual(missing, [], key);
  }
});

test('what the advice and the snippets name has a Chinese text', () => {
  const isMissing = (name: string): boolean => officialNames.has(name) && !namesWithText.has(name);
  for (const [key, { en, 'zh-cn': zh }] of advice)
    for (const name of namesIn(`${en} ${zh} \`${key}\``).map(familyOf)) assert.ok(!isMissing(name), `${key}: ${name}`);
  const snippets = readSnippets().filter(({ language }) => language === 'nginx');
  assert.ok(snippets.length > 5);
  for (const { prefix } of snippets) {
    const { file } = setting('nginx', withDefaults(snippets, prefix));
    for (const { statement, context } of places(file)) {
      const name = statement.name.text;
      if (officialNames.has(name)) assert.ok(nginx.lookup(name, context)?.docs['zh-cn'], `${prefix}: ${name}`);
    }
    for (const [variable] of file.text.matchAll(/\$[a-z]\w+/g))
      assert.ok(!isMissing(familyOf(variable)), `${prefix}: ${variable}`);
  }
});

test('texts are looked at closely', () => {
  assert.deepEqual(textFaults('工作进程的数量，`auto` 表示与 CPU 核心数相同。'), []);
  for (const bad of [
    '',
    '工作进程的数量。',
    'The number of worker processes.',
    '工作进程的数量，auto表示与 CPU 核心数相同。',
    '工作进程的数量,`auto` 表示与 CPU 核心数相同。',
    '工作进程的数量，`auto` 表示与 CPU 核心数相同',
    '工作进程的数量，`auto 表示与 CPU 核心数相同。',
    '工人进程的数量，`auto` 表示与 CPU 核心数相同。',
  ])
    assert.notDeepEqual(textFaults(bad), [], bad);
  assert.deepEqual(
    copies([
      ['m one', 'same'],
      ['n one', 'same'],
      ['m two', 'same'],
    ]),
    ['m two = m one'],
  );
  assert.equal(forbidden.get('语境'), '上下文');
  assert.ok(uses('在语境中', '语境') && !uses('尽快取走响应', '快取'));
  assert.deepEqual(namesIn('`proxy_pass http://$host;` and proxy_buffering, `off`'), ['proxy_pass', '$host', 'off']);
  assert.equal(familyOf('$http_host'), '$http_NAME');
});
