/** `%(name)s` in values: Python's % operator with a dictionary, as options.py's expand() applies it. */
import type { Span } from '../../types.ts';

export interface Expansion extends Span {
  /** Undefined for a sign that is not followed by a name in parentheses. */
  name: string | undefined;
  /** What Python would refuse; undefined when it is well formed. */
  fault: 'format' | 'type' | undefined;
}

/** Every `%` of the text but the doubled ones, with offsets from the start of the text. */
export function expansionsIn(text: string, offset = 0): Expansion[] {
  const found: Expansion[] = [];
  let plain = 0;
  for (let at = text.indexOf('%'); at >= 0 && at < text.length; at = text.indexOf('%', at)) {
    const rest = text.slice(at, at + 200);
    const [whole, name, type] = /^%(?:\(([^()]*)\))?[#0\- +]*\d*(?:\.\d+)?[hlL]?([a-zA-Z%])?/.exec(rest) ?? ['%'];
    const end = at + Math.max(whole.length, 1);
    if (type === '%' && name === undefined) {
      at = end;
      continue;
    }
    found.push({ start: offset + at, end: offset + end, name, fault: faultOf(name, type, plain) });
    if (name === undefined) plain++;
    at = end;
  }
  return found;
}

const numbers = new Set(['process_num', 'numprocs']);

function faultOf(name: string | undefined, type: string | undefined, plain: number): Expansion['fault'] {
  if (type === undefined || !/[diouxXeEfFgGcrsa%]/.test(type)) return 'format';
  // Without a name the whole dictionary is the one argument there is.
  if (name === undefined) return plain === 0 && /[rsa]/.test(type) ? undefined : 'type';
  if (/[rsa%]/.test(type)) return undefined;
  return numbers.has(name) ? undefined : 'type';
}
