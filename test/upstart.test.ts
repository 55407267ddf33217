/** Upstart's jobs: what init 1.13 takes and refuses, what is found in them, mended, explained and offered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { signatures } from '../server/features/signature.ts';
import { upstart } from '../server/languages/upstart/index.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkCompleted,
  checkFix,
  checkFixAll,
  checkFolds,
  checkFormat,
  checkHover,
  checkProblems,
  checkSymbols,
  checkTree,
  cursorOf,
  setting,
} from './check.ts';

const cases = casesOf('upstart');
for (const { title, picture } of cases) test(title, () => checkProblems('upstart', picture));

test('every rule has a picture', () => {
  for (const { id } of upstart.rules)
    assert.ok(
      cases.some(({ picture }) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

test('every stanza is explained in both languages', () => {
  for (const { name, docs } of upstart.entries('main')) assert.ok(docs.en && docs['zh-cn'], name);
});

/** What parse_job.c and libnih's config.c take, however it looks. */
const taken = [
  'description "two words"',
  'description \'it is "quoted"\'',
  'description two\\ words',
  'description "over\n  lines"',
  'description two\\\nwords',
  'description a"b c"d',
  'env FOO',
  'env FOO="a b" # a comment',
  'env FOO=a#b',
  'env \\\n  FOO=a',
  'emits a b c',
  'export A B',
  'exec echo "a\nb" # comment',
  'exec /srv/app \\\n  --bind :80 \\\n  --workers 2',
  "exec sh -c 'a; b'",
  'exec echo \\"',
  'exec a\\#b',
  'pre-start exec a',
  'pre-start script\nend script',
  'script\n  echo "it\n  end script is not here\nend script',
  'script # comment\n\tend script\tx\n \tend \t script # done',
  'script\nend script',
  'manual exec foo',
  'manual # by hand',
  'debug',
  'task # once',
  'respawn\nrespawn limit 10 5\nrespawn limit unlimited\nrespawn limit 0 0',
  'respawn limit +10 05',
  'normal exit 0 1 TERM SIGHUP 255 256 2147483647',
  'kill timeout 0\nkill signal SIGTERM\nkill signal 9\nkill signal IOT',
  'reload signal USR2',
  'expect none\nexpect "fork"',
  'console log',
  'umask 0\numask 022\numask "0777"',
  'nice -20\nnice +19',
  'oom never\noom -17\noom 15\noom score never\noom score -1000\noom "score" 5',
  'limit as unlimited unlimited\nlimit "nofile" -1 18446744073709551615',
  'chdir $HOME\nchroot /srv',
  'setgid ""\\\n',
  'setuid $USER\nsetgid "x y"',
  'apparmor load /etc/x\napparmor switch x',
  'cgroup cpu\ncgroup cpu a\ncgroup cpu k v\ncgroup cpu n k v',
  'instance $A/$B',
  'usage "start app NAME=value"',
  'start on a',
  'start on a b c D=e F!=g',
  'start on a AND b',
  'start on a && b',
  'start on "and"',
  'start on a and b or c and (d or (e))',
  'start on (a\n  and b # comment\n  or\n  c)',
  'start on ((a)\n)',
  'start on (\na)',
  'start on a \\\n  or b',
  'start on runlevel [!2345]',
  'start on started JOB="a b" and c',
  'start on a\\(b',
  'start on (a\nexec b)',
  'start on a and b\nstart on c',
  '\t start on a \r\n\r\n#\r\nexec x\r\n',
];

