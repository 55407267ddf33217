/** What stands in the capturing groups of a pattern. */

/** No word of a configuration that nginx reads is longer. */
const longest = 4096;

/** The inside of the group that `$1` or `$name` stands for; undefined where the pattern has none. */
export function capturedBy(pattern: string, variable: string): string | undefined {
  if (pattern.length > longest) return undefined;
  const open: { name: string; start: number }[] = [];
  let count = 0;
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
      const named = head?.[1] ?? head?.[2];
      const captures = named !== undefined || head?.[0] === '(';
      if (captures) count++;
      const isWanted = captures && (named === variable || `${count}` === variable);
      open.push({ name: isWanted ? variable : '', start: at + (head?.[0].length ?? 1) });
    } else if (character === ')') {
      const group = open.pop();
      if (group?.name === variable) return pattern.slice(group.start, at);
    }
  }
  return undefined;
}
