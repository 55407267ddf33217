/**
 * Whole configurations of nginx (test/fixtures/nginx-configurations.json and the reference), each with a few mutations: what is
 * right, what is nearly right, and what is wrong, for nginx and us to judge.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { directives, innerContext } from '../server/languages/nginx/reference.ts';
import { wordsOfKind } from './nginx-values.ts';

export interface Piece {
  name: string;
  args: string[];
  body?: Piece[];
}

const { words, statements, blocks } = JSON.parse(
  readFileSync('test/fixtures/nginx-configurations.json', 'utf8'),
) as Record<'words' | 'statements' | 'blocks', Record<string, readonly string[]>>;

/** Each piece on a line of its own, and whose line is which. */
export function written(pieces: readonly Piece[]): { text: string; owners: Piece[] } {
  const lines: string[] = [];
  const owners: Piece[] = [];
  const write = (list: readonly Piece[], indentation: string): void => {
    for (const piece of list) {
      const { name, args, body } = piece;
      lines.push(`${indentation}${[name, ...args].join(' ')}${body ? ' {' : ';'}`);
      owners.push(piece);
      if (!body) continue;
      write(body, `${indentation}  `);
      lines.push(`${indentation}}`);
      owners.push(piece);
    }
  };
  write(pieces, '');
  return { text: `${lines.join('\n')}\n`, owners };
}

/** Directives of nginx itself by the context that takes them, with the words that their arguments may be. */
const known = new Map<string, { name: string; counts: readonly number[]; values: readonly string[] }[]>();
for (const [name, records] of directives)
  for (const {
    contexts,
    package: from,
    block,
    replaced,
    arguments: counts = [0, 1, 2],
    kind = '',
    values = [],
  } of records)
    for (const context of contexts) {
      // What the machine decides, and what stands in the head of every text.
      if (
        from !== undefined ||
        block ||
        replaced !== undefined ||
        /^(include|load_module|pid|lock_file|user|daemon|master_process|.*_temp_path|.*_store)$/.test(name)
      )
        continue;
      const least = typeof counts === 'string' ? Number.parseInt(counts, 10) : 0;
      const list = known.get(context) ?? [];
      known.set(context, list);
      list.push({
        name,
        counts: typeof counts === 'string' ? [least, least + 1, least + 2] : counts,
        values: [...wordsOfKind(kind), ...values, ...values],
      });
    }

/** Words for arguments of any kind. */
const anyWord = fc.constantFrom(
  ...[
    'a',
    'on',
    'off',
    '1',
    '10',
    '4k',
    '1m',
    '10s',
    '$host',
    '$',
    '/a',
    '127.0.0.1',
    '127.0.0.1:80',
    'http://127.0.0.1',
    '0',
    '-1',
    '""',
  ],
);

type Generate = fc.GeneratorValue;

/** A template with its placeholders filled in. */
function filled(g: Generate, template: string): string[] {
  return template
    .replace(/%(\w+)/g, (_, key: string) => g(fc.constantFrom, ...(words[key] ?? [''])))
    .split(' ')
    .filter((word) => word !== '');
}

function statement(g: Generate, context: string): Piece | undefined {
  const templates = statements[context];
  const others = known.get(context);
  if (others && g(fc.nat, { max: 3 }) === 0) {
    const { name, counts, values } = g(fc.constantFrom, ...others);
    const count = g(fc.constantFrom, ...counts);
    const list = values.length > 0 ? fc.constantFrom(...values) : anyWord;
    const args = Array.from({ length: count }, () => g(() => list));
    return { name, args: args.map(quoted) };
  }
  if (!templates) return undefined;
  const [name = '', ...args] = filled(g, g(fc.constantFrom, ...templates));
  return { name, args };
}

