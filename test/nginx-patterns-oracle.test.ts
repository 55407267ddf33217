/** PCRE2 itself (pcre2test of Debian's pcre2-utils) judges patterns that are right, nearly right and wrong. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPattern } from '../server/languages/nginx/pcre/pattern.ts';
import { needs } from './needs.ts';

/** More for a long run. */
const amount = Number(process.env.DEPLOY_CONFIG_PATTERNS ?? 3000);

const words = (text: string) => fc.constantFrom(...text.split(' '));

const items = words(
  'a b / 0 - é . ^ $ \\d \\w \\S \\h \\R \\X \\N \\b \\K \\. \\/ \\1 \\2 \\12 \\81 \\07 \\x41 \\x{41} \\o{101} \\cA \\p{L} \\PN \\Qa*\\E \\g1 ' +
    '\\g{-1} \\k<n> \\k{n} [a-z] [^a] []a] [a\\-z] [\\w-] [-a] [[:alpha:]_] [a-] [$.] (?#c) (?i) (?x) (?-i) (?R) (?1) (?&n) (*FAIL) (*:a) (?C1) {,3} {a}',
);
/** What is wrong in most places. */
const slips = words(
  '( ) [ ] { } * + ? \\ | (? (?< (?P< (* [z-a] [\\d-z] [:alpha:] [[:foo:]] [[.a.]] \\y \\u \\c \\g \\k \\x{ \\x{100} \\777 \\p \\o (?z) (?( (?<1>a) (?<>a) {2} {3,2} {70000} (*FOO) (*pla:a) ' +
    '\\g9 (?9) (?P=x) (?(9)a) (?(x)a) (?<n>a) \\Q \\E - (?<=a*) (?<=(?=a*)a) (?<=b(?!a)+c) (?(DEFINE)a|b) (?(1)a|b|c) #',
);
const starts = words(
  '( (?: (?> (?= (?! (?<=b (?<!b (?| (?<n> (?P<m> (?i: (?x: (?^: (?(1) (?(<n>) (?(DEFINE) (?(?=a) (*atomic: (?J)(?<n>',
);
const repeats = words('* + ? {2} {2,} {1,3} *? ++ ?+ {2}? {2}+');

const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.array(tie('part'), { maxLength: 5 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: items },
    { weight: 3, arbitrary: fc.tuple(items, repeats).map(([item, repeat]) => item + repeat) },
    { weight: 1, arbitrary: fc.constant('|') },
    { weight: 3, arbitrary: fc.tuple(starts, tie('pattern')).map(([start, inner]) => `${start}${inner})`) },
    {
      weight: 2,
      arbitrary: fc.tuple(tie('pattern'), repeats).map(([inner, repeat]) => `(${inner})${repeat}`),
    },
  ),
}));
const slipped = fc
  .tuple(pattern, fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 2, arbitrary: slips }), fc.nat())
  .map(([text, slip, place]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + slip + text.slice(at);
  });

/** What other releases of PCRE2 take, or those with more properties of Unicode. */
const allowedElsewhere =
  /lookbehind assertion is not fixed length|name is too long|not allowed in lookarounds|unknown property/;

test('PCRE2 and we refuse the same patterns', (t) => {
  const program = needs(t, 'pcre2test');
  if (!program) return;
  const seed = Number(process.env.DEPLOY_CONFIG_SEED ?? 1);
  const patterns = fc.sample(slipped, { numRuns: amount, seed }).filter((text) => text !== '');
  const input = patterns.map((text) => `/${Buffer.from(text).toString('hex').replace(/../g, '$& ')}/hex\n\n`).join('');
  const { stdout } = spawnSync(program, ['-q'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout.split(/^\/[0-9a-f ]+\/hex\n/m).slice(1);
  assert.equal(answers.length, patterns.length);
  const wrong: string[] = [];
  for (const [index, text] of patterns.entries()) {
    const answer = answers[index] ?? '';
    const failed = /^Failed: (.*)$/m.exec(answer)?.[1];
    const { fault } = readPattern(text);
    if (Boolean(fault) === Boolean(failed) || (!fault && failed && allowedElsewhere.test(failed))) continue;
    wrong.push(`${text}\n  we: ${fault?.message ?? 'nothing'}\n  PCRE2: ${failed ?? 'nothing'}`);
  }
  assert.deepEqual(wrong.slice(0, 20), [], `DEPLOY_CONFIG_SEED=${seed}`);
  const refused = patterns.filter((text) => readPattern(text).fault).length;
  assert.ok(refused > patterns.length / 5 && refused < (patterns.length * 4) / 5, `${refused} are refused`);
});

test('the groups and names of a pattern', () => {
  const read = (text: string) => {
    const { groups, names } = readPattern(text);
    return `${groups} ${names.map(({ name, start, end }) => `${name}@${text.slice(start, end)}`).join(' ')}`.trim();
  };
  assert.equal(read('^/(a)(?:b)(?<year>\\d+)é(?<month>x)'), '3 year@year month@month');
  assert.equal(read('(?|(a)(b)|(c))(?<d>d)'), '3 d@d');
  assert.equal(read('[(](\\()'), '1');
  assert.equal(read('(?n)(a)(?P<b>b)'), '1 b@b');
});
