/** systemd-analyze verify judges the pictures of test/fixtures/systemd. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fixAll } from '../server/features/fixes.ts';
import { problems } from '../server/features/problems.ts';
import { systemd } from '../server/languages/systemd/index.ts';
import { keysOf } from '../server/languages/systemd/keys.ts';
import { isTime } from '../server/languages/systemd/values.ts';
import { casesOf } from './cases.ts';
import { setting, withoutNotes } from './check.ts';
import { needs } from './needs.ts';

/** What the machine lacks, and not the file, and what follows from an earlier line. */
const machine =
  /is not executable|Failed to create|not found|not loaded, socket cannot|Accepting user\/group name|has a bad unit file setting|has fatal error|failed to load properly|deprecated|is obsolete/;

interface Said {
  line: number;
  message: string;
  /** systemd reads no further. */
  isLast?: boolean;
}

/** What systemd-analyze says of the text by the lines it names, 0 for the unit as a whole. */
function judge(analyze: string, folder: string, name: string, text: string): Said[] {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { stderr } = spawnSync(analyze, ['verify', '--man=no', '--recursive-errors=no', path], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'C', SYSTEMD_LOG_LEVEL: 'info', SYSTEMD_UNIT_PATH: `${folder}:` },
  });
  rmSync(path);
  return stderr
    .split('\n')
    .filter((message) => message !== '' && !machine.test(message))
    .map((message, index, all) => ({
      line: Number(/\.(?:service|socket):(\d+): /.exec(message)?.[1] ?? 0),
      message,
      isLast: index === all.length - 1 && /has fatal error|Invalid section header/.test(stderr),
    }));
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-systemd-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function errorsIn(name: string, text: string): Said[] {
  const { file, project } = setting('systemd', text, { name });
  return (
    problems(file, project, {})
      // A key that nobody knows is a warning only because a newer systemd may have it.
      .filter(({ severity, rule }) => severity === 'error' || rule === 'unknown-unit-key')
      .filter(({ rule }) => systemd.rules.some(({ id }) => id === rule))
      .map(({ start, rule, message }) => ({
        line: text.slice(0, start).split('\n').length,
        message: `${rule}: ${message}`,
      }))
  );
}

/** systemd counts a value of several lines by its last. */
function lastLineOf(text: string, line: number): number {
  const lines = text.split('\n');
  let last = line;
  while (/(?:^|[^\\])\\[ \t]*$|^\s*#/.test(lines[last - 1] ?? '') && last < lines.length) last++;
  return last;
}

const nameOf = (text: string): string => (/^\[Socket\]/m.test(text) ? 'gunicorn.socket' : 'gunicorn.service');

test('systemd refuses or passes over what we call an error, on that line, and takes the rest', (t) => {
  const analyze = needs(t, 'systemd-analyze');
  if (!analyze) return;
  const folder = folderOf(t);
  for (const { title, picture, differs } of casesOf('systemd')) {
    if (differs !== undefined) continue;
    const text = withoutNotes(picture);
    const said = judge(analyze, folder, nameOf(text), text);
    const found = errorsIn(nameOf(text), text);
    const shown = `${title}:\n${JSON.stringify(said, null, 1)}\n${JSON.stringify(found, null, 1)}`;
    assert.equal(found.length === 0, said.length === 0, shown);
    const end = said.find(({ isLast }) => isLast)?.line ?? Number.POSITIVE_INFINITY;
    for (const { line } of said.filter((one) => one.line > 0))
      assert.ok(
        found.some((one) => one.line === line || lastLineOf(text, one.line) === line),
        `line ${line} of ${shown}`,
      );
    for (const one of found.filter(({ line }) => line <= end))
      assert.ok(
        said.some(({ line }) => line === 0 || line === one.line || line === lastLineOf(text, one.line)),
        `our line ${one.line} of ${shown}`,
      );
  }
});

test('what "fix all" has mended is no worse for systemd', (t) => {
  const analyze = needs(t, 'systemd-analyze');
  if (!analyze) return;
  const folder = folderOf(t);
  for (const { title, picture } of casesOf('systemd')) {
    const text = withoutNotes(picture);
    const name = nameOf(text);
    const { file, project } = setting('systemd', text, { name });
    const mended = fixAll(file, project, {}).text;
    if (mended === text) continue;
    const before = judge(analyze, folder, name, text);
    const after = judge(analyze, folder, name, mended);
    assert.ok(after.length <= before.length, `${title}: ${JSON.stringify(after)}\n${mended}`);
    if (errorsIn(name, mended).length === 0) assert.deepEqual(after, [], `${title}\n${mended}`);
  }
});

test('systemd knows every key that we say it knows, save newer ones', (t) => {
  const analyze = needs(t, 'systemd-analyze');
  if (!analyze) return;
  const folder = folderOf(t);
  const unit = (section: string, keys: readonly string[]): string =>
    `[${section}]\n${keys.map((key) => `${key}=\n`).join('')}`;
  for (const [section, keys] of keysOf) {
    const names = [...keys.keys()];
    const said = judge(analyze, folder, `a.${section === 'Socket' ? 'socket' : 'service'}`, unit(section, names));
    const unknown = said.filter(({ message }) => message.includes('Unknown key')).length;
    // Debian's is older than our list.
    assert.ok(unknown < names.length / 5, `${unknown} of [${section}]`);
  }
});

test('times are read as systemd reads them', (t) => {
  const analyze = needs(t, 'systemd-analyze');
  if (!analyze) return;
  const times = [
    '5',
    '5s',
    '5 s',
    '1.5',
    '.5',
    '5.',
    '1min 30s',
    '1min30s',
    '2h',
    '3 days',
    '1w',
    '2M',
    '1y',
    'infinity',
    '100ms',
    '7us',
    '+5',
    '5S',
    '5,5',
    '1.5.2',
    '-5',
    '"5"',
    '5secs',
    'abc',
    's',
    '5 5',
    '5 # x',
    '1h 2x',
    '5minute',
    '5minutes',
    '5mins',
    '1month',
    '5e3',
    '0x5',
    '5 .5',
  ];
  for (const time of times) {
    const read: { status: number | null } = spawnSync(analyze, ['timespan', '--', time]);
    assert.equal(isTime(time), read.status === 0, time);
  }
});
