import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { execCommands } from '../commands.ts';
import { hasHole } from '../holes.ts';

/** `exec a && b` is `sh -c "exec a && b"`: the shell has become the first program, and nothing reads on. */
export const unreachedCommand: Rule = {
  id: 'unreached-command',
  severity: 'warning',
  *check(file) {
    for (const { words } of execCommands(file)) {
      const index = words.findIndex(({ text, isOperator }) => isOperator && /^(?:&&|\|\||;)$/.test(text));
      const operator = words[index];
      const next = words[index + 1];
      if (index < 1 || !operator || !next || hasHole(file, operator)) continue;
      // That there is no first program is worse.
      if (words[0]?.text === 'cd') continue;
      const { end } = words[words.length - 1] ?? next;
      yield {
        start: operator.start,
        end,
        message: l10n.t(
          'This never runs: the shell has become the program before "{0}". Write a script.',
          operator.text,
        ),
      };
    }
  },
};
