/** The types of values that many directives share. */
import * as l10n from '@vscode/l10n';
import { quotedList } from '../../../l10n/lists.ts';
import { nearest } from '../../spelling.ts';
import { parseNumber, parseOffset, parseSize, parseTime } from './numbers.ts';
import type { Kind } from './subject.ts';

export const number: Kind = {
  reads: (text) => parseNumber(text) !== undefined,
  takes: () => l10n.t('a whole number without sign or unit'),
};

export const positiveNumber: Kind = {
  reads: (text) => (parseNumber(text) ?? 0) > 0,
  takes: () => l10n.t('a whole number of at least 1'),
};

export function between(low: number, high: number): Kind {
  return {
    reads: (text) => {
      const value = parseNumber(text);
      return value !== undefined && value >= low && (high < 0 || value <= high);
    },
    takes: () =>
      high < 0 ? l10n.t('a whole number of at least {0}', low) : l10n.t('a whole number from {0} to {1}', low, high),
  };
}

export const size: Kind = {
  reads: (text) => parseSize(text) !== undefined,
  takes: () => l10n.t('a size: a whole number of bytes, or one with "k" or "m"'),
  mend: (text) => mendSize(text, false),
};

export const positiveSize: Kind = { ...size, reads: (text) => (parseSize(text) ?? 0) > 0 };

export const offset: Kind = {
  reads: (text) => parseOffset(text) !== undefined,
  takes: () => l10n.t('a size: a whole number of bytes, or one with "k", "m" or "g"'),
  mend: (text) => mendSize(text, true),
};

/** A size that is too small even for the smallest memory pages that nginx runs with. */
export function sizeFrom(least: number, words: string): Kind {
  return {
    reads: (text) => (parseSize(text) ?? 0) >= least,
    takes: () => l10n.t('a size of at least {0}', words),
    mend: (text) => {
      const meant = mendSize(text, false);
      return meant !== undefined && (parseSize(meant) ?? 0) >= least ? meant : undefined;
    },
  };
}

/** ngx_pagesize of the smallest pages, 4096 bytes, times 8. */
export const zoneSize = sizeFrom(8 * 4096, '32k');

export const milliseconds: Kind = {
  reads: (text) => parseTime(text, false) !== undefined,
  takes: () => l10n.t('a time: whole numbers with "ms", "s", "m", "h", "d" or "w", the largest unit first'),
  mend: (text) => mendTime(text, false),
};

export const positiveMilliseconds: Kind = { ...milliseconds, reads: (text) => (parseTime(text, false) ?? 0) > 0 };

export const seconds: Kind = {
  reads: (text) => parseTime(text, true) !== undefined,
  takes: () =>
    l10n.t('a time in whole seconds: numbers with "s", "m", "h", "d", "w", "M" or "y", the largest unit first'),
  mend: (text) => mendTime(text, true),
};

/** One of some words, by the letter. */
export function oneOf(...words: readonly string[]): Kind {
  return {
    reads: (text) => words.includes(text),
    takes: () => quotedList(words),
    mend: (text) => words.find((word) => word === text.toLowerCase()) ?? nearest(text, words),
  };
}

/** Words that stand for other kinds of values. */
export function wordOr(kind: Kind, ...words: readonly string[]): Kind {
  return {
    reads: (text) => words.includes(text) || kind.reads(text),
    takes: () => l10n.t('{0}, or {1}', quotedList(words), kind.takes()),
    mend: (text) => words.find((word) => word === text.toLowerCase()) ?? kind.mend?.(text),
  };
}

export const onOrOff = oneOf('on', 'off');

/** Anything. */
export const anything: Kind = { reads: () => true, takes: () => '' };

/** What is meant by `10MB`, `1 g` where no `g` is known, `1.5m`. */
function mendSize(text: string, hasGigabytes: boolean): string | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?\s*(b|bytes?|[kmgt]i?b?)?$/i.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction, unit = ''] = match;
  const scale = 'bkmgt'.indexOf(unit.charAt(0).toLowerCase());
  if (fraction !== undefined && scale <= 0) return undefined;
  const value = Number(`${whole}.${fraction ?? 0}`);
  const units = hasGigabytes ? ['', 'k', 'm', 'g'] : ['', 'k', 'm'];
  for (let rank = Math.min(Math.max(scale, 0), units.length - 1); rank >= 0; rank--) {
    const amount = value * 1024 ** (Math.max(scale, 0) - rank);
    if (Number.isInteger(amount) && amount < 1e12) return `${amount}${units[rank]}`;
  }
  return undefined;
}

const unitNames: readonly (readonly [RegExp, string, number])[] = [
  [/^(ms|msecs?|millis(econds?)?)$/i, 'ms', 1],
  [/^(s|secs?|seconds?)$/i, 's', 1000],
  [/^(min|mins|minutes?)$/i, 'm', 60_000],
  [/^m$/, 'm', 60_000],
  [/^(h|hrs?|hours?)$/i, 'h', 3_600_000],
  [/^(d|days?)$/i, 'd', 86_400_000],
  [/^(w|wks?|weeks?)$/i, 'w', 604_800_000],
];

/** What is meant by `10sec`, `5 minutes`, `1.5h`. */
function mendTime(text: string, isSeconds: boolean): string | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?\s*([a-z]+)$/i.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction, name = ''] = match;
  const found = unitNames.findIndex(([pattern]) => pattern.test(name));
  const milliseconds = Number(`${whole}.${fraction ?? 0}`) * (unitNames[found]?.[2] ?? Number.NaN);
  if (!Number.isInteger(milliseconds)) return undefined;
  for (let rank = found; rank >= (isSeconds ? 1 : 0); rank--) {
    const [, unit = '', scale = 1] = unitNames[rank] ?? [];
    if (milliseconds % scale === 0) return `${milliseconds / scale}${unit}`;
  }
  return undefined;
}
