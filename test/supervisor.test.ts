/** Supervisor's files: what is found in them, mended, explained and offered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { supervisor } from '../server/languages/supervisor/index.ts';
import { optionNames, sections } from '../server/languages/supervisor/reference.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkCompleted,
  checkFix,
  checkFixAll,
  checkFormat,
  checkHover,
  checkProblems,
  checkSymbols,
} from './check.ts';

const cases = casesOf('supervisor');
for (const { title, picture } of cases) test(title, () => checkProblems('supervisor', picture));

test('every rule has a picture', () => {
  for (const { id } of supervisor.rules)
    assert.ok(
      cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

test('files that one file includes are one configuration', () => {
  const around = {
    name: 'b.conf',
    files: {
      'supervisord.conf': '[supervisord]\n[include]\nfiles = *.conf\n',
      'a.conf': '[program:app]\ncommand=/srv/app\n',
    },
  };
  checkProblems(
    'supervisor',
    `[program:app]
 ^^^^^^^^^^^ duplicate-section (warning): [program:app] stands in a.conf too: supervisord makes one of both.
command=/srv/other
`,
    around,
  );
  checkProblems(
    'supervisor',
    `[group:all]
programs=app,ap
             ^^ unknown-group-program: There is no program "ap" here.
`,
    around,
  );
  const { 'a.conf': a } = around.files;
  checkProblems('supervisor', '[program:app]\ncommand=/srv/other\n', { name: 'b.conf', files: { 'a.conf': a } });
});

test('the time that a settings file gives counts', () => {
  const program = '[program:app]\ncommand=/srv/venv/bin/gunicorn -c /srv/gunicorn.conf.py app:app\nkillasgroup=true\n';
  const files = { 'gunicorn.conf.py': 'graceful_timeout = 50\n' };
  checkProblems(
    'supervisor',
    `${program}stopwaitsecs=40
             ^^ short-stop-time (warning): supervisord kills Gunicorn 40 s after it has asked it to stop, and Gunicorn lets requests go on for 50 s: what takes longer is cut off.
`,
    { files },
  );
  checkProblems('supervisor', `${program}stopwaitsecs=60\n`, { files });
  checkFix(
    'supervisor',
    `${program.replace('gunicorn -c', 'guni<|>corn -c')}`,
    `${program.replace('killas', 'stopwaitsecs=55\nkillas')}`,
    {
      files,
    },
  );
});

test('fixes', () => {
  checkFix(
    'supervisor',
    '[program:a]\ncommand=/a\nenvironment=A=p@<|>ss,B=x\n',
    '[program:a]\ncommand=/a\nenvironment=A="p@ss",B="x"\n',
  );
});

test('"fix all" mends what is surely meant', () => {
  checkFixAll(
    'supervisor',
    `[Program:app]
command=/srv/app --format "%(h)s" \\
    --two
autostrat=yes
autorestart=always
stopsignal=TEMR
stdout_logfile=/dev/stdout
numprocs=2
environment=URL=http://x?a@b
`,
    `[program:app]
command=/srv/app --format "%%(h)s"
    --two
autostart=yes
autorestart=true
stopsignal=TERM
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
numprocs=2
process_name=%(program_name)s_%(process_num)02d
environment=URL="http://x?a@b"
`,
  );
});

test('hover', () => {
  checkHover('supervisor', '[program:app]\nstop<|>waitsecs=10\n', ['stopwaitsecs=<number>', 'graceful_timeout']);
  checkHover('supervisor', '[program:app]\nAuto<|>Start=true\n^^^^^^^^^^^^\n', ['with supervisord']);
  checkHover('supervisor', '[super<|>visord]\n', ['Python 3']);
  checkHover('supervisor', '[super<|>visord]\n', ['Python 3', '旧说法'], { documentation: 'zh-cn' });
  checkHover('supervisor', '[program:app]\ncommand=/srv/%(pro<|>gram_name)s\n', ['behind the colon of its section']);
  checkHover('supervisor', '[program:app]\nfoo<|>=1\n', []);
});

test('every section, option and expansion is explained in both languages', () => {
  for (const kind of sections.keys())
    for (const name of [`[${kind}:x]`, ...optionNames(kind)]) {
      const entry = supervisor.lookup(name.startsWith('[') ? `[${kind}${name.slice(kind.length + 1)}` : name, kind);
      const found = entry ?? supervisor.lookup(`[${kind}]`, 'main');
      assert.ok(found?.docs.en && found.docs['zh-cn'], `${kind} ${name}`);
    }
});

test('completion', () => {
  checkComplete('supervisor', '[program:app]\ncomm<|>', { first: ['command'] });
  checkComplete('supervisor', '[program:app]\n\n[<|>', { has: ['[program:', '[supervisord]', '[include]'] });
  checkCompleted('supervisor', '[program:app]\n\n[inc<|>', '[include]', '[program:app]\n\n[include]\n$0');
  checkComplete('supervisor', '[program:app]\nautostart=<|>', { all: ['true', 'false'] });
  checkComplete('supervisor', '[program:app]\nautorestart=t<|>', { all: ['true'] });
  checkComplete('supervisor', '[program:app]\nstopsignal = <|>', { has: ['TERM', 'HUP'] });
  checkComplete('supervisor', '[program:app]\ncommand=/a %(<|>', { has: ['%(program_name)s', '%(process_num)d'] });
  checkComplete('supervisor', '[program:app]\ncommand=/a\n[group:x]\nprograms=<|>', { all: ['app'] });
  checkComplete('supervisor', '[supervisord]\n<|>', { has: ['logfile', 'nodaemon'], lacks: ['command'] });
});

test('outline', () => {
  checkSymbols(
    'supervisor',
    '[supervisord]\nnodaemon=true\n[program:app]\ncommand=/srv/app\ndirectory=/srv\n',
    `
[supervisord]
[program:app] - /srv/app
  command - /srv/app
`.replaceAll(/^\[(.*?)\]/gm, '$1'),
  );
});

test('formatting', () => {
  checkFormat(
    'supervisor',
    '[program:app]  \ncommand= /srv/app\n\n\n\ndirectory =/srv\nuser=app\n',
    '[program:app]\ncommand=/srv/app\n\ndirectory=/srv\nuser=app\n',
  );
  checkFormat('supervisor', 'a = b\n'.replace('a', '[x]\na'), '[x]\na = b\n');
  const aligned = '[program:app]\ncommand   = /srv/app\ndirectory = /srv\n';
  checkFormat('supervisor', aligned, aligned);
  const long = '[program:app]\ncommand=/srv/app\n    --one  \n\n\n    --two\n';
  checkFormat('supervisor', long, long);
});

test('a group names programs of the whole configuration', () => {
  const main = (files: string) => `[supervisord]\n[include]\nfiles = ${files}\n`;
  const programs = { 'conf.d/app.conf': '[program:app]\ncommand=a\n' };
  checkProblems(
    'supervisor',
    `${main('conf.d/*.conf')}[group:site]
programs=app,worker
             ^^^^^^ unknown-group-program: There is no program "worker" here.
`,
    { name: 'supervisord.conf', files: programs },
  );
  // Nobody knows what else lies in that folder of another machine.
  checkProblems('supervisor', `${main('/etc/supervisor/conf.d/*.conf')}[group:site]\nprograms=app,worker\n`, {
    name: 'supervisord.conf',
    files: programs,
  });
  checkProblems(
    'supervisor',
    `[group:site]
programs=app,worker,
             ^^^^^^ unknown-group-program: There is no program "worker" here.
                   ^ unknown-group-program: A comma too many: supervisord looks for a program without a name.
`,
    { name: 'conf.d/groups.conf', files: { ...programs, 'supervisord.conf': main('conf.d/*.conf') } },
  );
  checkFixAll('supervisor', '[supervisord]\nloglevel=warning\n', '[supervisord]\nloglevel=warn\n');
});
