/** No shell reads `command`: what is meant for one becomes an argument. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { shellSignIn } from '../../shellSigns.ts';
import { optionsOfType, sourceOf } from '../options.ts';

export const shellSyntax: Rule = {
  id: 'shell-syntax-without-shell',
  severity: 'warning',
  *check(file) {
    for (const { value } of optionsOfType(file, 'command')) {
      const found = shellSignIn(sourceOf(file, value));
      if (!found) continue;
      const start = value.start + found.index;
      yield {
        start,
        end: start + found.text.length,
        message: l10n.t(
          'No shell reads this command: "{0}" becomes a word like any other. Run it by /bin/sh -c "exec …", or set it with environment= or directory=.',
          found.text.trim(),
        ),
      };
    }
  },
};