/** The same, and what init says of it. */
const refused = [
  ['exec', 'Expected token'],
  ['exec\\\nfoo', 'Unknown stanza'],
  ['\\\nexec foo', 'Unknown stanza'],
  ['exec foo \\\r\n  --bar', 'Unknown stanza'],
  ['exec a "b', 'Unterminated quoted string'],
  ['exec a \\', 'Trailing slash'],
  ['description "a" b', 'Unexpected token'],
  ['description a \\\n b', 'Unexpected token'],
  ["description ''", 'Expected token'],
  ['env "A=1" B=2', 'Unexpected token'],
  ['Exec foo', 'Unknown stanza'],
  ['ex$ec foo', 'Unknown stanza'],
  ['kill "timeout" 5', 'Unknown stanza'],
  ['start "on" a', 'Unknown stanza'],
  ['limit nofile 0x10 5', "Illegal limit, expected 'unlimited' or integer"],
  ['limit nofile 1 18446744073709551616', "Illegal limit, expected 'unlimited' or integer"],
  ['nice 0.5', 'Illegal nice value, expected -20 to 19'],
  ['umask -1', 'Illegal file creation mask, expected octal integer'],
  ['normal exit -1', 'Illegal exit status, expected integer'],
  ['kill signal 2147483648', 'Illegal signal status, expected integer'],
  ['cgroup a b c d e', 'Unexpected token'],
  ['script\n true\nendscript', 'Unterminated block'],
  ['script\n true\nend\u000Bscript', 'Unterminated block'],
  ['script\n true\nend script now', 'Unterminated block'],
  ['script foo\nend script', 'Unexpected token'],
  ['start on a (b)', 'Expected operator'],
  ['start on (a) (b)', 'Expected operator'],
  ['start on (a)b', 'Expected operator'],
  ['start on a or or b', 'Expected event'],
  ['start on (a or)', 'Expected event'],
  ['start on (', 'Expected event'],
  ['start on (a', 'Mismatched parentheses'],
  ['start on a)', 'Mismatched parentheses'],
  ['start on ""', 'Expected token'],
  ['start on (a\n\nor b)', 'Expected token'],
  ['start on (a\n# x\nor b)', 'Expected token'],
  ['start on a B=c d', 'Expected variable name before value'],
] as const;

describe('init', () => {
  const errorsIn = (text: string) => {
    const { file, project } = setting('upstart', text);
    return problems(file, project, {}).filter(({ severity }) => severity === 'error');
  };
  for (const text of taken)
    test(`takes ${JSON.stringify(text)}`, () => {
      assert.deepEqual(errorsIn(text), []);
      assert.deepEqual(errorsIn(`${text}\n`), []);
    });
  for (const [text, reason] of refused)
    test(`refuses ${JSON.stringify(text)}: ${reason}`, () => assert.notEqual(errorsIn(text).length, 0));
});

test('the words of a job as init reads them', () => {
  checkTree(
    'upstart',
    `env A="b c" # d
start on (starting a
   and b C=d)
exec a "b \\
   c" # d
script
   exec x
end script
manual task
`,
    `
env · A=b c
start · on · ( · starting · a · and · b · C=d · )
exec · a · b c
script {
  <   exec x\\n>
}
manual
task
`,
  );
});

test('fixes', () => {
  checkFix('upstart', 'respwan<|>\n', 'respawn\n');
  checkFix('upstart', 'start_on<|> a\n', 'start on a\n');
  checkFix('upstart', 'user<|> app\n', 'setuid app\n');
  checkFix('upstart', 'respawn tr<|>ue\n', 'respawn\n');
  checkFix('upstart', 'kill 3<|>0\n', 'kill timeout 30\n');
  checkFix('upstart', 'kill QU<|>IT\n', 'kill signal QUIT\n');
  checkFix('upstart', 'normal 0<|> 1\n', 'normal exit 0 1\n');
  checkFix('upstart', 'start run<|>level 2\n', 'start on runlevel 2\n');
  checkFix('upstart', 'stop on(<|>a)\n', 'stop on (a)\n');
  checkFix('upstart', 'pre-start /bin<|>/x y\n', 'pre-start exec /bin/x y\n');
  checkFix('upstart', 'description a<|> b\n'.replace('a<|> b', 'a b<|> c'), 'description "a b c"\n');
  checkFix('upstart', 'env A <|>= b\n', 'env A=b\n');
  checkFix('upstart', 'env A <|>b\n', 'env A=b\n');
  checkFix('upstart', 'env A=b <|>C=d\n', 'env A=b\nenv C=d\n');
  checkFix('upstart', 'env A=b <|>c\n', 'env A="b c"\n');
  checkFix('upstart', 'task no<|>w\n', 'task\n');
  checkFix('upstart', 'respawn\nrespawn limit<|> 10\n', 'respawn\nrespawn limit 10 5\n');
  checkFix('upstart', 'limit nofile<|> 10\n', 'limit nofile 10 10\n');
  checkFix('upstart', 'kill timeout 5<|>s\n', 'kill timeout 5\n');
  checkFix('upstart', 'kill signal te<|>rm\n', 'kill signal TERM\n');
  checkFix('upstart', 'start on (a<|>\n'.replace('(a<|>', '<|>(a'), 'start on (a)\n');
  checkFix('upstart', 'start on a<|>)\n', 'start on a\n');
  checkFix('upstart', 'start on (a\n<|>\n  or b)\n', 'start on (a\n  or b)\n');
  checkFix('upstart', 'start on (a) <|>b\n', 'start on (a) and b\n', { title: 'Insert "and"' });
  checkFixAll('upstart', 'setude www-data\nexecc x\nnice\n', 'setuid www-data\nexec x\nnice\n');
});

