/** Units behind a number that is being written: `10` may become `10s`, `keys_zone=name:10` may become `keys_zone=name:10m`. */
import type { Suggestion } from '../../types.ts';
import type { FormWord } from './forms.ts';
import type { DirectiveRecord } from './reference.ts';

const times = ['s', 'm', 'h', 'd'];
const sizes = ['k', 'm'];

/** By the kind of value that the reference gives a directive, and which of its arguments it is. */
const kinds: Readonly<Record<string, { index: number; units: readonly string[]; usual: readonly string[] }>> = {
  msec: { index: 0, units: ['ms', ...times], usual: ['5s', '30s', '60s', '5m', '1h'] },
  sec: { index: 0, units: [...times, 'w', 'M', 'y'], usual: ['10m', '1h', '1d'] },
  size: { index: 0, units: sizes, usual: ['4k', '8k', '16k', '64k', '1m'] },
  off: { index: 0, units: [...sizes, 'g'], usual: ['1m', '10m', '100m', '1g'] },
  bufs: { index: 1, units: sizes, usual: ['4k', '8k', '16k'] },
  complex_size: { index: 0, units: sizes, usual: ['100k', '1m'] },
};

export function unitsFor(
  record: DirectiveRecord,
  words: readonly FormWord[],
  index: number,
  typed: string,
): Suggestion[] {
  const kind = kinds[record.kind ?? ''];
  if (kind?.index === index) return typed === '' ? plain(usualOf(record, kind)) : behind(typed, kind.units);
  if (record.kind === 'num' && index === 0 && typed === '') return plain(usualOf(record, { index, usual: [] }));
  const [, key = ''] = /^([\w-]+[=:])/.exec(typed) ?? [];
  const rest = words.find(({ word }) => word === key)?.rest ?? '';
  if (/<\w*time(?:out)?>\]?$/.test(rest)) return behind(typed, times);
  return /<size>\]?$/.test(rest) ? behind(typed, [...sizes, 'g']) : [];
}

/** What the documentation says that holds, and what people write. */
function usualOf(
  { default: given = '' }: DirectiveRecord,
  { index, usual }: { index: number; usual: readonly string[] },
): string[] {
  const own = given.split(' ')[index] ?? '';
  return [...own.split('|').filter((word) => /^\d+\w*$/.test(word)), ...usual];
}

function behind(typed: string, units: readonly string[]): Suggestion[] {
  const [, number] = /^((?:.*[=:])?[1-9]\d*)[a-zA-Z]*$/.exec(typed) ?? [];
  return number === undefined ? [] : plain(units.map((unit) => number + unit));
}

function plain(labels: readonly string[]): Suggestion[] {
  return [...new Set(labels)].map((label) => ({ label, kind: 'value' }));
}
