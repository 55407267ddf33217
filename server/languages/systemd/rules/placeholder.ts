/** Words that stand in guides for what everybody has to say for themselves. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isGunicorns, unitOf } from '../unit.ts';

const placeholder =
  /\/path\/to\/[^\s"']*|<(?:your|user|project|path|app|name|domain|venv)[\w -]{0,40}>|\bYOUR_[A-Z_]{1,40}\b|\bCHANGE_?ME\b/gi;

export const unfilledPlaceholder: Rule = {
  id: 'unfilled-placeholder',
  severity: 'information',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { value, kind, hasHole } of unitOf(file).options) {
      if (!value || kind === undefined || hasHole) continue;
      for (const { 0: text, index } of file.text.slice(value.start, value.end).matchAll(placeholder))
        yield {
          start: value.start + index,
          end: value.start + index + text.length,
          message: l10n.t('"{0}" stands in a guide for what is yours to say.', text),
        };
    }
  },
};
