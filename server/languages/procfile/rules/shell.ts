/** What the shell between the program and its entry makes of the signal to stop, or that there is none. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';
import { withoutShell } from '../../gaffer/rules/shellSyntax.ts';
import { commandFacts } from '../../gunicorn/command/facts.ts';
import { readerOf } from '../judged.ts';

export const shellSyntax: Rule = {
  id: 'shell-syntax-without-shell',
  severity: 'warning',
  *check(file, project) {
    if (readerOf(project)?.shell !== 'none') return;
    for (const { args } of file.tree.statements) for (const command of args) yield* withoutShell(command.text, command);
  },
};

export const shellWithoutExec: Rule = {
  id: 'shell-without-exec',
  severity: 'warning',
  *check(file, project) {
    if (readerOf(project)?.shell === 'none') return;
    for (const piece of embeddedFiles(file)) {
      const call = commandFacts(piece)?.call;
      const entry = file.tree.statements.find(({ start, end }) => start <= piece.start && piece.start <= end);
      const command = entry?.args[0];
      if (!call || !command) continue;
      // Behind a quote another shell has the command.
      const before = file.text.slice(command.start, call.span.start);
      const from = before.search(/[^;&|]*$/);
      const own = before.slice(from);
      const isLast = file.text.slice(call.span.end, command.end).trim() === '';
      if (from === 0 || !isLast || /["'`(]/.test(before) || /(?:^|\s)exec\s/.test(own)) continue;
      const at = command.start + from + (/^(?:\s*[A-Za-z_]\w*=\S*(?=\s))*\s*/.exec(own)?.[0].length ?? 0);
      const { start, end } = call.program;
      yield {
        start,
        end,
        // Most programs tell all the processes, and a container its first one alone.
        severity: 'information',
        message: l10n.t(
          'The shell stays in front of Gunicorn, and may get the signal to stop in its place: begin with "exec".',
        ),
        fixes: [{ title: l10n.t('Insert "exec"'), edits: [{ start: at, end: at, text: 'exec ' }] }],
      };
    }
  },
};
