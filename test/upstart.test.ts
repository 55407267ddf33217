/** Upstart's jobs: what init 1.13 takes and refuses, what is found in them, mended, explained and offered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { upstart } from '../server/languages/upstart/index.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkCompleted,
  checkFix,
  checkFixAll,
  checkFolds,
  checkHover,
  checkProblems,
  checkSymbols,
  checkTree,
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
  checkFix('upstart', 'respawn limit<|> 10\n', 'respawn limit 10 5\n');
  checkFix('upstart', 'limit nofile<|> 10\n', 'limit nofile 10 10\n');
  checkFix('upstart', 'kill timeout 5<|>s\n', 'kill timeout 5\n');
  checkFix('upstart', 'kill signal te<|>rm\n', 'kill signal TERM\n');
  checkFix('upstart', 'start on (a<|>\n'.replace('(a<|>', '<|>(a'), 'start on (a)\n');
  checkFix('upstart', 'start on a<|>)\n', 'start on a\n');
  checkFix('upstart', 'start on (a\n<|>\n  or b)\n', 'start on (a\n  or b)\n');
  checkFix('upstart', 'start on (a) <|>b\n', 'start on (a) and b\n', { title: 'Insert "and"' });
  checkFixAll('upstart', 'setude www-data\nexecc x\nnice\n', 'setuid www-data\nexec x\nnice\n');
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

test('outline and folds', () => {
  checkSymbols(
    'upstart',
    'start on a\npre-start script\n  true\nend script\nexec /srv/app\nenv A=b\n',
    '\nstart - on a\npre-start - script\nexec - /srv/app\n',
  );
  checkFolds('upstart', 'task\nscript «\n    a\n    b»\nend script\n');
  checkFolds('upstart', 'script «\n    a»\n');
});
