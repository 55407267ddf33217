/** dash judges what the shell reading calls an error, and chpst its own options. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyEdits } from '../server/features/fixes.ts';
import { format } from '../server/features/format.ts';
import { problems } from '../server/features/problems.ts';
import { casesOf } from './cases.ts';
import { setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';

function errorsIn(text: string, rule: string): string[] {
  const { file, project } = setting('runit', text);
  return problems(file, project, {}).flatMap((problem) => (problem.rule === rule ? [problem.message] : []));
}

const scripts = [
  'if true; then echo a fi\n',
  'echo "a\nb\n',
  "echo 'a\n",
  'while true; do echo a\n',
  'case $a in b) echo;; esac\n',
  'case $a in b) echo;;\n',
  'f() { echo; }\nf\n',
  'echo $(date\n',
  '( echo a\n',
  'echo a )\n',
  '&& echo a\n',
  'cat <<E\na\nE\n',
  'for a in 1 2; do echo $a; done\n',
  'for a in 1 2; echo $a; done\n',
  ['exec gunicorn "$', '{A$(B}"\n'].join(''),
  'echo a;; echo b\n',
  // What one of the shells takes, or unbash alone refuses, is no error.
  '[[ -f ]]\n',
  'for a in b; do\n]] echo\ndone\n',
  ['echo "$', '{A!B\'C}"\n'].join(''),
  ['chown $', '{A:$', '{B} c\n'].join(''),
  ['echo "$', '{A:-b"\n'].join(''),
  'f() echo a\n',
  'coproc\n',
  'a="$(echo b case | cat)"\n',
  `${'('.repeat(500)}a${')'.repeat(500)}\n`,
  'if ; then a; fi\n',
  'for a b; do\n',
  'a |\n',
  '>\n',
  'echo `a\n',
  'echo $((1\n',
];

test('dash refuses what is called a mistake of syntax, and nothing else', (t) => {
  const dash = needs(t, 'dash');
  if (!dash) return;
  const cases = casesOf('runit').flatMap(({ picture, differs }) =>
    differs === undefined ? [withoutNotes(picture)] : [],
  );
  for (const text of [...scripts, ...cases]) {
    const said: boolean = spawnSync(dash, ['-n'], { input: text }).status === 0;
    assert.equal(errorsIn(text, 'syntax').length === 0, said, text);
  }
});

/** Without a program behind them. */
function isWhole(options: string): boolean {
  return ['-o', '-u', '-P -v', '-V', '-V -E', '-- /bin/true', '-P --'].includes(options);
}

test('chpst refuses the options that are called mistakes, and no others', (t) => {
  const chpst = needs(t, 'chpst');
  if (!chpst) return;
  for (const options of [
    '-P',
    '-v',
    '-Pv',
    '-o 100',
    '-o100',
    '-E x',
    '-Q',
    '-n 1',
    '-l a -L b',
    '-Pz',
    '-b name',
    '-o',
    '-o abc',
    '-o10x',
    '-m 1k',
    '-o -1',
    '-n -5',
    '-n +5x',
    '-u',
    '-P -v',
    '-V',
    '-V -E',
    '-- /bin/true',
    '-P --',
  ]) {
    const words = isWhole(options) ? options.split(' ') : [...options.split(' '), '/bin/true'];
    const { status }: { status: number | null } = spawnSync(chpst, words, { cwd: '/tmp' });
    const errors = errorsIn(`#!/bin/sh\nexec chpst ${words.join(' ')}\n`, 'invalid-chpst-option');
    assert.equal(errors.length > 0, status === 100, `${options}: ${status}`);
  }
});

test('svlogd refuses the options that are called mistakes, and no others', (t) => {
  const svlogd = needs(t, 'svlogd');
  if (!svlogd) return;
  const folder = mkdtempSync(join(tmpdir(), 'svlogd-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const options of [
    '-tt main',
    '-tt',
    '',
    '-tttv main',
    '-Z main',
    '-r',
    '-r xx main',
    '-r= main',
    '-R abc main',
    '-l 1023 main',
    '-l 1024 main',
    '-l 10 -b 256 main',
    '-l 0 -b 1000 main',
    '-l abc main',
    '-b -5 main',
    '-- main',
  ]) {
    const main = join(folder, 'main');
    mkdirSync(main, { recursive: true });
    const words = options.split(' ').filter(Boolean);
    const stderr: string = spawnSync(svlogd, words, { cwd: folder, input: 'a\n', encoding: 'utf8' }).stderr;
    const errors = errorsIn(`#!/bin/sh\nexec svlogd ${options}\n`, 'invalid-svlogd-option');
    assert.equal(errors.length > 0, /usage|illegal option/.test(stderr), `${options}: ${stderr}`);
  }
});

