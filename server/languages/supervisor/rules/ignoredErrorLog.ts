/** With redirect_stderr the errors go where the standard output goes (parse_warnings). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isOn, removal, sectionsOf } from '../options.ts';

export const ignoredErrorLog: Rule = {
  id: 'ignored-stderr-logfile',
  severity: 'warning',
  *check(file) {
    for (const { options } of sectionsOf(file)) {
      const log = options.get('stderr_logfile');
      if (!log?.value || !isOn(options.get('redirect_stderr')) || /^(?:auto|none|off)$/i.test(log.value.text)) continue;
      const { start, end } = log.statement;
      yield {
        start,
        end,
        message: l10n.t('Nothing is written here: redirect_stderr sends the errors to stdout_logfile.'),
        fixes: [removal(file.text, log.statement)],
      };
    }
  },
};
