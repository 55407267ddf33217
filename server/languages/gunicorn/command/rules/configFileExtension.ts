/** Gunicorn warns of a configuration file that does not end in .py (app/base.py). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

export const configFileExtension: Rule = {
  id: 'config-file-extension',
  severity: 'warning',
  *check(file) {
    for (const { setting, value, isDynamic } of commandFacts(file)?.read.flags ?? []) {
      if (setting !== 'config' || !value || isDynamic || /[%${<]/.test(value.text)) continue;
      const path = value.text.replace(/^file:/, '');
      if (/^python:|\.pyc?$/.test(path) || path === '') continue;
      yield {
        start: value.start,
        end: value.end,
        message: l10n.t('The configuration file is Python, and Gunicorn warns of a name that does not end in ".py".'),
      };
    }
  },
};