test('fixes of what init takes', () => {
  checkFix('upstart', 'stop on shut<|>down\n', 'stop on runlevel [!2345]\n');
  checkFix('upstart', 'stop on my<|>sql\n', 'stop on stopping mysql\n');
  checkFix('upstart', 'stop on filesystms<|>\n', 'stop on filesystem\n');
  checkFix('upstart', 'stop on a A<|>ND b\n', 'stop on a and b\n');
  checkFix('upstart', 'stop on runlevel 01<|>6\n', 'stop on runlevel [016]\n');
  checkFix('upstart', 'stop on runlevel 0<|> 1 6\n', 'stop on runlevel [016]\n');
  checkFix(
    'upstart',
    'start on runlevel [23]\nstop on runlevel [<|>!16]\n',
    'start on runlevel [23]\nstop on runlevel [!23]\n',
  );
  checkFix('upstart', 'start on st<|>artup\n', 'start on runlevel [2345]\n');
  checkFix('upstart', 'stop <|>on a\nstop on b or c\n', 'stop on (a) or (b or c)\n', { title: 'Join both with "or"' });
  checkFix('upstart', 'ex<|>ec a\nscript\n  b\nend script\n', 'script\n  b\nend script\n');
});

test('fixes of pitfalls', () => {
  checkFix(
    'upstart',
    'script\n  cd /srv\n  ./r<|>un -x\nend script\n',
    'script\n  cd /srv\n  exec ./run -x\nend script\n',
  );
  checkFix('upstart', 'script\n  A=1 ./r<|>un\nend script\n', 'script\n  A=1 exec ./run\nend script\n');
  checkFix(
    'upstart',
    'script\n  if [ -f x ]; then rm x f<|>i\n  exec y\nend script\n',
    'script\n  if [ -f x ]; then rm x; fi\n  exec y\nend script\n',
  );
  checkFix(
    'upstart',
    'pre-start script\n  a\nscri<|>pt\n  exec b\nend script\n',
    'pre-start script\n  a\nend script\nscript\n  exec b\nend script\n',
  );
  checkFix(
    'upstart',
    'script\n  exec a\nendscr<|>ipt\npost-stop script\nend script\n',
    'script\n  exec a\nend script\npost-stop script\nend script\n',
  );
  checkFix('upstart', '  exec su<|>do -u app -H run -x\n', '  setuid app\n  exec run -x\n');
  checkFix('upstart', 'env A=b#<|>c d\n', 'env A="b#c" d\n'.replace('env A="b#c"', 'env "A=b#c"'));
  checkFix('upstart', 'env PATH=/v<|>/bin\n', 'env PATH=/v/bin:/usr/local/bin:/usr/bin:/bin\n');
  checkFix('upstart', 'env PATH="/v<|>/bin"\n', 'env PATH="/v/bin:/usr/local/bin:/usr/bin:/bin"\n');
  checkFix('upstart', 'export A $<|>B\n', 'export A B\n');
  checkFix('upstart', 'respawn lim<|>it 10 5\n', 'respawn\nrespawn limit 10 5\n');
  checkFix('upstart', 'setgid no<|>body\n', 'setgid nogroup\n');
  const job = 'manual\nstop on runlevel [016]\nsetuid app\n';
  checkFix(
    'upstart',
    `${job}respawn\nexec /v/bin/gu<|>nicorn a:a\n`,
    `${job}respawn\nkill timeout 35\nexec /v/bin/gunicorn a:a\n`,
  );
  checkFix(
    'upstart',
    `${job}kill timeout 35\nexec /v/bin/gu<|>nicorn a:a\n`,
    `${job}kill timeout 35\nrespawn\nexec /v/bin/gunicorn a:a\n`,
  );
});

