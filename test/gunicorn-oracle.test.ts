/** Gunicorn's own config.py judges settings and command lines. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { embeddedFiles } from '../server/embedded.ts';
import { problems } from '../server/features/problems.ts';
import { commandFacts } from '../server/languages/gunicorn/command/facts.ts';
import { settings } from '../server/languages/gunicorn/settings.ts';
import { setting } from './check.ts';
import { needs } from './needs.ts';

/** Takes settings with Python's values and lists of arguments; answers null or what is said, or "unknown" for a setting it lacks. */
const reader = `
import contextlib, io, json, sys
from gunicorn import config
asked = json.load(sys.stdin)
answers = {'settings': [], 'arguments': []}
for name, source in asked['settings']:
    known = config.Config()
    if name not in known.settings:
        answers['settings'].append('unknown')
        continue
    try:
        known.set(name, eval(source))
        answers['settings'].append(None)
    except Exception as error:
        answers['settings'].append(str(error) or repr(error))
for arguments in asked['arguments']:
    known = config.Config()
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            read = known.parser().parse_args(arguments)
        for name, value in vars(read).items():
            if value is not None and name != 'args':
                known.set(name.lower(), value)
        known.address
        answers['arguments'].append(None)
    except SystemExit:
        answers['arguments'].append(said.getvalue())
    except Exception as error:
        answers['arguments'].append(str(error))
json.dump(answers, sys.stdout)
`;

type Answer = string | null;

function ask(asked: {
  settings?: [string, string][];
  arguments?: string[][];
}): Record<'settings' | 'arguments', Answer[]> {
  const input = JSON.stringify({ settings: [], arguments: [], ...asked });
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', reader], { input, encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Record<'settings' | 'arguments', Answer[]>;
}

function errorsIn(id: 'gunicorn' | 'supervisor', text: string, passed: readonly string[] = []): string[] {
  const { file, project } = setting(id, text);
  return problems(file, project, {})
    .filter(({ severity, rule }) => severity === 'error' && !passed.includes(rule))
    .map(({ message }) => message);
}

/** What depends on the machine, and what newer versions judge more strictly than Debian's. */
const notAsked = new Set([
  ...['chdir', 'user', 'group', 'reload_extra_files', 'reload_engine', 'ssl_version', 'umask'],
  ...['forwarded_allow_ips', 'proxy_allow_ips', 'proxy_protocol', 'bind', 'statsd_host', 'cert_reqs'],
]);

test('each setting takes and refuses the same values', (t) => {
  if (!needs(t, 'gunicorn')) return;
  const values = [
    'True',
    'False',
    'None',
    '1',
    '0',
    '-1',
    '30.5',
    '"4"',
    '"0x10"',
    '"yes"',
    '"true"',
    '["a"]',
    '[1]',
    '{"a": 1}',
  ];
  const asked = [...settings.keys()]
    .filter((name) => !notAsked.has(name))
    .flatMap((name) => values.map((value): [string, string] => [name, value]))
    // Whether a text names a function or class, only importing tells.
    .filter(([name, value]) => !/callable|class_ref/.test(settings.get(name)?.type ?? '') || !value.startsWith('"'));
  const { settings: answers } = ask({ settings: asked });
  let judged = 0;
  asked.forEach(([name, value], index) => {
    const said = answers[index] ?? null;
    if (said === 'unknown') return;
    judged++;
    const errors = errorsIn('gunicorn', `${name} = ${value}\n`);
    assert.equal(errors.length > 0, said !== null, `${name} = ${value}: ${said}; ${errors.join('; ')}`);
  });
  assert.ok(judged > 800, `${judged}`);
});

