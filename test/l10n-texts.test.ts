/** Everything that is said exists in English and Chinese, in every language: the reference, messages, pages, settings, snippets. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { innerLanguages, languages } from '../server/languages/index.ts';
import { variableEntries } from '../server/languages/nginx/entries.ts';
import { contexts } from '../server/languages/nginx/reference.ts';
import type { Entry, Language } from '../server/types.ts';
import { copies, glossaryFaults, textFaults } from './chinese.ts';
import { readSnippets } from './snippets/read.ts';

/** An English text and its Chinese, and where they stand. */
interface Pair {
  key: string;
  en: string;
  chinese: string;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The least that a text about a directive of nginx says. */
const leastOfDirective = 40;

const reference: readonly Pair[] = languages
  .flatMap(({ id }) => {
    const folder = `server/languages/${id}/reference`;
    return readdirSync(folder).flatMap((name) => [...pairsIn(json(`${folder}/${name}`), `${id}/${name}`)]);
  })
  // The names of types are no sentences.
  .filter(({ key }) => !key.includes('texts.json types '));

/** Every record with texts in it, whatever the shape of the file around them. */
function* pairsIn(value: unknown, key: string): Generator<Pair> {
  if (!isObject(value)) return;
  const { en, 'zh-cn': chinese } = value;
  if (typeof en === 'string' || typeof chinese === 'string') yield { key, en: String(en), chinese: String(chinese) };
  else for (const [name, inner] of Object.entries(value)) yield* pairsIn(inner, `${key} ${name}`);
}

/** Every entry of a language: its contexts are the blocks that its entries open. */
function entriesOf({ id, entries }: Language): Set<Entry> {
  const found = new Set<Entry>();
  const open: string[] = id === 'nginx' ? [...contexts] : ['main', 'settings'];
  const seen = new Set<string>();
  for (let context = open.pop(); context !== undefined; context = open.pop()) {
    if (seen.has(context)) continue;
    seen.add(context);
    for (const entry of entries(context)) {
      found.add(entry);
      if (id !== 'nginx') open.push(entry.name, entry.name.replace(/^\[|[\]:]+$/g, ''));
    }
  }
  if (id === 'nginx')
    for (const context of ['http', 'stream']) for (const one of variableEntries(context)) found.add(one);
  return found;
}

/** Texts of different entries that are the same; `guidance` and `docs` of one entry are no different entries. */
function copied(pairs: readonly Pair[], say: (pair: Pair) => string): string[] {
  const nameOf = (key: string): string => key.replace(/ (?:docs|guidance)$/, '');
  return copies(pairs.map((pair) => [nameOf(pair.key), say(pair)]));
}

/** Shows all of them, and how many. */
function none(faults: readonly string[]): void {
  assert.equal(faults.length, 0, `${faults.length}:\n${faults.join('\n')}`);
}

test('no entry is without a text in either language', () => {
  for (const language of [...languages, ...innerLanguages]) {
    const all = [...entriesOf(language)];
    const missing = all.filter(({ docs }) => !docs.en?.trim() || !docs['zh-cn']?.trim());
    assert.ok(all.length > 0, language.id);
    none(missing.map(({ origin = language.id, name }) => `${origin} ${name}`));
  }
});

test('every text of the reference has its Chinese, in good Chinese and the glossary’s words', () => {
  const faults = reference.flatMap(({ key, en, chinese }) => {
    const found = textFaults(chinese);
    if (chinese === en) found.push('it is the English');
    if (/\p{Script=Han}/u.test(en) || en.length < 15) found.push(`the English is none: ${en}`);
    return found.map((fault) => `${key}: ${fault}: ${chinese}`);
  });
  none(faults);
  assert.ok(reference.length > 400);
});

test('no text stands at two unrelated entries', () => {
  none(copied(reference, ({ chinese }) => chinese));
  none(copied(reference, ({ en }) => en));
});

test('what is said of a directive of nginx is enough to use it', () => {
  const nginx = languages.find(({ id }) => id === 'nginx') ?? assert.fail('nginx is a language');
  const directives = [...entriesOf(nginx)].filter(({ kind }) => kind !== 'variable');
  const short = directives.flatMap(({ origin, name, docs: { 'zh-cn': chinese = '' } }) =>
    chinese.length < leastOfDirective ? [`${origin} ${name}: ${chinese}`] : [],
  );
  none(short);
});

test('messages, settings, pages and snippets keep to the glossary', () => {
  const bundles = ['l10n/bundle.l10n.zh-cn.json', 'server/l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json'];
  const pages = [
    'README.zh-CN.md',
    ...readdirSync('docs/rules').map((name) => `docs/rules/${name}`),
    ...readdirSync('walkthrough', { encoding: 'utf8' }).flatMap((name) =>
      /zh-cn\.md$/.test(name) ? [`walkthrough/${name}`] : [],
    ),
  ];
  const said: [string, string][] = [
    ...bundles.flatMap((path) => Object.entries(json(path) as Record<string, string>)),
    ...pages.map((path): [string, string] => [path, readFileSync(path, 'utf8')]),
    ...readSnippets().map(({ prefix, description }): [string, string] => [prefix, description]),
  ];
  none(said.flatMap(([key, text]) => glossaryFaults(text).map((fault) => `${key}: ${fault}`)));
});
