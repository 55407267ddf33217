/** Run levels in an expression: patterns of fnmatch(3) for one character. */
import type { Span } from '../../types.ts';
import type { EventMatch } from './expression.ts';

export const levels = '0123456S';

/** The levels that a pattern fits; undefined where variables or other signs make that unknown. */
export function levelsOf(pattern: string): string | undefined {
  if (/[$\\]/.test(pattern)) return undefined;
  if (pattern === '*' || pattern === '?') return levels;
  const [, negation, set] = /^\[([!^]?)([^[\]]+)\]$/.exec(pattern) ?? [];
  if (set === undefined) {
    if (/[*?[]/.test(pattern)) return undefined;
    return pattern.length === 1 && levels.includes(pattern.toUpperCase()) ? pattern : '';
  }
  const fits = (level: string): boolean => inSet(level, set) || inSet(level.toLowerCase(), set);
  return [...levels].filter((level) => fits(level) === (negation === '')).join('');
}

function inSet(level: string, set: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const from = set.charAt(at);
    if (set.charAt(at + 1) === '-' && at + 2 < set.length) {
      if (from <= level && level <= set.charAt(at + 2)) return true;
      at += 2;
    } else if (from === level) return true;
  }
  return false;
}

/** The pattern for the new run level: the first value without a name, or `RUNLEVEL=`. */
export function runLevelPattern({ name, args }: EventMatch): (Span & { text: string }) | undefined {
  if (name.text !== 'runlevel') return undefined;
  const [first] = args;
  if (first && !first.text.includes('=')) return first;
  const named = args.find(({ text }) => text.startsWith('RUNLEVEL='));
  return named && { start: named.start, end: named.end, text: named.text.slice('RUNLEVEL='.length) };
}
