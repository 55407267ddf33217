/** No shell reads `command`: what is meant for one becomes an argument. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { optionsOfType, sourceOf } from '../options.ts';

/** A word of its own that only a shell understands, or one that begins with such. */
const marks =
  /(?<=^|\s)(?:&&|\|\|?|;|\d?>>?(?:&\d)?|<<?|&)(?=\s|$)|(?<=^|\s)(?:\d?>&\d|\d?>>?\/\S+)(?=\s|$)|\$\{?[A-Z_]\w*\}?|(?<=^|\s)~(?=\/|\s)/g;
/** One of these stands in each mark. */
const sign = /[&|;<>$~]/;
const shell = /^(?:\S*\/)?(?:ba|da|k|z)?sh\s+(?:-\w+\s+)*-\w*c\b/;
/** What exists inside of a shell alone, and a variable set in front of the command. */
const builtin = /^(?:cd|source|\.|export|exec|ulimit|umask|[A-Za-z_]\w*=\S*)(?=\s)/;

export const shellSyntax: Rule = {
  id: 'shell-syntax-without-shell',
  severity: 'warning',
  *check(file) {
    for (const { value } of optionsOfType(file, 'command')) {
      const source = sourceOf(file, value);
      if ((!sign.test(source) && !builtin.test(source)) || shell.test(source)) continue;
      const bare = source.replace(/"[^"]*"|'[^']*'/g, (quoted) =>
        quoted.startsWith("'") ? ' '.repeat(quoted.length).replace(/^ | $/g, 'q') : quoted.replace(/[&|;<>~]/g, '_'),
      );
      const found = builtin.exec(bare) ?? [...bare.matchAll(marks)][0];
      if (!found) continue;
      const start = value.start + found.index;
      yield {
        start,
        end: start + found[0].length,
        message: l10n.t(
          'No shell reads this command: "{0}" becomes a word like any other. Run it by /bin/sh -c "exec …", or set it with environment= or directory=.',
          found[0].trim(),
        ),
      };
    }
  },
};
