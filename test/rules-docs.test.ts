/** The pages in docs/rules: there is one for each rule, and what it shows and says is so. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { applyEdits } from '../server/features/fixes.ts';
import { problems, type RuleSeverities } from '../server/features/problems.ts';
import { setLocale } from '../server/l10n/messages.ts';
import { innerLanguages, languages } from '../server/languages/index.ts';
import type { Language, Locale, Problem, Severity } from '../server/types.ts';
import { setting } from './check.ts';
import { needs } from './needs.ts';
import { run } from './snippets/machine.ts';
import { typographyFaults } from './typography.ts';

interface Documented {
  id: string;
  severity: Severity;
  languages: Language[];
}

interface Example {
  /** The rule whose page shows it. */
  id: string;
  isWrong: boolean;
  language: Language;
  text: string;
  /** The program's own words about it, behind the program's name. */
  said: { program: string; message: string } | undefined;
  /** A newer nginx is meant, or a network in which names are known: the one here is not asked. */
  isElsewhere: boolean;
  /** Of nginx, in the settings. */
  version: string | undefined;
  /** Of the file, where what it is called matters. */
  name: string;
  beside: Beside;
}

/** What stands beside the examples of a page, by its name. */
type Beside = Readonly<Record<string, string>>;

interface Page {
  /** What stands above both languages. */
  head: string;
  examples: Example[];
  texts: Record<Locale, string>;
}

const folder = 'docs/rules';
/** Debian's package of the module. */
const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';
const documented = everyRule();

/** The parsers' own id first, then the rules as their languages list them. */
function everyRule(): Documented[] {
  const found = new Map<string, Documented>([
    ['syntax', { id: 'syntax', severity: 'error', languages: [...languages] }],
  ]);
  for (const language of [...languages, ...innerLanguages])
    for (const { id, severity } of language.rules) {
      const known = found.get(id);
      if (known) {
        assert.equal(severity, known.severity, `${id} has one page, so one severity in every language`);
        known.languages.push(language);
      } else found.set(id, { id, severity, languages: [language] });
    }
  return [...found.values()];
}

function pageOf({ id }: Documented): Page {
  const page = readFileSync(`${folder}/${id}.md`, 'utf8');
  const [head, en, chinese, ...rest] = page.split(/^## (?:English|中文)\n/m);
  assert.ok(head !== undefined && en !== undefined && chinese !== undefined && rest.length === 0, `${id}: two parts`);
  assert.ok(page.indexOf('## English') < page.indexOf('## 中文'), `${id}: English first`);
  const shown = /^\*\*(Wrong · 错误|Right · 正确|Beside · 旁边)\*\*(?: — (.+))?\n\n```(.+)\n([\s\S]*?)^```$/gm;
  const found = [...head.matchAll(shown)];
  const beside = Object.fromEntries(
    found.flatMap(([, label, name = '', , text = '']) =>
      label === 'Beside · 旁边' ? [[name.replaceAll('`', ''), text] as const] : [],
    ),
  );
  const examples = found.flatMap(([, label, words, fence, text]): Example[] => {
    if (label === 'Beside · 旁边') return [];
    // The last word, for GitHub has no colours of its own for some languages: ```ini supervisor
    const word = fence?.split(' ').pop();
    const language = languages.find((candidate) => candidate.id === word) ?? assert.fail(`${id}: no language ${fence}`);
    const [, program, message] = /^([\w-]+): `(.+)`$/.exec(words ?? '') ?? [];
    const version = /^`deployConfig\.nginx\.version`: `(.+?)`$/.exec(words ?? '')?.[1];
    const isElsewhere = /^nginx (?:\d|accepts it where)/.test(words ?? '');
    const name = /^`([\w./-]+)`; /.exec(words ?? '')?.[1] ?? 'example';
    const said = program !== undefined && message !== undefined ? { program, message } : undefined;
    return [
      { id, isWrong: label === 'Wrong · 错误', language, text: text ?? '', said, isElsewhere, version, name, beside },
    ];
  });
  assert.equal(found.length, head.match(/^```./gm)?.length, `${id}: every example is labelled`);
  return { head, examples, texts: { en, 'zh-cn': chinese } };
}

/** What is found, without the hints of other pages: what could be better still does not spoil an example. */
function judge({ id, language, text, name, beside, version }: Example, severities: RuleSeverities = {}): Problem[] {
  const options = version === undefined ? {} : { nginx: { version, modules: [], directives: [] } };
  const { file, project } = setting(language.id, text, { name, files: beside, options });
  return problems(file, project, severities).filter(({ rule, severity }) => severity !== 'hint' || rule === id);
}

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(folder).filter((name) => name !== 'README.md');
  assert.deepEqual(pages.sort(), documented.map(({ id }) => `${id}.md`).sort());
});

test('the lists of rules, the settings and the pages say the same', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/rules.mjs', '--check'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
});

for (const rule of documented) {
  const { id, severity } = rule;

  test(`the page of ${id} says the same in both languages`, () => {
    const { head, examples, texts } = pageOf(rule);
    assert.ok(head.startsWith(`# ${id}\n\nSeverity · 严重程度: \`${severity}\`\n`));
    assert.ok(examples.some(({ isWrong }) => isWrong) && examples.some(({ isWrong }) => !isWrong));
    const { en, 'zh-cn': chinese } = texts;
    for (const text of [en, chinese]) {
      assert.ok(text.includes(`\`"deployConfig.rules": { "${id}": "off" }\``));
      assert.ok(text.includes(`\`# deploy-config-ignore ${id}\``));
    }
    const paragraphs = (text: string) => text.trim().split(/\n\n+/).length;
    assert.equal(paragraphs(chinese), paragraphs(en));
    const addresses = (text: string) => text.match(/\]\([^)]+\)/g);
    assert.ok(addresses(en));
    assert.deepEqual(addresses(chinese), addresses(en));
    assert.doesNotMatch(en, /\p{Script=Han}/u);
    assert.deepEqual(typographyFaults(chinese), []);
  });

  test(`the examples of ${id} are what the page calls them`, () => {
    for (const example of pageOf(rule).examples) {
      const found = judge(example);
      assert.deepEqual([...new Set(found.map((problem) => problem.rule))], example.isWrong ? [id] : [], example.text);
      for (const problem of found) assert.equal(problem.severity, severity);
    }
  });

  test(`the page of ${id} names the quick fixes, and they mend it`, (t) => {
    t.after(() => setLocale('en'));
    const { examples, texts } = pageOf(rule);
    const wrong = examples.filter(({ isWrong }) => isWrong);
    for (const locale of ['en', 'zh-cn'] as const) {
      setLocale(locale);
      const titles = wrong
        .flatMap((example) => judge(example).flatMap(({ fixes }) => fixes ?? []))
        .map((fix) => fix.title);
      for (const title of titles) assert.ok(texts[locale].includes(`\`${title}\``), title);
      if (titles.length === 0) assert.match(texts[locale], /\*\*Quick fix\.\*\* None|\*\*快速修复\*\*：无/);
    }
    for (const example of wrong)
      for (const { fixes } of judge(example))
        for (const { title, edits } of fixes ?? []) {
          if (edits.length === 0 || edits.some((edit) => edit.file)) continue;
          const left = judge({ ...example, text: applyEdits(example.text, edits) });
          assert.ok(left.length < judge(example).length, title);
        }
  });

  test(`${id} can be switched off as its page says`, () => {
    for (const example of pageOf(rule).examples.filter(({ isWrong }) => isWrong)) {
      assert.deepEqual(judge(example, { [id]: 'off' }), []);
      const { text } = example;
      const lines = new Set(judge(example).map(({ start }) => text.lastIndexOf('\n', start - 1) + 1));
      const comments = [...lines].map((start) => ({ start, end: start, text: `# deploy-config-ignore ${id}\n` }));
      assert.deepEqual(judge({ ...example, text: applyEdits(text, comments) }), []);
    }
  });
}

