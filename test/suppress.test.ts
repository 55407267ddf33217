/** Comments that silence rules, read and written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../server/features/fixes.ts';
import { problems } from '../server/features/problems.ts';
import { suppress } from '../server/features/suppress.ts';
import { crlf, setting } from './check.ts';

/** Lines of the unknown directives that are not silenced, from 1. */
function heard(text: string): number[] {
  const { file, project } = setting('nginx', text, { context: 'http' });
  const found = problems(file, project, {}).filter(({ rule }) => rule === 'unknown-directive');
  return found.map(({ start }) => text.slice(0, start).split(/\r\n|\r|\n/).length);
}

/** The text after the first unknown directive has been silenced. */
function silenced(text: string): string | undefined {
  const { file, project } = setting('nginx', text, { context: 'http' });
  const found = problems(file, project, {}).find(({ rule }) => rule === 'unknown-directive') ?? assert.fail(text);
  const fix = suppress(file, found);
  return fix && applyEdits(text, fix.edits);
}

test('a comment on its own line silences the next line alone', () => {
  assert.deepEqual(heard('# deploy-config-ignore unknown-directive\nfoo on; bar on;\nbaz on;\n'), [3]);
  assert.deepEqual(heard(crlf('# deploy-config-ignore unknown-directive\nfoo on;\nbaz on;\n')), [3]);
  assert.deepEqual(heard('foo on;\n# deploy-config-ignore unknown-directive'), [1]);
});

test('other comments and blank lines may stand between', () => {
  const comment = '# deploy-config-ignore unknown-directive';
  assert.deepEqual(heard(`${comment}\n\n  # because\n  # deploy-config-ignore x\n  foo on;\n  bar on;\n`), [6]);
});

test('a comment behind a statement silences its line', () => {
  assert.deepEqual(heard('foo on; # deploy-config-ignore unknown-directive\nbar on;\n'), [2]);
});

test('a comment for the file silences all of it, wherever it stands', () => {
  assert.deepEqual(heard('foo on;\nserver {\n  bar on;\n  # deploy-config-ignore-file unknown-directive\n}\n'), []);
});

test('several rules may be named, with commas or reasons', () => {
  for (const names of [
    'x unknown-directive',
    'x, unknown-directive',
    'unknown-directive -- it is ours',
    'unknown-directive as we have it',
  ])
    assert.deepEqual(heard(`# deploy-config-ignore ${names}\nfoo on;\n`), [], names);
});

test('anything else silences nothing', () => {
  for (const comment of [
    '# deploy-config-ignore',
    '# deploy-config-ignore missing-host',
    '# deploy-config-ignore: unknown-directive',
    '# deploy-config-ignored unknown-directive',
    '# see deploy-config-ignore unknown-directive',
    '# deploy-config-ignore unknown-directive-x',
    'log_format x "# deploy-config-ignore unknown-directive";',
  ])
    assert.deepEqual(heard(`${comment}\nfoo on;\n`), [2], comment);
});

test('the comment is written above, as deep and with the line end of the file', () => {
  assert.equal(
    silenced('server {\n\tfoo on;\n}\n'),
    'server {\n\t# deploy-config-ignore unknown-directive\n\tfoo on;\n}\n',
  );
  assert.equal(silenced('\r\n  foo on;'), '\r\n  # deploy-config-ignore unknown-directive\r\n  foo on;');
  assert.equal(silenced('server { foo on; }'), '# deploy-config-ignore unknown-directive\nserver { foo on; }');
});

test('where there is such a comment it is lengthened', () => {
  assert.equal(
    silenced('# deploy-config-ignore missing-host # why\nfoo on;'),
    '# deploy-config-ignore missing-host unknown-directive # why\nfoo on;',
  );
});

test('a comment that is written silences', () => {
  for (const text of [
    'foo on;',
    '  foo on;',
    'server {\n\n  foo on;\n}',
    '# deploy-config-ignore x\n\nfoo on;',
    '\n# x\nfoo on;',
  ])
    assert.deepEqual(heard(silenced(text) ?? assert.fail(text)), [], text);
});

test('no comment is written into the middle of a word', () => {
  assert.equal(silenced('log_format x "\n" foo;\nlog_format y "\n"; foo on;'), undefined);
});
