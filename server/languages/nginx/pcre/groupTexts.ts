/** What stands in the capturing groups of a pattern. */

/** No word of a configuration that nginx reads is longer. */
const longest = 4096;
/** Of groups inside each other no more are told. */
const deepest = 100;

export interface CapturingGroup {
  /** As `$1` says it. */
  number: number;
  name: string | undefined;
  /** Offset of its inside in the pattern. */
  start: number;
  /** Where the inside ends; -1 where the group is never closed. */
  end: number;
  /** The numbers of the groups that it stands in. */
  around: readonly number[];
}

/** The capturing groups in the order of their numbers; none of a pattern that is too long to be one. */
export function capturingGroups(pattern: string): readonly CapturingGroup[] {
  const groups: CapturingGroup[] = [];
  if (pattern.length > longest) return groups;
  const open: (CapturingGroup | undefined)[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') at++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') {
      inClass = true;
      // A bracket that is the first of its class stands for itself.
      if (pattern.charAt(at + 1) === '^') at++;
      if (pattern.charAt(at + 1) === ']') at++;
    } else if (character === '(') {
      const head = /^\((?:\?(?:P?<(\w+)>|'(\w+)'|.))?/s.exec(pattern.slice(at, at + 40));
      const name = head?.[1] ?? head?.[2];
      if (name === undefined && head?.[0] !== '(') open.push(undefined);
      else {
        const around = open.length > deepest ? [] : open.flatMap((outer) => outer?.number ?? []);
        const group = { number: groups.length + 1, name, start: at + (head?.[0].length ?? 1), end: -1, around };
        groups.push(group);
        open.push(group);
      }
    } else if (character === ')') {
      const group = open.pop();
      if (group) group.end = at;
    }
  }
  return groups;
}

/** The inside of the group that `$1` or `$name` stands for; undefined where the pattern has none. */
export function capturedBy(pattern: string, variable: string): string | undefined {
  const group = capturingGroups(pattern).find(({ name, number }) => name === variable || `${number}` === variable);
  return group && group.end >= 0 ? pattern.slice(group.start, group.end) : undefined;
}
