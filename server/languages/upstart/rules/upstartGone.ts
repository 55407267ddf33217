import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';

/** Said once a file. */
export const upstartGone: Rule = {
  id: 'upstart-gone',
  severity: 'information',
  *check(file) {
    const start = file.tree.statements.find(({ name, args }) => name.text === 'start' && args[0]?.text === 'on');
    if (!start) return;
    yield {
      start: start.name.start,
      end: start.args[0]?.end ?? start.name.end,
      message: l10n.t('Current systems have no Upstart: Ubuntu has systemd since 15.04.'),
    };
  },
};
