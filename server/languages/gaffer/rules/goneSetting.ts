/** What gaffer had before a version, and passes over since. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { keyOf, sections } from '../reference.ts';
import { sectionsOf } from '../sections.ts';

export const goneSetting: Rule = {
  id: 'gone-from-gaffer',
  severity: 'information',
  *check(file) {
    for (const { statement, kind } of sectionsOf(file)) {
      const removed = sections.get(kind)?.removed;
      const { start, end, text } = statement.name;
      if (removed)
        yield {
          start,
          end,
          message: l10n.t('gaffer passes over [{0}] since {1}: "bind" of [gaffer] says the address.', text, removed),
        };
      else
        for (const { name } of statement.body ?? []) {
          const version = keyOf(name.text, kind)?.removed;
          if (version)
            yield {
              start: name.start,
              end: name.end,
              message: l10n.t('gaffer passes over "{0}" since {1}.', name.text.toLowerCase(), version),
            };
        }
    }
  },
};
