/** Supervisor's main files as they might be, right and wrong, for its own reader to judge; nothing in them hangs on the machine. */
import fc from 'fast-check';
import { optionRecord, optionRecords } from '../server/languages/supervisor/reference.ts';

/** Right, nearly right and wrong, by the type of an option. */
const byType: Readonly<Record<string, readonly string[]>> = {
  bool: ['true', 'False', 'on', '0', 'yes', 'maybe', '', 'true ', 'tru'],
  int: ['1', '0', '999', '-1', '+2', '1.5', 'x', '1_000', '', '08'],
  byte_size: ['0', '1KB', '50MB', '1gb', '10', '50M', '-1', '1.5MB', 'MB', '1 KB'],
  octal: ['022', '0700', '8', '0o17', '777', 'x', ''],
  signal: ['TERM', 'sigusr1', 'HUP', '9', '0', 'SIGQUITT', '', 'RTMIN'],
  list_of_exit_codes: ['0', '0,2', '0, 3 ,4', '256', '0,', 'a', '', '-1'],
  env_pairs: [
    'A="b"',
    'A=b,C="d e"',
    'A=b c',
    'A',
    'A=',
    '=b',
    'A="b',
    "A='b',",
    'A=b=c',
    'A=x@y',
    'A=x,,B=y',
    'A="%(ENV_HOME)s"',
    'A="%%"',
    'A="50%"',
    'A=%(here)s',
    ',',
  ],
  logfile: [
    'AUTO',
    'NONE',
    '/tmp/x.log',
    '/tmp/%(program_name)s.log',
    '/tmp/%(process_num)d.log',
    '/tmp/%%.log',
    'syslog',
    'off',
    '',
    'auto',
  ],
  path_in_existing_dir: ['/tmp/a', '/tmp/%(nope)s', '/tmp/50%'],
  existing_dir: ['/tmp', '/', '%(nope)s'],
  path: ['/tmp/x', '/tmp/%(program_name)s', 'relative', '%(here)s/x', ''],
  command: [
    '/bin/true',
    'a "b c" d',
    'gunicorn %%(h)s',
    'date +%Y',
    'a %(program_name)s %(group_name)s %(process_num)02d %(numprocs)d',
    '%(ENV_HOME)s/a',
    '%(here)s/b',
    '%(host_node_name)s',
    '%(nope)s',
    '%(process_num)',
    '%(process_num)x',
    '%(program_name)d',
    'a ; b',
    'a "unclosed',
    '',
    '50%',
    '%',
  ],
  process_name_expr: [
    '%(program_name)s',
    '%(program_name)s_%(process_num)02d',
    'fixed',
    'a b',
    'a:b',
    '%(process_num)s',
    '%(x)s',
    '%',
  ],
  'user[:group]': ['root', 'root:root'],
  user: ['root', '0'],
  'password_or_{SHA}hex': ['secret', '{SHA}0123', 'a%%b', 'a%b'],
  string: ['text', 'a b', '%%', '%s', '%(here)s'],
  host_port: ['127.0.0.1:9001', ':9001', '*:9001', '9001', 'x', '1:2:3', '0', '99999', 'localhost:', ''],
  tcp_or_unix_url: [
    'unix:///tmp/s',
    'tcp://localhost:9000',
    'http://x',
    'unix://tmp',
    'tcp://x',
    'tcp://:9000',
    '',
    'unix:///tmp/%(program_name)s',
  ],
  url_or_AUTO: ['AUTO', 'http://localhost:9001', 'anything', ''],
  url_http_or_unix: ['http://localhost:9001', 'unix:///tmp/s'],
  entry_point_ref: ['supervisor.rpcinterface:make_main_rpcinterface'],
  comma_list_of_program_names: ['a', 'a,b', 'a, b', 'nobody', 'b,', ''],
  comma_list_enum: ['TICK_5', 'PROCESS_STATE,TICK_60', 'tick_5', 'NOTHING', 'TICK_5,', ''],
  enum: ['info', 'debug', 'WARN', 'warning', 'loud', 'unexpected', 'true', 'always', '', 'trace'],
};

const mostSections = 3;
const mostOptions = 2;

/** An option of a section, most often one that it has, written in one of the ways that are read. */
const optionOf = (kind: string): fc.Arbitrary<string> => {
  const names = [...(optionRecords(kind)?.keys() ?? [])].filter((name) => name !== 'files');
  const known = fc.constantFrom(...names).chain((name) => {
    const values = byType[optionRecord(name, kind)?.type ?? ''] ?? ['x'];
    return fc.tuple(
      fc.constantFrom(name, name, name.toUpperCase()),
      fc.constantFrom('=', ' = ', ': ', '= '),
      fc.constantFrom(...values),
      fc.constantFrom('', '', '', '', ' ; comment', ' # comment', '\n  more', '\n; comment\n  more', '\n\n'),
    );
  });
  return fc.oneof(
    { weight: 12, arbitrary: known.map((parts) => parts.join('')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('# c', '; c', ' ; c', 'unknown=%', 'word', '=x', '[broken', '  indented=1'),
    },
  );
};

const headers: Readonly<Record<string, readonly string[]>> = {
  program: ['program:a', 'program:b', 'program:c d', 'program:', 'program: a', 'program:a:b', 'program:e/f'],
  'fcgi-program': ['fcgi-program:a', 'fcgi-program:f'],
  eventlistener: ['eventlistener:l', 'eventlistener:a'],
  group: ['group:g', 'group:h', 'group:a'],
  supervisord: ['supervisord'],
  unix_http_server: ['unix_http_server', 'unix_http_server:x'],
  inet_http_server: ['inet_http_server', 'inet_http_server2'],
  supervisorctl: ['supervisorctl'],
};

/** What a section cannot be without, so that not every file is wrong for the same reason. */
const needed: Readonly<Record<string, string>> = {
  program: 'command=/bin/true\n',
  'fcgi-program': 'command=/bin/true\nsocket=unix:///tmp/s\n',
  eventlistener: 'command=/bin/true\nevents=TICK_5\n',
  unix_http_server: 'file=/tmp/s\n',
  inet_http_server: 'port=:9001\n',
  group: 'programs=a\n',
};

const section = fc
  .constantFrom(...Object.keys(headers))
  .chain((kind) =>
    fc
      .tuple(
        fc.constantFrom(...(headers[kind] ?? [])),
        fc.constantFrom(true, true, true, true, false),
        fc.array(optionOf(kind), { maxLength: mostOptions }),
      )
      .map(
        ([header, isWhole, options]) =>
          `[${header}]\n${isWhole ? (needed[kind] ?? '') : ''}${options.map((option) => `${option}\n`).join('')}`,
      ),
  );

export const mainFiles = fc
  .array(section, { minLength: 1, maxLength: mostSections })
  .map(
    (sections) => `[supervisord]\n[program:a]\ncommand=/bin/true\n[program:b]\ncommand=/bin/true\n${sections.join('')}`,
  )
  // Of a program without processes supervisord does not read what is said for each.
  .filter((text) => !/^numprocs *[=:] *(?:0|-1)\b/im.test(text));
