/**
 * What must hold for any text in any language. The texts are the same in each run; `DEPLOY_CONFIG_RUNS=20` tries twenty times as
 * many, others each time.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { complete } from '../server/features/completion.ts';
import { applyEdits, fixAll } from '../server/features/fixes.ts';
import { folds } from '../server/features/folding.ts';
import { format } from '../server/features/format.ts';
import { documentationUrl, hover } from '../server/features/hover.ts';
import { links } from '../server/features/links.ts';
import { problems } from '../server/features/problems.ts';
import { rename } from '../server/features/rename.ts';
import { suppress } from '../server/features/suppress.ts';
import { symbols } from '../server/features/symbols.ts';
import { languages } from '../server/languages/index.ts';
import { nginx } from '../server/languages/nginx/index.ts';
import { namesOf } from '../server/names.ts';
import type { File, Language, Problem, Span, Statement, Token } from '../server/types.ts';
import { fragments, type Source, sources, withSlip } from './arbitraries.ts';
import { setting } from './check.ts';

const times = Number(process.env.DEPLOY_CONFIG_RUNS ?? 1);
const parameters = { numRuns: 400 * times, ...(times === 1 && { seed: 20 }) };

function open(language: Language, { text, context }: Source): { file: File; found: Problem[] } {
  const { file, project } = setting(language.id, text, { context });
  return { file, found: problems(file, project, {}) };
}

for (const language of languages) {
  const { project } = setting(language.id, '');
  const holds = (name: string, check: (source: Source) => void): void => {
    test(name, () => fc.assert(fc.property(sources(language.id), check), parameters));
  };

  describe(language.title, () => {
    holds('spans lie in the text, nest, and stand in order', ({ text }) => {
      const { statements, comments, errors } = language.parse(text);
      inOrder(comments, 0, text.length);
      for (const error of errors) inOrder([error], 0, text.length);
      const visit = (siblings: readonly Statement[], from: number, to: number, parent: Statement | undefined): void => {
        inOrder(siblings, from, to);
        for (const statement of siblings) {
          const { start, end, name, args, body, open: brace, close, raw } = statement;
          assert.equal(statement.parent, parent);
          inOrder([name, ...args], start, brace ?? end);
          if (brace !== undefined) assert.ok(brace < end && (close === undefined || (brace < close && close < end)));
          if (raw) inOrder([raw], brace ?? start, end);
          if (body) visit(body, brace ?? start, close ?? end, statement);
        }
      };
      visit(statements, 0, text.length, undefined);
    });

    holds('a word without a backslash is what stands in the text', ({ text }) => {
      for (const token of tokensOf(language.parse(text).statements)) {
        const source = text.slice(token.start, token.end);
        // A shell and Upstart take quotes out of the middle of a word.
        const isQuoted = ['runit', 'upstart'].includes(language.id) && /["']/.test(source);
        if (source.includes('\\') || isQuoted || isJoined(token, source)) continue;
        if (token.quote === '') assert.equal(token.text, source);
        else assert.ok(source.startsWith(token.quote) && source.includes(token.text.slice(0, 1)));
      }
    });

    holds('comments lie outside of words', ({ text }) => {
      const { comments, statements } = language.parse(text);
      // The scripts of Upstart are a shell's, and have its comments.
      const raws = language.id === 'upstart' ? [] : statementsOf(statements).flatMap(({ raw }) => raw ?? []);
      // A comment may stand between the lines of a value.
      const words = tokensOf(statements).filter((token) => !isJoined(token, text.slice(token.start, token.end)));
      const spans = [...comments, ...words, ...raws].filter(({ start, end }) => start < end);
      inOrder(sorted(spans), 0, text.length);
    });

    holds('every feature answers at every place', (source) => {
      const { file } = open(language, source);
      const { length } = source.text;
      for (let offset = 0; offset <= length; offset += 1 + Math.floor(length / 25)) {
        const said = hover(file, project, offset, 'both');
        if (said) assert.ok(said.start <= offset && offset <= said.end && said.markdown !== '');
        for (const { start, end, label } of complete(file, project, offset, 'en'))
          assert.ok(0 <= start && start <= offset && offset <= end && end <= length && label !== '');
        documentationUrl(file, offset);
      }
      const visit = (items: ReturnType<typeof symbols>, from: number, to: number): void => {
        for (const { start, end, selection, children, name } of items) {
          assert.ok(from <= start && start <= selection.start && selection.end <= end && end <= to && name !== '');
          visit(children, start, end);
        }
      };
      visit(symbols(file), 0, length);
      for (const span of [...folds(file), ...links(file, project)]) inOrder([span], 0, length);
    });

    holds('problems have a message, and their fixes edit the text, each edit apart from the others', (source) => {
      for (const problem of open(language, source).found) {
        inOrder([problem], 0, source.text.length);
        assert.notEqual(problem.message, '');
        for (const { edits, title, creates, setting: word } of problem.fixes ?? []) {
          assert.notEqual(title, '');
          inOrder(sorted(edits), 0, source.text.length);
          // These change something else.
          if (creates !== undefined || word !== undefined) continue;
          assert.notEqual(applyEdits(source.text, edits), source.text);
        }
      }
    });

    holds('a name that is changed and changed back leaves the text as it was', (source) => {
      const { file } = open(language, source);
      for (const use of namesOf(file)) {
        const { start, end } = use;
        assert.ok(0 <= start && start < end && end <= source.text.length);
        if (use.role !== 'definition' || language.refuseName?.(use, source.text.slice(start, end))) continue;
        const there = setting(language.id, source.text, source);
        const found = rename(there.file, there.project, start, 'another_name');
        if ('refusal' in found) continue;
        const text = applyEdits(
          source.text,
          found.changes.flatMap(({ edits }) => edits),
        );
        const back = setting(language.id, text, source);
        const undone = rename(back.file, back.project, start, source.text.slice(start, end));
        assert.ok(!('refusal' in undone), 'it is a name still');
        const edits = undone.changes.flatMap((change) => change.edits);
        assert.equal(applyEdits(text, edits).toLowerCase(), source.text.toLowerCase());
        return;
      }
    });

    holds('"fix all" comes to an end', ({ text, context }) => {
      const { text: mended } = fixAll(open(language, { text, context }).file, project, {});
      assert.equal(fixAll(open(language, { text: mended, context }).file, project, {}).text, mended);
    });

    holds('formatting changes white space alone, and once is enough', (source) => {
      const { file } = open(language, source);
      for (const alignment of ['keep', 'none', 'all'] as const) {
        const style = { indentation: '  ', alignment };
        const { edits, refusal } = format(file, style);
        assert.doesNotMatch(refusal ?? '', /more than white space/);
        for (const { start, end, text } of edits) assert.match(source.text.slice(start, end) + text, /^[ \t\r\n]*$/);
        const mended = { ...source, text: applyEdits(source.text, edits) };
        assert.deepEqual(format(open(language, mended).file, style).edits, []);
      }
    });

    holds('a comment that ignores takes away the problems of its rule and line, and nothing else', (source) => {
      const { file, found } = open(language, source);
      const chosen = found.find(({ rule }) => rule !== 'syntax');
      const fix = chosen && suppress(file, chosen);
      if (!chosen || !fix) return;
      const isOn = (line: number) => (problem: Problem) =>
        problem.rule === chosen.rule && lineOf(source.text, problem.start) === line;
      const left = found.filter((problem) => !isOn(lineOf(source.text, chosen.start))(problem));
      const after = open(language, { ...source, text: applyEdits(source.text, fix.edits) }).found;
      assert.deepEqual(after.map(gist), left.map(gist));
    });

    holds('line ends of Windows change nothing', (source) => {
      // A backslash before the line's end takes the carriage return alone.
      const text = source.text.replaceAll('\r', '').replaceAll('\\\n', '\n');
      const windows = open(language, { ...source, text: text.replaceAll('\n', '\r\n') });
      const unix = open(language, { ...source, text });
      assert.equal(shapeOf(windows.file), shapeOf(unix.file));
      // The kernel takes them for a part of a script's first line.
      const found = windows.found.filter(({ rule }) => rule !== 'broken-shebang');
      const plain = unix.found.filter(({ rule }) => rule !== 'broken-shebang');
      assert.deepEqual(found.map(gist), plain.map(gist));
    });

    holds('the same text gives the same answer', (source) => {
      assert.deepEqual(open(language, source).found, open(language, source).found);
    });
  });
}

describe('nginx: right and nearly right', () => {
  test('what the reference allows is no error', () => {
    fc.assert(
      fc.property(fragments, (source) => {
        const errors = open(nginx, source).found.filter(({ severity }) => severity === 'error');
        assert.deepEqual(errors.map(gist), []);
      }),
      parameters,
    );
  });

  test('a comment below changes nothing but the comments', () => {
    fc.assert(
      fc.property(fc.oneof(fragments, withSlip), (source) => {
        const longer = open(nginx, { ...source, text: `${source.text}# the end\n` });
        const { file, found } = open(nginx, source);
        assert.equal(shapeOf(longer.file, -1), shapeOf(file));
        assert.deepEqual(longer.found.map(gist), found.map(gist));
      }),
      parameters,
    );
  });

  test('a sure fix takes away its problem and brings no error', () => {
    fc.assert(
      fc.property(withSlip, (source) => {
        const { found } = open(nginx, source);
        for (const problem of found) {
          const fix = problem.fixes?.find(({ preferred }) => preferred);
          if (!fix) continue;
          const after = open(nginx, { ...source, text: applyEdits(source.text, fix.edits) }).found;
          const alike = (list: readonly Problem[]): number => list.filter(({ rule }) => rule === problem.rule).length;
          assert.ok(alike(after) < alike(found), `${gist(problem)} is still there`);
          assert.ok(errorsIn(after) <= errorsIn(found), `${gist(problem)}: there are more errors`);
        }
      }),
      parameters,
    );
  });
});

/** Whether the value has been put together from several lines. */
function isJoined({ text, quote }: Token, source: string): boolean {
  return quote === '' && source.includes('\n') && source !== text;
}

