/** A first line with `sh` starts what `/bin/sh` is on that machine: dash on Debian and Ubuntu, which knows no more than POSIX. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { shellOf } from '../parse.ts';

export const bashInSh: Rule = {
  id: 'bash-in-sh',
  severity: 'information',
  *check(file) {
    const line = /^#![ \t]*(?:\/usr)?\/bin\/(?:env[ \t]+)?(?:da)?sh\b/.exec(file.text)?.[0];
    if (line === undefined) return;
    for (const { sign, start, end } of shellOf(file)?.bashisms() ?? []) {
      const isSource = sign === 'source';
      yield {
        start,
        end,
        message:
          sign === '&>' || sign === '&>>'
            ? l10n.t('Only bash has "{0}": dash puts the command in the background and empties the file.', sign)
            : l10n.t('Only bash has "{0}": with sh, which may be dash, it fails.', sign),
        fixes: [
          ...(isSource ? [{ title: l10n.t('Change to "{0}"', '.'), edits: [{ start, end, text: '.' }] }] : []),
          {
            title: l10n.t('Run the script with bash'),
            edits: [{ start: line.search(/(?:da)?sh$/), end: line.length, text: 'bash' }],
          },
        ],
      };
    }
  },
};
