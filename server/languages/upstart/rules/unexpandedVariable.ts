import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { hasHole } from '../holes.ts';
import { stanzasOf } from '../job.ts';

/** init expands variables in commands, event values and names of instances; in `env` and `export` it does not. */
export const unexpandedVariable: Rule = {
  id: 'unexpanded-variable',
  severity: 'warning',
  *check(file) {
    for (const { args } of stanzasOf(file, 'env')) {
      const [word] = args;
      if (!word?.text.includes('$') || !/=.*\$(?:\w|\{\w|\()/s.test(word.text) || hasHole(file, word)) continue;
      const { start, end } = word;
      yield {
        start,
        end,
        message: l10n.t('Upstart expands nothing in "env": the sign "$" and the name behind it stay as they are.'),
      };
    }
    for (const { name, args } of file.tree.statements) {
      const [word] = args;
      if (!word?.text.includes('$') || !/^(?:setuid|setgid|chdir|chroot)$/.test(name.text)) continue;
      if (!/\$(?:\w|\{\w)/.test(word.text)) continue;
      if (hasHole(file, word)) continue;
      const { start, end } = word;
      yield {
        start,
        end,
        message: l10n.t('Upstart expands nothing behind "{0}": the job fails when it starts.', name.text),
      };
    }
    for (const { args } of stanzasOf(file, 'export'))
      for (const { start, end, text } of args) {
        const name = /^\$(\w+)$/.exec(text)?.[1];
        if (name === undefined) continue;
        yield {
          start,
          end,
          message: l10n.t('"export" takes names of variables, without "$".'),
          fixes: [{ title: l10n.t('Change to "{0}"', name), edits: [{ start, end, text: name }], preferred: true }],
        };
      }
  },
};