test('each command line is taken or refused alike', (t) => {
  if (!needs(t, 'gunicorn')) return;
  const words =
    '-w --workers --work -w4 -w=4 --workers=4 --workers=four -D -DR -DX --spew=1 --bind -b 127.0.0.1:80 --pid --pythonp /x --timeout 30 -t -5 --reload True app:app --log-level foo --nope -x -k sync - --access-logfile -e A=b 08 --keep-al 2 --limit-request-field_size 0 -c x.py --name= --spew -R --threads=2.5 --backlog=0x10'.split(
      ' ',
    );
  let seed = 7;
  const below = (count: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % count;
  };
  const lists = Array.from({ length: 600 }, () =>
    Array.from({ length: 1 + below(5) }, () => words[below(words.length)] ?? ''),
  );
  const { arguments: answers } = ask({ arguments: lists });
  lists.forEach((list, index) => {
    const said = answers[index] ?? null;
    const text = `[program:app]\ncommand=/srv/venv/bin/gunicorn ${list.join(' ')}\n`;
    const errors = errorsIn('supervisor', text, ['daemon-mode', 'application-is-a-path']);
    assert.equal(errors.length > 0, said !== null, `${list.join(' ')}: ${said}; ${errors.join('; ')}`);
  });
});

/** Asks what the variable holds as Gunicorn does; answers the settings that come of it, or null where it is refused. */
const variableReader = `
import contextlib, io, json, os, sys
from gunicorn import config
answers = []
for words in json.load(sys.stdin):
    os.environ['GUNICORN_CMD_ARGS'] = words
    known = config.Config()
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            read = known.parser().parse_args(known.get_cmd_args_from_env())
        for name, value in vars(read).items():
            if value is not None and name != 'args':
                known.set(name.lower(), value)
        known.address
        answers.append(sorted(name for name, value in vars(read).items() if value is not None and name not in ('args', 'config')))
    except (SystemExit, Exception):
        answers.append(None)
json.dump(answers, sys.stdout)
`;

test('$GUNICORN_CMD_ARGS is parted and read as Gunicorn does', (t) => {
  if (!needs(t, 'gunicorn')) return;
  const texts = [
    '--workers 3 --bind 127.0.0.1:8000',
    '-w3 -b :80 -k gevent',
    "--access-logformat '%(h)s %(r)s' --access-logfile -",
    '--bind=unix:/run/app.sock --timeout=30 app:app',
    "--env 'A=b c' --env D=e",
    '  --preload   --reload ',
    '',
    '--wrokers 3',
    '--workers many',
    '--workers',
    '--preload=true',
    '--timeout 30 -- app:app',
    '--worker 3',
    '--log-level debug --capture-output --daemon',
    '--pid /run/app.pid --umask 007',
  ];
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', variableReader], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  assert.notEqual(stdout, '', stderr);
  const answers = JSON.parse(stdout) as (string[] | null)[];
  texts.forEach((words, index) => {
    const { file, project } = setting(
      'systemd',
      `[Service]\nEnvironment="GUNICORN_CMD_ARGS=${words}"\nExecStart=/srv/venv/bin/gunicorn a:a\n`,
    );
    const [piece] = embeddedFiles(file);
    const answer = answers[index];
    const found = problems(file, project, {}).filter(
      ({ severity, start, rule }) =>
        severity === 'error' && rule !== 'daemon-mode' && piece && start >= piece.start && start <= piece.end,
    );
    assert.equal(answer === null, found.length > 0, `${words}: ${answer}\n${found.map(({ message }) => message)}`);
    const ours = [...new Set(commandFacts(piece ?? file)?.read.flags.map((flag) => flag.setting))].sort();
    if (answer) assert.deepEqual(ours, answer, words);
  });
});

test('a number without a colon is a host, and a worker without a name is looked for in vain', (t) => {
  if (!needs(t, 'gunicorn')) return;
  const asked = `
import json
from gunicorn import util
def refused(uri):
    try:
        util.load_class(uri)
    except ImportError:
        return False
    except Exception:
        return True
    return False
print(json.dumps([util.parse_address('8000'), util.parse_address(':8000'), refused('geventt'), refused('uvicorn'), refused('sync')]))
`;
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', asked], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(stdout), [['8000', 8000], ['', 8000], true, true, false]);
});
