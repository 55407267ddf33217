/** gunicorn.conf.py and Gunicorn's command line: what is found, mended, explained and offered. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { applicationRules } from '../server/languages/across/index.ts';
import { callsIn } from '../server/languages/gunicorn/command/find.ts';
import { gunicorn } from '../server/languages/gunicorn/conf/index.ts';
import { settingEntry, settings } from '../server/languages/gunicorn/settings.ts';
import type { LanguageId } from '../server/types.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkCompleted,
  checkFix,
  checkFixAll,
  checkHover,
  checkProblems,
  checkReferences,
  checkRules,
  checkSymbols,
  setting,
} from './check.ts';

const cases = casesOf('gunicorn');
for (const { title, picture } of cases) test(title, () => checkProblems('gunicorn', picture));

test('every rule of the file has a picture', () => {
  for (const { id } of gunicorn.rules.filter((rule) => !applicationRules.includes(rule)))
    assert.ok(
      cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

test('every setting is explained in both languages', () => {
  for (const name of settings.keys()) {
    const docs = settingEntry(name)?.docs;
    assert.ok(docs?.en && docs['zh-cn'], name);
  }
});

test('a text that is too much for the stack, as small as a browser has it, is read as nothing', () => {
  const args = ['--stack-size=400', 'dist/cli.js', 'lint', '--language', 'gunicorn', '-'];
  const { status, stderr } = spawnSync(process.execPath, args, { input: '['.repeat(100_000), encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
});

/** What supervisor's own rules want beside a command. */
const stopped = 'stopwaitsecs=60\nkillasgroup=true\n';
const program = (words: string) => `[program:app]\ncommand=/srv/app/venv/bin/gunicorn ${words}\n${stopped}`;

/** The one problem of the command: the word that it is about, and what is said. */
function checkCommand(words: string, about?: string, note?: string): void {
  const text = program(words);
  const lines = text.split('\n');
  const column = lines[1]?.indexOf(` ${about}`) ?? 0;
  if (about !== undefined) lines.splice(2, 0, `${' '.repeat(column + 1)}${'^'.repeat(about.length)} ${note}`);
  checkProblems('supervisor', lines.join('\n'));
}

test('flags as argparse reads them', () => {
  checkCommand('-w4 -b 127.0.0.1:8000 --pythonp /srv --timeout=30 -e A=b --env B=c -- app:app');
  checkCommand('--log-level info app:application --reload-engine poll --umask 007 --proxy-protocol --spew');
  checkCommand(
    '--work 4 app:app',
    '--work',
    'unknown-flag: "--work" may be each of --worker-class, --worker-connections, --worker-tmp-dir, --workers: Gunicorn refuses it.',
  );
});

test('what argparse refuses', () => {
  checkCommand('--pidfile /run/a', '--pidfile', 'unknown-flag: Gunicorn has no flag "--pidfile".');
  checkCommand('app:app --bind', '--bind', 'wrong-flag-value-count: "--bind" needs a value behind it.');
  checkCommand(
    'app:app -w 4 other',
    'other',
    'wrong-flag-value-count: Gunicorn has its application already, and refuses "other".',
  );
  checkCommand('-w four a:a', 'four', 'invalid-setting-value: "four" is no value for -w: it is a whole number.');
});

test('fixes on the command line', () => {
  checkFix('supervisor', program('--daem<|>on app:app'), program('app:app'));
  checkFix('supervisor', program('--keepal<|>ive 2 app:app'), program('--keep-alive 2 app:app'));
  checkFix('supervisor', program('src/ma<|>in.py'), program('--chdir src main:app'), {
    title: 'Change to "--chdir src main:app"',
  });
  checkFix(
    'supervisor',
    `[program:a]\ncommand=guni<|>corn a\n${stopped}[program:b]\ncommand=/srv/venv/bin/celery\n`,
    `[program:a]\ncommand=/srv/venv/bin/gunicorn a\n${stopped}[program:b]\ncommand=/srv/venv/bin/celery\n`,
  );
  checkFixAll(
    'supervisor',
    '[program:a]\ncommand=/v/bin/gunicron -D a:a\n',
    '[program:a]\ncommand=/v/bin/gunicorn a:a\n',
  );
});

