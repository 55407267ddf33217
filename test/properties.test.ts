/** What must hold for any text in any language; `DEPLOY_CONFIG_RUNS` multiplies the number of texts that are tried. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { complete } from '../server/features/completion.ts';
import { applyEdits, fixAll } from '../server/features/fixes.ts';
import { folds } from '../server/features/folding.ts';
import { documentationUrl, hover } from '../server/features/hover.ts';
import { links } from '../server/features/links.ts';
import { problems } from '../server/features/problems.ts';
import { suppress } from '../server/features/suppress.ts';
import { symbols } from '../server/features/symbols.ts';
import { languages } from '../server/languages/index.ts';
import type { File, Language, Project, Span, Statement } from '../server/types.ts';
import { configuration } from './bench/configuration.ts';

const numRuns = 300 * Number(process.env.DEPLOY_CONFIG_RUNS ?? 1);
const alone: Project = { complete: false, included: () => undefined, includers: () => [] };

const open = (language: Language, text: string): File => ({
  uri: 'file:///project/app.conf',
  text,
  tree: language.parse(text),
  language,
});

/** Anything at all, lone surrogates and NUL among it. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 200,
});

/** Pieces that mean something to one of the languages, in any order. */
const pieces = [
  '{',
  '}',
  ';',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '#',
  '"',
  "'",
  '\\',
  '$',
  '${',
  '(',
  ')',
  '=',
  '%',
  '[',
  ']',
  ':',
  '\uFEFF',
  '\0',
  '\uD800',
];
const words = [
  'http',
  'server',
  'location',
  '/',
  '~',
  'proxy_pass',
  'http://app',
  'gzip',
  'gizp',
  'on',
  'include',
  'types',
  'map',
  'if',
  'listen',
  '80',
];
const more = [
  'proxy_set_header',
  'Host',
  '$host',
  'upstream',
  'content_by_lua_block',
  '-- ]]',
  '[[',
  'deploy-config-ignore syntax',
  'root',
  'events',
];
const soup = fc
  .array(fc.constantFrom(...pieces, ...words, ...more), { maxLength: 80 })
  .chain((parts) => fc.constantFrom('', ' ').map((blank) => parts.join(blank)));

/** A real configuration with a stretch cut out, doubled or replaced. */
const whole = configuration(140);
const mutation = fc
  .tuple(fc.nat(whole.length), fc.nat(40), fc.oneof(fc.constant(''), soup, anyText))
  .map(([start, length, text]) => whole.slice(0, start) + text + whole.slice(start + length));

const text = fc.oneof(anyText, soup, mutation);

for (const language of languages) {
  describe(language.title, () => {
    const holds = (name: string, check: (source: string) => void): void => {
      test(name, () => fc.assert(fc.property(text, check), { numRuns }));
    };

    holds('spans lie in the text, nest, and stand in order', (source) => {
      const { statements, comments, errors } = language.parse(source);
      inOrder(comments, 0, source.length);
      for (const { start, end } of errors) assert.ok(0 <= start && start <= end && end <= source.length);
      const visit = (siblings: readonly Statement[], from: number, to: number, parent: Statement | undefined): void => {
        inOrder(siblings, from, to);
        for (const statement of siblings) {
          assert.equal(statement.parent, parent);
          inOrder([statement.name, ...statement.args], statement.start, statement.end);
          if (statement.body) visit(statement.body, statement.open ?? statement.start, statement.end, statement);
        }
      };
      visit(statements, 0, source.length, undefined);
    });

    holds('every feature answers at every place', (source) => {
      const file = open(language, source);
      for (let offset = 0; offset <= source.length; offset += 1 + Math.floor(source.length / 25)) {
        hover(file, alone, offset, 'both');
        complete(file, alone, offset, 'en');
        documentationUrl(file, offset);
      }
      symbols(file);
      folds(file);
      links(file, alone);
    });

    holds('fixes lie in the text, and their edits do not overlap', (source) => {
      for (const problem of problems(open(language, source), alone, {})) {
        assert.ok(problem.start <= problem.end && problem.end <= source.length);
        assert.notEqual(problem.message, '');
        for (const { edits } of problem.fixes ?? []) {
          inOrder(
            [...edits].sort((a, b) => a.start - b.start || a.end - b.end),
            0,
            source.length,
          );
        }
      }
    });

    holds('"fix all" comes to an end', (source) => {
      const { text: mended } = fixAll(open(language, source), alone, {});
      assert.equal(fixAll(open(language, mended), alone, {}).text, mended);
    });

    holds('a suppression silences its problem and adds none', (source) => {
      const file = open(language, source);
      const found = problems(file, alone, {});
      const problem = found.find((candidate) => candidate.rule !== 'syntax');
      const fix = problem && suppress(file, problem);
      if (!problem || !fix) return;
      const after = problems(open(language, applyEdits(source, fix.edits)), alone, {});
      const count = (list: readonly { rule: string }[]): number =>
        list.filter(({ rule }) => rule === problem.rule).length;
      assert.ok(count(after) < count(found));
    });

    holds('the same text gives the same answer', (source) => {
      assert.deepEqual(problems(open(language, source), alone, {}), problems(open(language, source), alone, {}));
    });
  });
}

/** Each span lies between the offsets, and none begins before the one before it ends. */
function inOrder(spans: readonly Span[], from: number, to: number): void {
  let last = from;
  for (const { start, end } of spans) {
    assert.ok(last <= start && start <= end && end <= to, `${start}–${end} in ${last}–${to}`);
    last = end;
  }
}
