/** Unless `shell` is true, gaffer splits the command by itself, puts variables in, and runs its first word. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Token } from '../../../types.ts';
import { withoutComments } from '../../comments.ts';
import { shellSignIn } from '../../shellSigns.ts';
import { startsProcess } from '../reference.ts';
import { defaultsOf, sectionsOf } from '../sections.ts';

export const shellSyntax: Rule = {
  id: 'shell-syntax-without-shell',
  severity: 'warning',
  *check(file) {
    const defaults = defaultsOf(file);
    for (const { kind, options } of sectionsOf(file)) {
      const shell = (options.get('shell') ?? defaults.get('shell'))?.args[0]?.text ?? 'false';
      const command = options.get('cmd')?.args[0];
      if (!startsProcess(kind) || !command || !/^(?:0|no|false|off)$/i.test(shell)) continue;
      yield* withoutShell(withoutComments(file, command).slice(command.start, command.end), command);
    }
  },
};

/** What a command of gaffer's, from its own file or a Procfile, has for a shell. */
export function* withoutShell(text: string, { start: from }: Token): Iterable<Finding> {
  const found = shellSignIn(text, { putsVariablesIn: true });
  if (!found) return;
  const start = from + found.index;
  yield {
    start,
    end: start + found.text.length,
    message: l10n.t('gaffer runs no shell for this command: "{0}" becomes a word like any other.', found.text.trim()),
  };
}
