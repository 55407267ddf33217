/** What only a shell understands, in commands that none reads. */

/** A word of its own that only a shell understands, or one that begins with such. */
const marks =
  /(?<=^|\s)(?:&&|\|\|?|;|\d?>>?(?:&\d)?|<<?|&)(?=\s|$)|(?<=^|\s)(?:\d?>&\d|\d?>>?\/\S+)(?=\s|$)|\$\{?[A-Z_]\w*\}?|(?<=^|\s)~(?=\/|\s)/g;
/** One of these stands in each mark. */
const sign = /[&|;<>$~]/;
const shell = /^(?:\S*\/)?(?:ba|da|k|z)?sh\s+(?:-\w+\s+)*-\w*c\b/;
/** What exists inside of a shell alone, and a variable set in front of the command. */
const builtin = /^(?:cd|source|\.|export|exec|ulimit|umask|[A-Za-z_]\w*=\S*)(?=\s)/;

/** The first of them and where it stands in the command; some programs put variables in by themselves. */
export function shellSignIn(
  command: string,
  { putsVariablesIn = false } = {},
): { index: number; text: string } | undefined {
  if ((!sign.test(command) && !builtin.test(command)) || shell.test(command)) return undefined;
  const bare = command.replace(/"[^"]*"|'[^']*'/g, (quoted) =>
    quoted.startsWith("'") ? ' '.repeat(quoted.length).replace(/^ | $/g, 'q') : quoted.replace(/[&|;<>~]/g, '_'),
  );
  const all = [builtin.exec(bare) ?? [], ...bare.matchAll(marks)].flatMap((found) =>
    'index' in found && found.index !== undefined && found[0] !== undefined
      ? [{ index: found.index, text: found[0] }]
      : [],
  );
  return all.find(({ text }) => !(putsVariablesIn && text.startsWith('$')));
}
