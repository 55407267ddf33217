/** Hover in both languages, completion and a quick fix for each of the process managers and for Gunicorn. */
import assert from 'node:assert/strict';
import { actions, apply, complete, documentationOf, find, hover, openNew, problem, withSetting } from './editor.ts';
import { test, until } from './harness.ts';

interface Sample {
  file: string;
  /** The lines of a text with one fault. */
  text: string[];
  /** A word to point at, and what the hover says of it in either language. */
  hover: [word: string, english: RegExp, chinese: RegExp];
  /** What is typed at the end of a line that is added, and one label that is offered there. */
  complete: [typed: string, label: string];
  /** The rule that speaks, the title of its fix, and what then stands in the text. */
  mend: [rule: string, title: RegExp, mended: RegExp];
}

const samples: Sample[] = [
  {
    file: 'Procfile',
    text: ['web= gunicorn app:app', 'api: gunicorn --workers 3 app:app'],
    hover: ['--workers', /worker processes/i, /工作进程/],
    complete: ['admin: gunicorn --tim', '--timeout'],
    mend: ['line-without-entry', /^Write "web: …"/, /^web: gunicorn/m],
  },
  {
    file: 'supervisord.conf',
    text: ['[program:app]', 'command=/srv/venv/bin/gunicorn app:app', 'autorestat=true'],
    hover: ['command', /shell/, /命令/],
    complete: ['stopas', 'stopasgroup'],
    mend: ['unknown-option', /autorestart/, /^autorestart=true$/m],
  },
  {
    file: 'upstart.conf',
    text: ['description "app"', 'respwan', 'exec /srv/venv/bin/gunicorn app:app'],
    hover: ['description', /job/, /任务/],
    complete: ['resp', 'respawn'],
    mend: ['unknown-stanza', /respawn/, /^respawn$/m],
  },
  {
    file: 'gaffer.ini',
    text: ['[process: app]', 'cmd = /srv/venv/bin/gunicorn app:app'],
    hover: ['cmd', /command/, /命令/],
    complete: ['numpr', 'numprocesses'],
    mend: ['blank-in-section-name', /Remove the blank/, /^\[process:app\]$/m],
  },
  {
    file: 'service/app/run',
    text: ['#!/bin/sh', 'exec 2>&1', 'app = shop', 'exec /srv/venv/bin/gunicorn --workers 3 shop:app'],
    hover: ['--workers', /worker processes/i, /工作进程/],
    complete: ['gunicorn --tim', '--timeout'],
    mend: ['spaced-assignment', /Remove the blanks/, /^app=shop$/m],
  },
  {
    file: 'gunicorn.service',
    text: ['[Service]', 'KillMode=mixed', 'ExecStart=/srv/venv/bin/gunicorn --daemon app:app'],
    hover: ['KillMode', /process/, /进程/],
    complete: ['ExecStart=/srv/venv/bin/gunicorn --tim', '--timeout'],
    mend: ['daemon-mode', /--daemon/, /^ExecStart=\/srv\/venv\/bin\/gunicorn app:app$/m],
  },
  {
    file: 'gunicorn.conf.py',
    text: ['wokers = 3', 'timeout = 30'],
    hover: ['timeout', /seconds/i, /秒/],
    complete: ['graceful', 'graceful_timeout'],
    mend: ['unknown-setting', /workers/, /^workers = 3$/m],
  },
];

for (const sample of samples) {
  const text = `${sample.text.join('\n')}\n`;

  test(`${sample.file}: hover in English and in Chinese`, async () => {
    const [word, english, chinese] = sample.hover;
    const { document } = await openNew(sample.file, text);
    const at = find(document, word).start.translate(0, 2);
    const shown = await hover(document, at, english);
    assert.doesNotMatch(shown, /\p{Script=Han}/u);
    await withSetting('deployConfig.documentation.language', 'zh-cn', () => hover(document, at, chinese));
  });

  test(`${sample.file}: completion in English and in Chinese`, async () => {
    const [typed, label] = sample.complete;
    const opened = await openNew(sample.file, `${text}${typed}<|>\n`);
    const explained = async () => documentationOf(await complete(opened, label, 50), label);
    assert.doesNotMatch(await explained(), /^$|\p{Script=Han}/u);
    await withSetting('deployConfig.documentation.language', 'zh-cn', () =>
      until('it in Chinese', async () => /\p{Script=Han}/u.test(await explained())),
    );
  });

  test(`${sample.file}: a quick fix`, async () => {
    const [rule, title, mended] = sample.mend;
    const { document } = await openNew(sample.file, text);
    const found = await problem(document, rule);
    await apply(await actions(document, found.range, title));
    assert.match(document.getText(), mended);
  });
}
