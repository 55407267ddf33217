/** runsv signals the process that it has started: without `exec` that is the shell. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Span } from '../../../types.ts';
import type { ShellCommand } from '../../shell/read.ts';
import { callsOf, lastCommand, roleOf, waitsForSignals } from '../scripts.ts';

export const withoutExec: Rule = {
  id: 'run-without-exec',
  severity: 'warning',
  *check(file) {
    const role = roleOf(file);
    if (role === 'check' || role === 'control' || role === 'finish' || waitsForSignals(file)) return;
    const calls = callsOf(file);
    for (const { piece, command } of calls) {
      const [first] = command.words;
      if (!first || command.around.isBackground) continue;
      if (first.text === 'exec') {
        if (command.around.isPiped) yield inPipeline(first);
        continue;
      }
      const begin = command.assignments[0]?.start ?? first.start;
      yield {
        start: begin,
        end: Math.max(piece.start, begin + 1),
        message: l10n.t('The signals of runsv reach the shell and not Gunicorn: begin the command with "exec".'),
        fixes: isAlone(command)
          ? [{ title: l10n.t('Insert "exec"'), edits: [{ start: first.start, end: first.start, text: 'exec ' }] }]
          : [],
      };
    }
    const last = lastCommand(file);
    if (last && calls.every(({ command }) => command !== last)) yield* ofAnother(last);
  },
};

/** `exec svlogd …` and the like, which end a script that is no Gunicorn's. */
function* ofAnother(command: ShellCommand): Generator<Finding> {
  const [first, second] = command.words;
  if (!first || !second || command.around.isConditional) return;
  if (first.text === 'exec') {
    if (command.around.isPiped) yield inPipeline(first);
    return;
  }
  const name = first.text.replace(/^.*\//, '');
  if (!isAlone(command) || !(name === 'chpst' || name === 'svlogd')) return;
  yield {
    start: first.start,
    end: first.end,
    message: l10n.t('The signals of runsv reach the shell and not "{0}": begin the command with "exec".', first.text),
    fixes: [{ title: l10n.t('Insert "exec"'), edits: [{ start: first.start, end: first.start, text: 'exec ' }] }],
  };
}

function inPipeline({ start, end }: Span): Finding {
  return {
    start,
    end,
    message: l10n.t('In a pipeline "exec" takes the place of a part of it only: the signals of runsv reach the shell.'),
  };
}

function isAlone({ around }: ShellCommand): boolean {
  return !around.isPiped && !around.isDecisive && !around.isBackground && !around.inSubshell;
}
