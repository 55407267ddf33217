/** runsv signals the process that it has started: without `exec` that is the shell. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';

export const withoutExec: Rule = {
  id: 'run-without-exec',
  severity: 'warning',
  *check(file) {
    for (const { start } of embeddedFiles(file)) {
      const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
      const before = file.text.slice(lineStart, start);
      if (/(?:^|[\s;&|("'])exec\s/.test(before) || /\\\r?\n[ \t]*$/.test(file.text.slice(0, lineStart + 1))) continue;
      const from = lineStart + (before.length - before.trimStart().length);
      const isPlain = /^[ \t]*(?:\S*\/)?$/.test(before.replace(/^[ \t]*chpst\s.*$/, ''));
      yield {
        start: from,
        end: Math.max(start, from + 1),
        message: l10n.t('The signals of runsv reach the shell and not Gunicorn: begin the command with "exec".'),
        fixes: isPlain ? [{ title: l10n.t('Insert "exec"'), edits: [{ start: from, end: from, text: 'exec ' }] }] : [],
      };
    }
  },
};