test('Gunicorn is found through what stands in front of it', () => {
  const wordsOf = (text: string) =>
    callsIn(text, { start: 0, end: text.length }, 'shell').map(
      ({ kind, words }) => `${kind}: ${words.map((word) => word.text).join(' ')}`,
    );
  for (const front of [
    '',
    'exec ',
    'A=b C="d e" ',
    'env -u X A=b ',
    'exec chpst -u app:app -e ./env ',
    'sudo -u app -H ',
    'nice -n 5 nohup ',
    'timeout -k 5 60 ',
    'cd /srv && . venv/bin/activate && exec ',
    'newrelic-admin run-program ',
    'poetry run ',
    'uv run --no-sync ',
    'setuidgid app ',
    'dumb-init -- ',
  ])
    assert.deepEqual(wordsOf(`${front}gunicorn -w 2 a:a`), ['program: -w 2 a:a'], front);
  assert.deepEqual(wordsOf('/bin/sh -c "cd /srv && exec gunicorn -w 2 a:a"'), ['program: -w 2 a:a']);
  assert.deepEqual(wordsOf("bash -lc 'gunicorn a:a'"), ['program: a:a']);
  assert.deepEqual(wordsOf('python3.11 -u -m gunicorn a:a'), ['module: a:a']);
  assert.deepEqual(wordsOf('/srv/venv/bin/python /srv/venv/bin/gunicorn a:a'), ['program: a:a']);
  assert.deepEqual(wordsOf('gunicorn a:a 2>&1 >> /var/log/a | tee b'), ['program: a:a']);
  assert.deepEqual(wordsOf('gunicron a:a; guincorn b; gunicon c'), ['misspelt: a:a', 'misspelt: b', 'misspelt: c']);
  assert.deepEqual(wordsOf('unicorn a; uvicorn a:a; echo gunicorn; hypercorn a'), []);
});

test('hover', () => {
  checkHover('gunicorn', 'forwarded_<|>allow_ips = "*"\n', ['FORWARDED', 'X-Forwarded-Proto', '0.15.0'].slice(1));
  checkHover('gunicorn', 'worker_<|>class = "sync"\n', ['工作进程'], { documentation: 'zh-cn' });
  checkHover('gunicorn', 'other<|> = 1\n', []);
  checkHover('supervisor', program('--bi<|>nd 127.0.0.1:8000 a:a'), ['-b ADDRESS', 'UNIX socket']);
  checkHover('supervisor', program('--pythonp<|> /srv a:a'), ['--pythonpath']);
  checkHover('supervisor', program('a:<|>a'), ['MODULE']);
  checkHover('supervisor', '[program:a]\ncommand=/v/bin/guni<|>corn a:a\n', ['虚拟环境'], { documentation: 'zh-cn' });
});

test('completion', () => {
  checkComplete('gunicorn', 'wor<|>', { first: ['workers', 'worker_class'] });
  checkCompleted('gunicorn', 'post_f<|>', 'post_fork', 'def post_fork(server, worker):\n    $0');
  checkComplete('gunicorn', 'daemon = <|>', { all: ['True', 'False'] });
  checkCompleted('gunicorn', 'worker_class = <|>', 'gevent', 'worker_class = "gevent"');
  checkCompleted('gunicorn', 'worker_class = "g<|>"', 'gevent', 'worker_class = "gevent"');
  checkComplete('supervisor', program('--wor<|>'), { has: ['--workers', '--worker-class'] });
  checkComplete('supervisor', program('a:a <|>'), { has: ['--bind', '--timeout'] });
  checkComplete('supervisor', program('-k <|>'), { has: ['gevent', 'gthread'] });
  checkComplete('supervisor', program('--log-level w<|>'), { all: ['warning'] });
});

test('outline', () => {
  checkSymbols(
    'gunicorn',
    'bind = "a"\nx = 1\ndef post_fork(server, worker):\n    pass\n',
    '\nbind - "a"\npost_fork - (server, worker)\n',
  );
});

