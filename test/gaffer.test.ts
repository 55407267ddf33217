/** Gaffer's files: what is mended, explained and offered; Python's configparser, which gafferd reads them with, judges the same. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { problems } from '../server/features/problems.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkFix,
  checkFixAll,
  checkFolds,
  checkFormat,
  checkHover,
  checkSymbols,
  setting,
  withoutNotes,
} from './check.ts';
import { needs } from './needs.ts';

test('quick fixes', () => {
  checkFix('gaffer', '[process:app]\ncmd = a\nenv:<|>LANG = C\n', '[process:app]\ncmd = a\n\n[env:app]\nLANG = C\n');
  checkFix(
    'gaffer',
    '[env:app]\nA = 1\n[process:app]\ncmd = a\nenv:<|>LANG = C\n',
    '[env:app]\nLANG = C\nA = 1\n[process:app]\ncmd = a\n',
  );
  checkFix('gaffer', '# first\n[process:<|>app]\ncmd = a\n', '# first\n[gaffer]\n\n[process:app]\ncmd = a\n');
  checkFixAll(
    'gaffer',
    '[gaffer]\nlog_level = wrning ; loud\n[process: app]\ncommand = a %\nstart = ture\nflapping = 2, 1.\n',
    '[gaffer]\n; loud\nlog_level = warning\n[process:app]\ncmd = a %%\nstart = true\nflapping = 2 1.\n',
  );
});

test('hover, completion, outline, folds and white space', () => {
  checkHover('gaffer', '[gaf<|>fer]\n', ['gafferd']);
  checkHover('gaffer', '[j<|>ob:a]\ncmd = b\n', ['0.5.0']);
  checkHover('gaffer', '[gaffer]\nlookupd_<|>address2 = b\n', ['lookupd_address1']);
  checkHover('gaffer', '[gaffer]\nhttp_<|>endpoints = b\n', ['0.5'], { documentation: 'zh-cn' });
  checkComplete('gaffer', '[gaffer]\n<|>', { has: ['bind', '[process:NAME]', '[ssl]'], lacks: ['http_endpoints'] });
  checkComplete('gaffer', '[process:a]\nstart = <|>', { all: ['true', 'false'] });
  checkComplete('gaffer', '[gaffer]\nlog_level = <|>', { has: ['info', 'debug'] });
  checkSymbols('gaffer', '[gaffer]\nbind = :1\n[process:a]\ncmd = b c\n', '\ngaffer\nprocess:a - b c\n  cmd - b c\n');
  checkFolds('gaffer', '[gaffer] «\nbind = :1»\n\n[process:a] «\ncmd = b\n  c»\n');
  checkFormat(
    'gaffer',
    '[gaffer]\nbind=:1\n\n\n\n[process:a]\ncmd = b  c\n   d \ncwd = /\n',
    '[gaffer]\nbind = :1\n\n[process:a]\ncmd = b  c\n   d\ncwd = /\n',
  );
});

/** What config.py asks of its parser, in its order; each text ends with "ok" or the name of what is raised. */
const asked = `
import configparser, json, sys
def judge(text):
    c = configparser.ConfigParser()
    c.read_string(text)
    def has(s, o): return c.has_option(s, o)
    if has('gaffer', 'include'): c.get('gaffer', 'include')
    if has('gaffer', 'backlog'): c.getint('gaffer', 'backlog')
    if has('gaffer', 'daemonize'): c.getboolean('gaffer', 'daemonize')
    if c.has_section('gaffer'): c.items('gaffer')
    for s in c.sections():
        if s.startswith(('process:', 'job:')):
            if not (has(s, 'cmd') and c.get(s, 'cmd')): continue
            for k, v in c.items(s):
                if k in ('detach', 'shell', 'os_env', 'start', 'redirect_input'): c.getboolean(s, k)
                if k in ('numprocesses', 'graceful_timeout', 'priority'): c.getint(s, k)
        elif s in ('webhooks', 'ssl', 'lookup_ssl') or s.startswith('env:'): c.items(s)
    if has('gaffer', 'broadcast_address') and not c.get('gaffer', 'broadcast_address').startswith(('http://', 'https://')):
        raise ValueError
answers = []
for text in json.load(sys.stdin):
    try: judge(text); answers.append('ok')
    except Exception as e: answers.append(type(e).__name__)
print(json.dumps(answers))
`;

const header = fc.constantFrom(
  'gaffer',
  'process:a',
  'process:b',
  'job:c',
  'env:a',
  'webhooks',
  'ssl',
  'other',
  'endpoint:x',
  'DEFAULT',
);
const key = fc.constantFrom(
  'cmd',
  'Cmd',
  'cwd',
  'args',
  'backlog',
  'daemonize',
  'start',
  'shell',
  'numprocesses',
  'priority',
  'bind',
  'broadcast_address',
  'uid',
);
const value = fc.oneof(
  fc.constantFrom(
    '1',
    '0',
    '-3',
    '1_0',
    '1__0',
    '2.5',
    'true',
    'No',
    'on',
    'maybe',
    '',
    'http://h:1',
    'h:1',
    ':5',
    '%',
    '%%',
    '50%',
    'a b',
    '1 ; c',
  ),
  fc.constantFrom(
    '%(cwd)s',
    '%(CMD)s/x',
    '%(uid)d',
    '%(nothing)s',
    '%%(cwd)s',
    '%(',
    '%()s',
    '%(a b)s',
    '%s',
    '100%%',
    '%%%',
  ),
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(key, fc.constantFrom(' = ', '=', ': ', ':'), value).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('# c', '; c', '', '  more', '  # c', 'nothing', '= 1', '[', '[]') },
);
const text = fc
  .array(fc.tuple(header, fc.array(line, { maxLength: 4 })), { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([name, lines]) => `[${name}]\n${lines.map((one) => `${one}\n`).join('')}`).join(''));

test('configparser refuses what is an error here, and nothing else', (t) => {
  const python = needs(t, 'python3');
  if (!python) return;
  const texts = [
    ...casesOf('gaffer').map(({ picture }) => withoutNotes(picture)),
    ...fc.sample(text, { numRuns: 3000, seed: 7 }),
  ];
  const { stdout, stderr } = spawnSync(python, ['-c', asked], { input: JSON.stringify(texts), encoding: 'utf8' });
  assert.equal(stderr, '');
  const answers = JSON.parse(stdout) as string[];
  const silent = new Set(['process-without-cmd', 'blank-in-section-name', 'daemon-mode']);
  for (const [index, answer] of answers.entries()) {
    const { file, project } = setting('gaffer', texts[index] ?? '');
    const errors = problems(file, project, {}).filter(
      ({ severity, rule }) => severity === 'error' && !silent.has(rule),
    );
    assert.equal(
      errors.length > 0,
      answer !== 'ok',
      `${answer}\n${texts[index]}\n${errors.map(({ message }) => message).join('\n')}`,
    );
  }
});
