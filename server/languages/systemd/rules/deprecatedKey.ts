/** Keys and values that systemd takes for the sake of older units, with a warning in its log. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { keysOf, replacedKeys } from '../keys.ts';
import { isGunicorns, unitOf } from '../unit.ts';

export const deprecatedKey: Rule = {
  id: 'deprecated-unit-key',
  severity: 'information',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const { section, key, statement, value, kind } of unitOf(file).options) {
      const by = replacedKeys.get(key);
      if (by !== undefined && kind !== undefined && keysOf.get(section)?.has(by))
        yield {
          start: statement.name.start,
          end: statement.name.end,
          message: l10n.t(
            'systemd has "{0}" in place of "{1}", and takes the old name with a warning or not at all.',
            by,
            key,
          ),
          fixes: [changeTo(statement.name, by)],
        };
      if (kind === 'output' && value && /^syslog(?:\+console)?$/.test(value.text))
        yield {
          start: value.start,
          end: value.end,
          message: l10n.t(
            'systemd takes "journal" for "{0}" and asks for it: the journal passes everything on to syslog.',
            value.text,
          ),
          fixes: [changeTo(value, value.text.replace('syslog', 'journal'), true)],
        };
    }
  },
};
