import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../../embedded.ts';
import type { Rule } from '../../../types.ts';
import { withoutStanza } from '../lines.ts';

/** Gunicorn forks its workers, of which Upstart would follow one. */
export const expectWithoutFork: Rule = {
  id: 'expect-without-fork',
  severity: 'warning',
  *check(file) {
    if (embeddedFiles(file).length === 0) return;
    for (const statement of file.tree.statements) {
      const { name, args } = statement;
      const [how] = args;
      if (name.text !== 'expect' || !how || !/^(?:fork|daemon|stop)$/.test(how.text)) continue;
      yield {
        start: name.start,
        end: how.end,
        message:
          how.text === 'stop'
            ? l10n.t(
                'Gunicorn does not stop itself with SIGSTOP, for which Upstart waits: the job never counts as started.',
              )
            : l10n.t(
                'Gunicorn stays in the foreground: Upstart waits for a fork that does not come, and follows the wrong process.',
              ),
        fixes: [{ title: l10n.t('Remove {0}', `expect ${how.text}`), edits: [withoutStanza(file, statement)] }],
      };
    }
  },
};