test('$GUNICORN_CMD_ARGS is read as a command line without an application', () => {
  const hosts: readonly [LanguageId, (words: string) => string][] = [
    [
      'systemd',
      (words) => `[Service]\nEnvironment="GUNICORN_CMD_ARGS=${words}" A=b\nExecStart=/srv/venv/bin/gunicorn a:a\n`,
    ],
    [
      'systemd',
      (words) => `[Service]\nEnvironment=GUNICORN_CMD_ARGS="${words}"\nExecStart=/srv/venv/bin/gunicorn a:a\n`,
    ],
    [
      'supervisor',
      (words) => `[program:app]\nenvironment=A="b",GUNICORN_CMD_ARGS="${words}"\ncommand=/srv/venv/bin/gunicorn a:a\n`,
    ],
    ['upstart', (words) => `env GUNICORN_CMD_ARGS="${words}"\nexec /srv/venv/bin/gunicorn a:a\n`],
    ['runit', (words) => `#!/bin/sh\nexport GUNICORN_CMD_ARGS="${words}"\nexec /srv/venv/bin/gunicorn a:a\n`],
    ['runit', (words) => `#!/bin/sh\nGUNICORN_CMD_ARGS='${words}' exec /srv/venv/bin/gunicorn a:a\n`],
    ['procfile', (words) => `web: GUNICORN_CMD_ARGS="${words}" gunicorn a:a\n`],
    [
      'systemd',
      (words) => `[Service]\nExecStart=/usr/bin/env GUNICORN_CMD_ARGS='${words}' /srv/venv/bin/gunicorn a:a\n`,
    ],
  ];
  for (const [id, text] of hosts) {
    const rules = ['unknown-flag', 'invalid-setting-value', 'wrong-flag-value-count', 'application-is-a-path'];
    checkRules(id, rules, text('--workers 3 --bind unix:/run/app.sock --access-logfile -'));
    const { file, project } = setting(id, text('--wrokers 3 --timeout soon'));
    const found = problems(file, project, {}).filter(({ rule }) => rules.includes(rule));
    assert.deepEqual(
      found.map(({ rule, start, end }) => [rule, file.text.slice(start, end)]),
      [
        ['unknown-flag', '--wrokers'],
        ['invalid-setting-value', 'soon'],
      ],
      file.text,
    );
    checkHover(id, text('--time<|>out 30'), ['proxy_read_timeout']);
    checkComplete(id, text('--workers 3 --thr<|>'), { all: ['--threads'] });
  }
});

test('the command line holds before $GUNICORN_CMD_ARGS, and that before the file', () => {
  checkRules(
    'systemd',
    ['overridden-setting', 'setting-without-effect'],
    `[Service]
Environment="GUNICORN_CMD_ARGS=--workers 3 --threads 2 app:app"
                               ^^^^^^^^^^^ overridden-setting (information): The command line has "--workers" too, and holds before GUNICORN_CMD_ARGS.
                                                       ^^^^^^^ setting-without-effect (information): Gunicorn takes no application from GUNICORN_CMD_ARGS.
ExecStart=/srv/venv/bin/gunicorn --workers 5 --timeout 30 a:a
                                             ^^^^^^^^^^^^ overridden-setting (hint): gunicorn.conf.py sets "timeout" too: here "--timeout" holds.
`,
    { files: { 'gunicorn.conf.py': 'timeout = 60\nbind = ":80"\n' } },
  );
  // What the variable says counts where the command line says nothing.
  checkRules(
    'systemd',
    ['short-stop-time'],
    `[Service]
Environment="GUNICORN_CMD_ARGS=--graceful-timeout 60"
ExecStart=/srv/venv/bin/gunicorn a:a
TimeoutStopSec=45
               ^^ short-stop-time (warning): systemd kills Gunicorn 45 s after it has asked it to stop, and Gunicorn lets requests go on for 60 s: what takes longer is cut off.
`,
  );
});

test('an address in $GUNICORN_CMD_ARGS is where the application listens', () => {
  checkReferences(
    'nginx',
    'location / {\n    proxy_pass http://127.0.0.1:80<|>01;\n}\n',
    ['app.conf:2 127.0.0.1:8001', '* app.service:2 127.0.0.1:8001'],
    {
      files: {
        'app.service':
          '[Service]\nEnvironment="GUNICORN_CMD_ARGS=--bind 127.0.0.1:8001"\nExecStart=/srv/venv/bin/gunicorn a:a\n',
      },
    },
  );
});

test('a truth value behind a switch is the application', () => {
  checkCommand(
    '--preload True',
    'True',
    'wrong-flag-value-count: "True" behind a flag that takes no value is the application for Gunicorn.',
  );
  checkCommand('--workers 1 app:app');
});

test('daemon mode in the file of settings, where a process manager of the workspace uses it', () => {
  checkRules(
    'gunicorn',
    ['daemon-mode'],
    `daemon = True
^^^^^^^^^^^^^ daemon-mode (warning): Under a process manager this must not be: in the background Gunicorn counts as ended.
`,
    { name: 'gunicorn.conf.py', files: { 'app.service': '[Service]\nExecStart=/srv/venv/bin/gunicorn a:a\n' } },
  );
  checkRules(
    'gunicorn',
    ['daemon-mode'],
    `daemon = True
^^^^^^^^^^^^^ daemon-mode (information): Under a process manager this must not be: in the background Gunicorn counts as ended.
`,
    {
      name: 'gunicorn.conf.py',
      files: { 'app.service': '[Service]\nType=forking\nExecStart=/srv/venv/bin/gunicorn a:a\n' },
    },
  );
});