test('what is called a broken first line cannot be executed, as runsv does it, and others can', (t) => {
  // It has the kernel execute a program as runsv does, without a shell that tries what that refuses.
  const chpst = needs(t, 'chpst');
  if (!chpst) return;
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const head of [
    '#!/bin/sh\n',
    '#! /bin/sh\n',
    '#!/usr/bin/env sh\n',
    '#!/bin/sh -e\n',
    '',
    '\n#!/bin/sh\n',
    ' #!/bin/sh\n',
    '# !/bin/sh\n',
    '#/bin/sh\n',
    '# a script\n',
    '#!/bin sh\n',
    '#!bin/sh\n',
    '#!sh\n',
    '#!\n',
    '#!/bin/sh\r\n',
    '\ufeff#!/bin/sh\n',
    '#!/usr/bin/env bash -e\n',
    '#!/bin/sh -e -u\n',
  ]) {
    const text = `${head}echo started\n`;
    writeFileSync(join(folder, 'run'), text, { mode: 0o755 });
    const stdout: string = spawnSync(chpst, ['./run'], { cwd: folder, encoding: 'utf8' }).stdout;
    const { file, project } = setting('runit', text);
    const told = problems(file, project, {}).filter(({ rule }) => rule === 'broken-shebang');
    assert.equal(told.length === 0, stdout.includes('started'), text);
  }
});

/** What shellcheck says of the same faults. */
const equals: Readonly<Record<string, RegExp>> = {
  'spaced-assignment': /SC(?:2283|1068|2290|1007|2270|2276)/,
  'bracket-without-blank': /SC(?:1035|1020)/,
  'variable-never-set': /SC(?:2153|2154|2034)/,
  'unchecked-cd': /SC2164/,
  'redirect-order': /SC2069/,
  'unreachable-after-exec': /SC(?:2093|2317)/,
  'bash-in-sh': /SC(?:3\d\d\d|2112|2113)/,
};

/** Where it says less or more, with the reason. */
const unlike = new Set([
  // Its own parser gives up at the brackets before it comes to the variables.
  "the guide's script",
  // It does not know that a function of this name, or echo, may be given a sign.
  'spaced-assignment: programs and functions that may be given a sign',
  // Exported, so it may have come from the environment; brought in by another file.
  'variable-never-set: what is set, thought of, or may come from elsewhere',
  'variable-never-set: another script is brought in',
]);

test('shellcheck says the same of the faults that it knows, and nothing of them where we are silent', (t) => {
  const shellcheck = needs(t, 'shellcheck');
  if (!shellcheck) return;
  for (const { title, picture } of casesOf('runit')) {
    const text = withoutNotes(picture);
    if (unlike.has(title) || errorsIn(text, 'syntax').length > 0) continue;
    const stdout: string = spawnSync(shellcheck, ['-f', 'gcc', '-'], { input: text, encoding: 'utf8' }).stdout;
    for (const [rule, code] of Object.entries(equals))
      assert.equal(errorsIn(text, rule).length > 0, code.test(stdout), `${rule}:\n${text}${stdout}`);
  }
});

test('a shell reads the same after formatting', (t) => {
  const bash = needs(t, 'bash');
  if (!bash) return;
  const printed = (text: string): string =>
    (spawnSync(bash, ['--pretty-print'], { input: text, encoding: 'utf8' }) as { stdout: string }).stdout;
  for (const { picture } of casesOf('runit')) {
    const { file } = setting('runit', withoutNotes(picture));
    const text = applyEdits(file.text, format(file, { indentation: '\t', alignment: 'keep' }).edits);
    assert.equal(printed(text), printed(file.text), file.text);
  }
});