function errorsIn(found: readonly Problem[]): number {
  return found.filter(({ severity }) => severity === 'error').length;
}

/** What a problem says, whichever line it speaks of, and however that ends. */
function gist({ rule, message }: Problem): string {
  return `${rule}: ${message.replace(/\d+/g, '…').replaceAll('\r\n', '\n')}`;
}

/** The words of a file as they nest, and its comments without the last few that are said. */
function shapeOf({ tree, text }: File, comments?: number): string {
  const plain = (words: string): string => words.replaceAll('\r\n', '\n');
  const statement = ({ name, args, body, close, raw }: Statement): unknown => [
    [name, ...args].map((word) => plain(word.text)),
    ...(body ? [body.map(statement), close !== undefined] : []),
    ...(raw ? [plain(text.slice(raw.start, raw.end))] : []),
  ];
  const said = tree.comments.slice(0, comments).map(({ start, end }) => text.slice(start, end));
  return JSON.stringify([tree.statements.map(statement), said]);
}

function statementsOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement) => [statement, ...statementsOf(statement.body ?? [])]);
}

function tokensOf(statements: readonly Statement[]): Token[] {
  return statementsOf(statements).flatMap(({ name, args }) => [name, ...args]);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function sorted(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Each span lies between the offsets, and none begins before the one before it ends. */
function inOrder(spans: readonly Span[], from: number, to: number): void {
  let last = from;
  for (const { start, end } of spans) {
    assert.ok(last <= start && start <= end && end <= to, `${start}–${end} in ${last}–${to}`);
    last = end;
  }
}
