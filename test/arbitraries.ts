/** Texts for properties: whatever can be typed, what looks like a language, what is right in it, and what was right before a slip. */
import fc from 'fast-check';
import { directives } from '../server/languages/nginx/reference.ts';
import type { LanguageId } from '../server/types.ts';
import { configuration } from './bench/configuration.ts';

/** A text, and the context in which it is read. */
export interface Source {
  text: string;
  context?: string;
}

/** Anything at all, lone surrogates and NUL among it. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 200,
});

/** Marks that mean something to one of the languages. */
const marks = [...'{};\n \t#"\'\\$()=%[]:&|`>', '\r\n', '${', '\uFEFF', '\0', '\uD800', '；', '\u00A0'];

const words: Record<LanguageId, readonly string[]> = {
  nginx: [
    ...['http', 'server', 'location', 'events', 'upstream', 'types', 'map', 'if', 'limit_except', 'stream'],
    ...[
      'proxy_pass',
      'http://app',
      'proxy_set_header',
      'Host',
      '$host',
      'proxy_cache_methods',
      'GET',
      'root',
      'internal',
    ],
    ...[
      'gzip',
      'gizp',
      'on',
      'yes',
      'listen',
      '80',
      'server_name',
      'a.b',
      'return',
      '444',
      'error_page',
      '/',
      '~',
      '^a{3}$',
    ],
    ...['include', '*.conf', 'log_format', 'content_by_lua_block', '-- ]]', '[[', 'set', '$a', 'load_module', 'x.so'],
    ...[
      'deploy-config-ignore syntax',
      '# deploy-config-ignore unknown-directive\n',
      '# deploy-config-context: server\n',
    ],
    ...['# proxy_set_header Host $host;\n', '# region\n', '# endregion\n', '($host = "x")'],
  ],
  procfile: ['web', 'gunicorn', 'app:app', '$PORT', '-w', '4'],
  supervisor: ['[program:web]', 'command', 'gunicorn', 'autostart', 'true', '%(here)s', '[group:x]', 'programs'],
  upstart: ['start', 'on', 'runlevel', '[2345]', 'exec', 'script', 'end script', 'respawn', 'env', 'A=b'],
  gaffer: ['[process:web]', 'cmd', 'gunicorn', '[gaffer]', 'numprocesses', '$(HOME)'],
  runit: ['#!/bin/sh', 'exec', '2>&1', 'gunicorn', 'chpst', '-u'],
  systemd: ['[Service]', 'ExecStart', '/usr/bin/gunicorn', 'Restart', 'always', '[Install]', '%n'],
  gunicorn: ['bind', '"127.0.0.1:8000"', 'workers', '2', 'def', 'import', 'None'],
};

/** Marks and words in any order. */
function soup(id: LanguageId): fc.Arbitrary<string> {
  const part = fc.oneof(fc.constantFrom(...marks), fc.constantFrom(...words[id]));
  return fc
    .tuple(fc.array(part, { maxLength: 80 }), fc.constantFrom('', ' ', '\n'))
    .map(([parts, blank]) => parts.join(blank));
}

/** What an edit may bring: a mark, a word, or some of both. */
export function pieces(id: LanguageId): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...marks), fc.constantFrom(...words[id]), soup(id));
}

/** A text with stretches cut out, doubled or replaced. */
function mutated(whole: fc.Arbitrary<string>, id: LanguageId): fc.Arbitrary<string> {
  const instead = fc.oneof(fc.constant(''), fc.constantFrom(...marks), soup(id), anyText);
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), instead);
  return fc.tuple(whole, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((before, [place, length, piece]) => {
      const start = Math.floor(place * before.length);
      return before.slice(0, start) + piece + before.slice(start + length);
    }, text),
  );
}

/** Whole main files, as people write them. */
const configurations = fc.nat(100).map((seed) => configuration(240, seed));

const contexts = ['main', 'http', 'server', 'location', 'upstream', 'if in location', 'stream', 'events', 'map'];

