/** What stands behind an `exec` with a program is never run: a shell that cannot start the program ends (POSIX shell, exec). */
import * as l10n from '@vscode/l10n';
import type { File, Rule } from '../../../types.ts';
import { commandsOf } from '../parse.ts';

export const unreachableAfterExec: Rule = {
  id: 'unreachable-after-exec',
  severity: 'warning',
  *check(file) {
    const commands = commandsOf(file).filter(({ around }) => !around.inSubstitution && !around.inFunction);
    const index = commands.findIndex(
      ({ words, around }) =>
        words[0]?.text === 'exec' &&
        words.length > 1 &&
        !around.isConditional &&
        !around.isDecisive &&
        !around.isPiped &&
        !around.isBackground &&
        !around.inSubshell &&
        !around.inLoop,
    );
    const rest = index < 0 || failsOn(file) ? [] : commands.slice(index + 1);
    // What says that it has failed may stand there as a precaution.
    const first = rest.find(
      ({ words }) => words.length > 0 && !/^(?:exit|echo|printf|return|:)$/.test(words[0]?.text ?? ''),
    );
    const last = rest[rest.length - 1];
    if (!first || !last) return;
    yield {
      start: first.start,
      end: last.end,
      message: l10n.t('This is never run: "exec" above puts a program in the place of the shell.'),
    };
  },
};

/** bash can be told to go on where the program cannot be started. */
function failsOn({ text }: File): boolean {
  return text.includes('execfail');
}