test('nginx itself says what the pages quote, and takes what they call right', (t) => {
  const nginx = needs(t, 'nginx');
  if (!nginx) return;
  const judged = nginxJudge(t, nginx);
  for (const rule of documented) {
    for (const example of pageOf(rule).examples.filter(
      ({ language, isElsewhere }) => language.id === 'nginx' && !isElsewhere,
    )) {
      const { accepted, said } = judged(example);
      assert.equal(accepted, example.said === undefined, `${rule.id}: ${said}\n${example.text}`);
      if (example.said) assert.match(said, new RegExp(`${escaped(example.said.message)}( in |$)`, 'm'), rule.id);
    }
  }
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function nginxJudge(t: TestContext, nginx: string): (example: Example) => { accepted: boolean; said: string } {
  const prefix = mkdtempSync(join(tmpdir(), 'deploy-config-rules-'));
  t.after(() => rmSync(prefix, { recursive: true }));
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${prefix}/${kind};`,
  );
  const path = join(prefix, 'nginx.conf');
  return ({ language, text, said, beside }) => {
    const context = language.rootContext({ uri: 'file:///example', text, tree: language.parse(text), language });
    const around: Record<string, (inner: string) => string> = {
      main: (inner) =>
        /^events\b/m.test(inner) || said?.message.includes('"events"') ? inner : `events {\n}\n${inner}`,
      http: (inner) => `events {\n}\nhttp {\n${inner}}\n`,
      server: (inner) => `events {\n}\nhttp {\nserver {\n${inner}}\n}\n`,
    };
    const whole = around[context]?.(text) ?? assert.fail(`an example for ${context}`);
    const load = /^stream \{/m.test(whole) ? `load_module ${streamModule};\n` : '';
    const file = `${load}pid ${prefix}/nginx.pid;\nerror_log stderr;\n${whole.replace(/^http \{/m, `http {\naccess_log off;\n${folders.join('\n')}`)}`;
    for (const [name, content] of Object.entries({ ...beside, example: text })) {
      mkdirSync(dirname(join(prefix, name)), { recursive: true });
      writeFileSync(join(prefix, name), content);
    }
    writeFileSync(path, file);
    return run(nginx, ['-t', '-p', prefix, '-c', path]);
  };
}