/** Texts of all kinds in a language. */
export function sources(id: LanguageId): fc.Arbitrary<Source> {
  if (id !== 'nginx') return fc.record({ text: fc.oneof(anyText, soup(id)) });
  const text = fc.oneof(
    anyText,
    soup(id),
    mutated(configurations, id),
    fragments.map(({ text }) => text),
  );
  return fc.record({ text, context: fc.option(fc.constantFrom(...contexts), { nil: undefined }) });
}

/** A word that no directive refuses: neither has it blanks or quotes nor is it a number with a limit. */
const word = fc.constantFrom('a', '/srv/a', '1', '$host', '"two words"', "'one'", 'a.b:80', 'x=y', '~a', '"\\""');

/** Directives in a context with just what the reference says that they take. */
export const fragments: fc.Arbitrary<Required<Source>> = fc
  .constantFrom('main', 'http', 'server', 'location')
  .chain((context) => {
    const lines = fc.uniqueArray(fc.constantFrom(...statementsFor(context)), { minLength: 1, maxLength: 12 });
    return lines
      .chain((chosen) => fc.tuple(...chosen.map(statement)))
      .map((statements) => ({ text: statements.join(''), context }));
  });

interface Form {
  name: string;
  counts: readonly number[];
  values: readonly string[] | undefined;
}

/** Values of kinds. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  flag: ['on', 'off', 'ON'],
  num: ['0', '12'],
  size: ['0', '8k', '1M'],
  off: ['0', '8K', '1g'],
  msec: ['0', '10ms', '1m30s', '"1h 30m"'],
  sec: ['0', '1y', '1m30s'],
  complex_size: ['8k', '$host'],
};
/** Kinds with arguments that differ from each other. */
const particular = new Set(['bufs', 'path', 'access', 'bind', 'param', 'cache_valid', 'cache_zone_path']);

function statementsFor(context: string): Form[] {
  return [...directives].flatMap(([name, records]): Form[] => {
    const [record, ...others] = records.filter((candidate) => candidate.contexts.includes(context));
    // Where two modules have the name, one may refuse what the other takes.
    if (!record || others.length > 0 || record.block) return [];
    const { arguments: allowed = [1], kind = '', values = valuesOf[kind] } = record;
    // What has a setter of its own, bounds or a second look is for test/nginx-values-oracle.test.ts.
    if (record.setter || record.bounds || record.check || particular.has(kind)) return [];
    const counts = typeof allowed === 'string' ? [0, 1, 2].map((more) => Number.parseInt(allowed, 10) + more) : allowed;
    return [{ name, counts, values }];
  });
}

function statement({ name, counts, values }: Form): fc.Arbitrary<string> {
  const argument = values ? fc.constantFrom(...values) : word;
  const blank = fc.constantFrom(' ', '  ', '\t', '\n    ', ' # why\n');
  return fc
    .constantFrom(...counts)
    .chain((count) => fc.tuple(fc.array(argument, { minLength: count, maxLength: count }), blank))
    .map(([args, gap]) => `${[name, ...args].join(gap)};\n`);
}

/** What people do wrong, and where they may. */
const slips: readonly [place: RegExp, wrong: (right: string) => string][] = [
  [/;\n/g, () => '\n'],
  [/;\n/g, () => ';;\n'],
  [/ \{\n/g, () => '\n'],
  [/^ *\}\n/gm, () => ''],
  [/^ *\}\n/gm, (right) => right + right],
  [/^ *\w{6,}(?= )/gm, (right) => right.replace(/(.)(.)$/, '$2$1')],
  [/^ *\w{6,}(?= )/gm, (right) => right.slice(0, -1)],
  [/^ *\w{6,} /gm, (right) => right.trimEnd()],
  [/\bon;/g, () => 'yes;'],
  [/"(?=;\n)/g, () => ''],
];

/** A whole configuration with one of them. */
export const withSlip: fc.Arbitrary<Required<Source>> = fc
  .tuple(configurations, fc.constantFrom(...slips), fc.nat())
  .map(([whole, [place, wrong], chosen]) => {
    const places = [...whole.matchAll(place)];
    const { index, 0: right } = places[chosen % places.length] ?? { index: 0, 0: '' };
    return { text: whole.slice(0, index) + wrong(right) + whole.slice(index + right.length), context: 'main' };
  });
