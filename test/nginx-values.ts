/**
 * Statements of every family of setters (test/fixtures/nginx-values.json), with arguments that are right, nearly right and
 * wrong, for nginx and us to judge. `#sizes` among the words of a part stands for a list.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { directives } from '../server/languages/nginx/reference.ts';

/** A statement and what has to stand around it. */
export interface Case {
  statement: string;
  place: Place;
  /** It would disturb others in one file. */
  isAlone: boolean;
}

interface Part {
  of: readonly string[];
  least?: number;
  most?: number;
}

interface Form {
  place: Place;
  /** The directive, or what stands before the arguments. */
  name: string;
  parts: readonly Part[];
  alone?: boolean;
  block?: boolean;
}

const { lists, kinds, forms, blocks, locations } = JSON.parse(
  readFileSync('test/fixtures/nginx-values.json', 'utf8'),
) as {
  lists: Record<string, readonly string[]>;
  kinds: Record<string, readonly string[]>;
  forms: readonly Form[];
  blocks: readonly { name: string; heads: readonly string[]; entries: readonly string[] }[];
  locations: Record<'outer' | 'inner' | 'bodies', readonly string[]>;
};

/** What stands around, made unlike others by a number. The outermost block is the first word. */
const around = {
  main: () => ['', ''],
  events: () => ['', ''],
  http: () => ['', ''],
  server: () => ['server {\n', '}\n'],
  location: () => ['server { location / {\n', '} }\n'],
  upstream: (number) => [`upstream u${number} {\n`, 'server 127.0.0.1; }\n'],
  servers: (number) => [`upstream u${number} {\n`, '}\n'],
  stream: () => ['', ''],
  'stream listen': () => ['server { return "";\n', '}\n'],
  'stream server': () => ['server { listen 127.0.0.1:9; return "";\n', '}\n'],
  'stream proxy': () => ['server { listen 127.0.0.1:9;\n', '}\n'],
  'stream servers': (number) => [`upstream u${number} {\n`, '}\n'],
} satisfies Record<string, (number: number) => readonly [string, string]>;

type Place = keyof typeof around;

/** The block of the main file that the statement stands in, its text, and the line of the statement in it. */
export function placed({ place, statement }: Case, number: number): { block: string; text: string; line: number } {
  const [before, after] = around[place](number);
  const block = place.startsWith('stream') ? 'stream' : place === 'main' || place === 'events' ? place : 'http';
  return { block, text: before + statement + after, line: before.split('\n').length };
}

/** As a person would write the word. */
function quoted(word: string): string {
  return word === '' || /[\s;{}"']/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word;
}

function wordsOf(words: readonly string[]): string[] {
  return words.flatMap((word) => (word.startsWith('#') ? (lists[word.slice(1)] ?? []) : word));
}

/** What the arguments of a directive may be whose values are of the kind. */
export function wordsOfKind(kind: string): readonly string[] {
  return wordsOf(kinds[kind] ?? []);
}

function parameterName(word: string): string {
  return /^\w+(?==)/.exec(word)?.[0] ?? word;
}

function statements({ place, name, parts, alone = false, block = false }: Form): fc.Arbitrary<Case> {
  const chosen = parts.map(({ of, least = 1, most = least }) =>
    // Of a parameter that stands there twice, nginx mostly reads both and keeps the last.
    fc.uniqueArray(fc.constantFrom(...wordsOf(of)), { minLength: least, maxLength: most, selector: parameterName }),
  );
  const isAlone = alone || block || !['location', 'server', 'upstream', 'servers'].includes(place);
  const isQuoted = !name.startsWith('if');
  return fc.tuple(...chosen).map((found) => ({
    // More memory than there is ends nginx without naming a line.
    isAlone: isAlone || found.flat().some((word) => /\d{15}/.test(word)),
    place,
    statement: `${[name, ...found.flat().map((word) => (isQuoted ? quoted(word) : word))].join(' ')}${block ? ' { }' : ';'}\n`,
  }));
}

const bodies = blocks.map(
  ({ name, heads, entries }): fc.Arbitrary<Case> =>
    fc
      .tuple(fc.constantFrom(...heads), fc.array(fc.constantFrom(...entries), { maxLength: 5 }))
      .map(([head, found]) => ({
        statement: `${name} ${head} { ${found.join(' ')} }\n`,
        place: 'http',
        isAlone: true,
      })),
);

const location: fc.Arbitrary<Case> = fc
  .tuple(
    fc.constantFrom(...locations.outer),
    fc.oneof(
      fc.constantFrom(...locations.inner).map((inner) => `location ${inner} { }`),
      fc.constantFrom(...locations.bodies),
    ),
  )
  .map(([outer, body]) => ({ statement: `location ${outer} { ${body} }\n`, place: 'server', isAlone: true }));

/** What nginx looks at together with others later on, or what the machine decides. */
const related =
  /buffer|temp_file|busy|_hash_|http2_|lowat|daemon|master_process|pcre_jit|rlimit|_bucket_size|stapling|early_data|reject|aio|sock|pool|proxy_protocol|proxy_http_version/;

/** Every directive of a slot that nginx's own modules have in one of the places. */
const slots = [...directives].flatMap(([name, records]) =>
  records.flatMap(({ contexts, kind = '', package: from, values = [] }): fc.Arbitrary<Case>[] => {
    const words = kinds[kind];
    const place = (['location', 'server', 'upstream', 'http', 'events', 'main', 'stream server'] as const).find(
      (candidate) => contexts.includes(candidate),
    );
    if (!words || !place || from !== undefined || related.test(name)) return [];
    return [statements({ place, name, parts: [{ of: [...words, ...values] }], alone: place === 'server' })];
  }),
);

export const cases: fc.Arbitrary<Case> = fc.oneof(
  { weight: 8, arbitrary: fc.oneof(...forms.map(statements)) },
  { weight: 2, arbitrary: fc.oneof(...bodies, location) },
  { weight: 2, arbitrary: fc.oneof(...slots) },
);

const sizes = ['1k', '4k', '8k', '16k', '32k', '64k', '128k'];
const bufferParts: readonly (readonly [part: string, values: readonly string[]])[] = [
  ['buffers', sizes.flatMap((size) => ['1', '2', '4', '8'].map((count) => `${count} ${size}`))],
  ['buffer_size', sizes],
  ['busy_buffers_size', sizes],
  ['temp_file_write_size', sizes],
  ['max_temp_file_size', ['0', '8k', '64k', '1m']],
];

/** Sizes of buffers on the levels of a configuration, which nginx compares with each other. */
export const bufferCases: fc.Arbitrary<Case> = fc
  .constantFrom('proxy', 'fastcgi', 'uwsgi', 'scgi')
  .chain((family) => {
    const level = fc
      .tuple(...bufferParts.map(([, values]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 })))
      .map((found) =>
        found.flatMap((value, index) => (value === undefined ? [] : `${family}_${bufferParts[index]?.[0]} ${value};`)),
      );
    return fc.tuple(level, level, level);
  })
  .map(([http, server, location]) => ({
    statement: `${http.join(' ')} server { ${server.join(' ')} location / { ${location.join(' ')} } }\n`,
    place: 'http',
    isAlone: true,
  }));