test('fixes of commands and scripts', () => {
  checkFix('upstart', 'exec c<|>d /srv && exec ./run\n', 'chdir /srv\nexec ./run\n');
  checkFix('upstart', 'pre-start exec A=<|>1 b\n', 'pre-start exec env A=1 b\n');
  checkFix('upstart', 'exec a b <|>&\n', 'exec a b\n');
  checkFix('upstart', 'exec a &<|>> /b\n', 'exec a > /b 2>&1\n');
  checkFix('upstart', 'scr<|>ipt\n  exec a\n  endscript\n', 'script\n  exec a\n  end script\n');
  checkFix('upstart', 'pre-start scr<|>ipt\n  a\nrespawn\n', 'pre-start script\n  a\nend script\nrespawn\n');
  checkFix('upstart', 'scr<|>ipt\n  exec a', 'script\n  exec a\nend script\n');
});

test('the time that a settings file gives counts', () => {
  const text = 'manual\nstop on a\nrespawn\nkill timeout 35\nexec /v/bin/gunicorn -c gunicorn.conf.py a:a\n';
  checkProblems('upstart', text);
  checkProblems(
    'upstart',
    text.replace(
      '35\n',
      `35
             ^^ short-stop-time (warning): Upstart kills Gunicorn 35 s after it has asked it to stop, and Gunicorn lets requests go on for 60 s: what takes longer is cut off.
`,
    ),
    { files: { 'gunicorn.conf.py': 'graceful_timeout = 60\n' } },
  );
});

test('a comment in a script silences what stands below it', () => {
  checkProblems('upstart', 'script\n  # deploy-config-ignore script-without-exec\n  /srv/app/run\nend script\n');
});

test('formatting', () => {
  checkFormat(
    'upstart',
    '\n\n  description "a  b"   \n\n\n\n\t# about it \n start on (a\n    and b)  # c\n script  \n      x  \n\n\n   y\n   end script # z\nexec  a  \\\n  b',
    'description "a  b"\n\n# about it \nstart on (a\n    and b)  # c\nscript\n      x  \n\n\n   y\nend script # z\nexec  a  \\\n  b\n',
  );
  checkFormat(
    'upstart',
    'kill   timeout  5\nexec  a   b\nstart  on  a   b\nenv  A="b  c"\n',
    'kill timeout 5\nexec a   b\nstart on a   b\nenv A="b  c"\n',
    {
      style: { alignment: 'none' },
    },
  );
  checkFormat('upstart', '\ttask\r\n\r\n\r\n\r\nrespawn', 'task\r\n\r\nrespawn\r\n');
});

test('the jobs of the workspace and what they send', () => {
  const files = {
    'etc/init/db.conf': 'emits db-ready\n',
    'etc/init/web.conf': 'post-start exec initctl emit filesystemx\n',
  };
  checkProblems('upstart', 'stop on db-ready or filesystemx\n', { files });
  checkProblems(
    'upstart',
    `stop on db
        ^^ never-emitted-event (warning): "db" is a job and no event: nothing sends it.
`,
    { files },
  );
});

test('hover', () => {
  checkHover('upstart', 'kill<|> timeout 5\n', ['kill timeout <seconds>', 'graceful_timeout', '`timeout 5`']);
  checkHover('upstart', 'kill time<|>out 5\n', ['SIGKILL', 'kill timeout <seconds>']);
  checkHover('upstart', 'kill signal SIG<|>QUIT\n', ['cut off']);
  checkHover('upstart', 'respawn<|>\n', ['重启'], { documentation: 'zh-cn' });
  checkHover('upstart', 'setuid<|> app\n', ['Since**: 1.4', '`root`']);
  checkHover('upstart', 'start on run<|>level [2345]\n', ['RUNLEVEL=… PREVLEVEL=…']);
  checkHover('upstart', 'start on (a <|>or b)\n', ['parentheses']);
  checkHover('upstart', 'start on usb-device-<|>added\n', ['`usb`']);
  checkHover('upstart', 'start <|>on a\n', ['start the job']);
  checkHover('upstart', 'start on net-device<|>-up IFACE=eth0\n', ['static-network-up', '`lo`'], {
    documentation: 'zh-cn',
  });
  checkHover('upstart', 'limit no<|>file 1 2\n', ['limit nofile <soft> <hard>']);
  checkHover('upstart', 'limit nofile unlim<|>ited 2\n', ['No limit']);
  checkHover('upstart', 'console lo<|>g\n', ['/var/log/upstart']);
  checkHover('upstart', 'expect fo<|>rk\n', ['forks once']);
  checkHover('upstart', 'pre-start scr<|>ipt\nend script\n', ['/bin/sh -e']);
  checkHover('upstart', 'exec /bin/tr<|>ue\n', []);
  checkHover('upstart', 'env limit<|>=1\n', []);
  checkHover('upstart', 'chdir fork<|>\n', []);
  checkHover('upstart', 'script\n  kill<|> timeout\nend script\n', []);
  checkHover('upstart', 'exec /srv/venv/bin/gunicorn --wor<|>kers 3 a:a\n', ['workers']);
  checkHover('upstart', 'script\n  exec gunicorn --wor<|>kers 3 a:a\nend script\n', ['workers']);
});

