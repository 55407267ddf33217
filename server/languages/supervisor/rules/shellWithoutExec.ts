/** The shell gets the signal to stop and its child does not, unless the shell has become the child by `exec`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isOn, sectionsOf, sourceOf } from '../options.ts';

export const shellWithoutExec: Rule = {
  id: 'shell-without-exec',
  severity: 'warning',
  *check(file) {
    for (const { options } of sectionsOf(file)) {
      const value = options.get('command')?.value;
      if (!value || isOn(options.get('stopasgroup'))) continue;
      const source = sourceOf(file, value);
      const found = /^(?:\S*\/)?(?:ba|da|k|z)?sh\s+(?:-\w+\s+)*-\w*c\s+(["'])([\s\S]*)\1\s*$/.exec(source);
      const script = found?.[2];
      if (!found || script === undefined || /(?:^|[;&|\s])exec\s/.test(script)) continue;
      // One plain command becomes the shell itself in most shells, but not in all.
      const last = script.search(/[^;&|\n]*$/);
      const from = value.start + source.indexOf(script, found[0].length - script.length - 3) + last;
      const at = from + (script.slice(last).length - script.slice(last).trimStart().length);
      yield {
        start: value.start,
        end: value.start + source.search(/\s/),
        message: l10n.t(
          'The signal to stop reaches the shell alone, and the program runs on: begin its command with "exec".',
        ),
        fixes: /^\s*$|^\s*(?:wait|done|fi)\b/.test(script.slice(last))
          ? []
          : [{ title: l10n.t('Insert "exec"'), edits: [{ start: at, end: at, text: 'exec ' }] }],
      };
    }
  },
};
