/** Python's BasicInterpolation: `%(key)s` takes a value of the same section, and `%%` is a sign. */
import type { Statement } from '../../types.ts';

/** Finds an option of a section, or else of [DEFAULT], by its lower-case name. */
export type Options = (name: string) => Statement | undefined;

/** What begins with a sign: doubled, a key, or neither. */
export const sign = /%(?:%|\(([^)]{1,200})\)s|\(([^()\s]{0,200})\)?)?/g;

/** Values in values, as far as configparser follows them. */
const deepest = 9;
/** No number or truth value is longer. */
const longest = 200;

/** Whether a value leads on over more steps than are followed. */
export function leadsFar(first: Statement, all: Options): boolean {
  let level = new Set([first]);
  for (let depth = 0; depth < deepest; depth++) {
    const next = new Set<Statement>();
    for (const { args } of level)
      for (const [, name] of (args[0]?.text ?? '').matchAll(sign)) {
        const other = all(name?.toLowerCase() ?? '');
        if (other) next.add(other);
      }
    if (next.size === 0) return false;
    level = next;
  }
  return true;
}

/** The text with all put in; undefined where something is wrong, which is told elsewhere, or the text becomes long. */
export function expanded(text: string, all: Options, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  let whole = '';
  let at = 0;
  for (const { 0: source, 1: name, index } of text.matchAll(sign)) {
    const other = all(name?.toLowerCase() ?? '');
    const put = source === '%%' ? '%' : other && expanded(other.args[0]?.text ?? '', all, depth + 1);
    if (put === undefined) return undefined;
    whole += text.slice(at, index) + put;
    if (whole.length > longest) return undefined;
    at = index + source.length;
  }
  return whole + text.slice(at);
}