test('completion', () => {
  checkComplete('upstart', 'resp<|>', { has: ['respawn'] });
  checkCompleted('upstart', 'st<|>', 'start', 'start on $0');
  checkCompleted('upstart', 'resp<|>', 'respawn', 'respawn');
  checkCompleted('upstart', 'scr<|>', 'script', 'script\n    $0\nend script');
  checkComplete('upstart', 'script\n  resp<|>\nend script\n', { all: [] });
  checkComplete('upstart', 'start <|>', { all: ['on'] });
  checkComplete('upstart', 'start on run<|>', { all: ['runlevel'] });
  checkComplete('upstart', 'start on runlevel <|>', { first: ['[2345]', '[!2345]'], has: ['RUNLEVEL='] });
  checkComplete('upstart', 'start on filesystem <|>', { first: ['and', 'or'] });
  checkComplete('upstart', 'start on filesystem and st<|>', { has: ['started', 'static-network-up', 'startup'] });
  checkComplete('upstart', 'start on (<|>', { has: ['filesystem'], lacks: ['and'] });
  checkComplete('upstart', 'start on (filesystem) <|>', { all: ['and', 'or'] });
  checkComplete('upstart', 'start on net-device-up I<|>', { all: ['IFACE='] });
  checkComplete(
    'upstart',
    'start on started <|>',
    { first: ['mysql'], has: ['JOB='] },
    { files: { 'etc/init/mysql.conf': '' } },
  );
  checkComplete('upstart', 'kill <|>', { all: ['timeout', 'signal'] });
  checkComplete('upstart', 'kill signal <|>', { has: ['TERM', 'QUIT'] });
  checkComplete('upstart', 'reload signal U<|>', { all: ['USR1', 'USR2'] });
  checkComplete('upstart', 'kill timeout <|>', { all: [] });
  checkComplete('upstart', 'expect <|>', { all: ['fork', 'daemon', 'stop', 'none'] });
  checkComplete('upstart', 'console <|>', { all: ['log', 'none', 'output', 'owner'] });
  checkComplete('upstart', 'limit n<|>', { all: ['nice', 'nofile', 'nproc'] });
  checkComplete('upstart', 'limit nofile <|>', { all: ['unlimited'] });
  checkComplete('upstart', 'oom <|>', { all: ['score', 'never'] });
  checkComplete('upstart', 'oom score <|>', { all: ['never'] });
  checkComplete('upstart', 'respawn <|>', { all: ['limit'] });
  checkComplete('upstart', 'respawn limit <|>', { all: ['unlimited'] });
  checkComplete('upstart', 'normal exit 0 T<|>', { all: ['TERM'] });
  checkComplete('upstart', 'umask <|>', { has: ['022'] });
  checkComplete('upstart', 'pre-start <|>', { all: ['exec', 'script'] });
  checkComplete('upstart', 'description <|>', { all: [] });
  checkComplete('upstart', 'exec gunicorn --work<|>', { has: ['--workers', '--worker-class'] });
});

test('signature help', () => {
  const formAt = (picture: string): string | undefined => {
    const { text, offset } = cursorOf(picture);
    const found = signatures(setting('upstart', text).file, offset, 'en');
    return found?.forms[found.active]?.label;
  };
  assert.equal(formAt('limit nofile <|>'), 'limit <resource> <soft> <hard>');
  assert.match(formAt('start on runlevel <|>') ?? '', /^start on <event>/);
  assert.equal(formAt('chdir <|>'), 'chdir <directory>');
  assert.equal(formAt('nothing <|>'), undefined);
});

test('outline and folds', () => {
  checkSymbols(
    'upstart',
    'start on a\npre-start script\n  true\nend script\nexec /srv/app\nenv A=b\n',
    '\nstart - on a\npre-start - script\nexec - /srv/app\n',
  );
  checkFolds('upstart', 'task\nscript «\n    a\n    b»\nend script\n');
  checkFolds('upstart', 'script «\n    a»\n');
});