/** As a person would write the word. */
function quoted(word: string): string {
  return word === '' || (/[\s;{}"']/.test(word) && !/^"[^"]*"$/.test(word)) ? `"${word.replaceAll('"', '\\"')}"` : word;
}

/** How much stands in a block at most. */
const most: Readonly<Record<string, number>> = { http: 12, server: 8, location: 5, main: 3 };

function body(g: Generate, context: string, depth: number): Piece[] {
  const found: Piece[] = [];
  const count = g(fc.nat, { max: most[context] ?? 4 });
  for (let index = 0; index < count; index++) {
    const heads = depth > 5 ? undefined : blocks[context];
    const one =
      heads && g(fc.nat, { max: 2 }) === 0
        ? block(g, g(fc.constantFrom, ...heads), context, depth)
        : statement(g, context);
    if (one) found.push(one);
  }
  return found;
}

function block(g: Generate, head: string, outer: string, depth: number): Piece {
  const [name = '', ...args] = filled(g, head);
  return { name, args, body: body(g, innerContext(name, outer), depth + 1) };
}

function inOrder(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => [piece, ...inOrder(piece.body ?? [])]);
}

/** What a person does to a configuration without meaning to. */
const mutations: readonly ((g: Generate, piece: Piece, level: Piece[], all: readonly Piece[]) => void)[] = [
  (_, { args }) => void args.pop(),
  (_, { args }) => void args.shift(),
  (g, { args }) => void args.push(g(() => anyWord)),
  (_, { args }) => void args.push(...args.slice(-1)),
  (g, { args }) =>
    void args.splice(
      g(fc.nat, { max: args.length }),
      1,
      g(() => anyWord),
    ),
  (g, { args }, _, all) => void args.splice(0, 1, ...g(fc.constantFrom, ...all).args.slice(0, 1)),
  (_, piece, level) => void level.push(structuredClone(piece)),
  (g, piece, level, all) => {
    const target = g(fc.constantFrom, ...all);
    if (!target.body || inOrder([piece]).includes(target)) return;
    level.splice(level.indexOf(piece), 1);
    target.body.push(piece);
  },
  (_, piece, level) => void level.splice(level.indexOf(piece), 1),
  (_, piece) => {
    if (piece.body) delete piece.body;
    else piece.body = [];
  },
  (_, piece) => {
    piece.name = piece.name.slice(0, -1);
  },
  (_, piece, level) => void level.unshift(...level.splice(level.indexOf(piece), 1)),
];

/** The level on which a piece stands. */
export function levelOf(pieces: Piece[], wanted: Piece): Piece[] | undefined {
  if (pieces.includes(wanted)) return pieces;
  for (const { body: inner } of pieces) {
    const found = inner && levelOf(inner, wanted);
    if (found) return found;
  }
  return undefined;
}

export const configurations: fc.Arbitrary<Piece[]> = fc.gen().map((g) => {
  const pieces: Piece[] = body(g, 'main', 0).filter(({ body: inner }) => !inner);
  pieces.push(block(g, 'events', 'main', 0), block(g, 'http', 'main', 0));
  for (const other of ['stream', 'mail']) if (g(fc.nat, { max: 3 }) === 0) pieces.push(block(g, other, 'main', 0));
  const count = g(fc.nat, { max: 3 });
  for (let index = 0; index < count; index++) {
    const all = inOrder(pieces);
    if (all.length === 0) break;
    const piece = g(fc.constantFrom, ...all);
    const level = levelOf(pieces, piece);
    if (level) g(fc.constantFrom, ...mutations)(g, piece, level, all);
  }
  return pieces;
});

/** What is mistyped in a text that was right. */
const slips: readonly (readonly [place: RegExp, wrong: (right: string) => string])[] = [
  [/;$/gm, () => ''],
  [/;$/gm, () => ';;'],
  [/ \{$/gm, () => ''],
  [/ \{$/gm, () => ' { {'],
  [/^ *\}$/gm, () => ''],
  [/^ *\}$/gm, (right) => `${right} }`],
  [/^ *\}$/gm, (right) => `${right};`],
  [/['"]/g, () => ''],
  [/;$/gm, () => '";'],
  [/ (?=\S+;$)/gm, () => ' {'],
  [/(?<=\w) (?=\S)/gm, () => ''],
  [/(?<=\w) (?=\S)/gm, () => ' ; '],
  [/;$/gm, () => ' #;'],
  [/;$/gm, () => ':'],
];

/** The text with some slips, each with the line on which it is. */
export function withSlips(text: string, seed: number): { text: string; line: number }[] {
  return fc
    .sample(fc.tuple(fc.constantFrom(...slips), fc.nat()), { numRuns: 3, seed })
    .flatMap(([[place, wrong], chosen]) => {
      const places = [...text.matchAll(place)];
      const found = places[chosen % places.length];
      if (!found) return [];
      const { index, 0: right } = found;
      return {
        text: text.slice(0, index) + wrong(right) + text.slice(index + right.length),
        line: text.slice(0, index).split('\n').length,
      };
    });
}
