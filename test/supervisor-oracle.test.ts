/** Supervisor's own option reader judges the pictures of test/fixtures/supervisor. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { fixAll } from '../server/features/fixes.ts';
import { problems } from '../server/features/problems.ts';
import { casesOf } from './cases.ts';
import { setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';
import { mainFiles } from './supervisor-texts.ts';

/** Reads each text as supervisord would read its main file; answers null or what it says. */
const reader = `
import json, os, re, sys, tempfile
os.environ.setdefault('HOME', '/root')
from supervisor.options import ServerOptions
answers = []
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'supervisord.conf')
for text in json.load(sys.stdin):
    with open(path, 'w') as file:
        file.write(text)
    options = ServerOptions()
    options.exit = lambda code: (_ for _ in ()).throw(SystemExit(code))
    options.usage = lambda message: (_ for _ in ()).throw(ValueError(message))
    try:
        options.realize(args=['-c', path, '-n'])
        answers.append(None)
    except BaseException as error:
        answers.append(str(error))
json.dump(answers, sys.stdout)
`;

function judge(texts: readonly string[]): (string | null)[] {
  // Only the main file has the section, and must.
  const whole = texts.map((text) => (/^\[supervisord\]/m.test(text) ? text : `${text}\n[supervisord]\n`));
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', reader], {
    input: JSON.stringify(whole),
    encoding: 'utf8',
  });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as (string | null)[];
}

function errorsIn(text: string): string[] {
  const { file, project } = setting('supervisor', text);
  return problems(file, project, {})
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

test('supervisord refuses what we call an error, and takes the rest', (t) => {
  if (!needs(t, 'supervisord')) return;
  const cases = casesOf('supervisor').filter(({ differs }) => differs === undefined);
  const texts = cases.map(({ picture }) => withoutNotes(picture));
  judge(texts).forEach((said, index) => {
    const errors = errorsIn(texts[index] ?? '');
    assert.equal(said === null, errors.length === 0, `${cases[index]?.title}: ${said}\n${errors.join('\n')}`);
  });
});

test('supervisord takes what "fix all" has mended', (t) => {
  if (!needs(t, 'supervisord')) return;
  const mended = casesOf('supervisor').flatMap(({ picture }) => {
    const { file, project } = setting('supervisor', withoutNotes(picture));
    const { text, fixed } = fixAll(file, project, {});
    return fixed > 0 && errorsIn(text).length === 0 ? [text] : [];
  });
  assert.ok(mended.length > 4);
  assert.deepEqual(
    judge(mended).filter((said) => said !== null),
    [],
  );
});

test('supervisord refuses the same of many generated files', (t) => {
  if (!needs(t, 'supervisord')) return;
  const texts = fc.sample(mainFiles, { numRuns: 1200, seed: Number(process.env.DEPLOY_CONFIG_SEED ?? 11) });
  judge(texts).forEach((said, index) => {
    const text = texts[index] ?? '';
    // What is cut off in silence is an error as well.
    const errors = errorsIn(text).filter((error) => said !== null || !error.includes('cut off in silence'));
    assert.equal(said === null, errors.length === 0, `${said}\n${errors.join('\n')}\n${text}`);
  });
});

test('each option takes and refuses the same values', (t) => {
  if (!needs(t, 'supervisord')) return;
  const values: Record<string, string[]> = {
    autostart: ['true', 'Yes', 'on', '1', 'y', 'enabled', ''],
    autorestart: ['true', 'unexpected', 'no', 'always', ''],
    startsecs: ['1', '-1', '1_0', '+3', '1.0', '0x1', ' 5 ', '1s'],
    exitcodes: ['0', '0,2', '0, 255', '256', '-1', '0;1', 'a'],
    stopsignal: ['TERM', 'sigint', '15', 'SIGFOO', '0', '99', 'TERM INT'],
    umask: ['022', '0o22', '8', '777', 'rwx'],
    stdout_logfile_maxbytes: ['0', '1KB', '1kb', '1 MB', '1M', '1B', '1.5MB', 'GB'],
  };
  const rows = Object.entries(values).flatMap(([name, list]) =>
    list.map((value) => `[program:a]\ncommand=/bin/true\n${name}=${value}\n`),
  );
  judge(rows).forEach((said, index) => {
    const row = rows[index] ?? '';
    assert.equal(errorsIn(row).length > 0, said !== null, `${row}${said}`);
  });
});
