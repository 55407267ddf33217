import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { syntaxErrors } from '../../runit/syntax.ts';
import { readShell } from '../../shell/read.ts';
import { hasHole } from '../holes.ts';

/** init takes a script as it is; the shell that it gives it to does not (`init-checkconf` asks `sh -n`). */
export const brokenScript: Rule = {
  id: 'broken-script',
  severity: 'warning',
  *check(file) {
    for (const statement of file.tree.statements) {
      const { raw, close } = statement;
      if (!raw || close === undefined) continue;
      const text = file.text.slice(raw.start, raw.end);
      for (const { start, end, message, fixes = [] } of syntaxErrors(text, readShell(text))) {
        const span = { start: raw.start + start, end: raw.start + end };
        if (hasHole(file, span) || hasHole(file, raw)) continue;
        yield {
          ...span,
          message: l10n.t('The shell will not run this script: {0}', message),
          fixes: fixes.map(({ title, edits }) => ({
            title,
            edits: edits.map((edit) => ({ ...edit, start: raw.start + edit.start, end: raw.start + edit.end })),
          })),
        };
      }
    }
  },
};
