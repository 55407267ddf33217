/** Names of users and groups that systemd refuses even where it is lenient (valid_user_group_name, user-util.c). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { changeTo, lineBehind } from '../edits.ts';
import { isGunicorns, unitOf } from '../unit.ts';

const names: ReadonlySet<string> = new Set(['User', 'Group', 'SocketUser', 'SocketGroup', 'SupplementaryGroups']);

export const invalidUserName: Rule = {
  id: 'invalid-user-name',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const unit = unitOf(file);
    for (const { key, kind, value, hasHole, section, statement } of unit.options) {
      if (!value || kind === undefined || hasHole || !names.has(key) || /[%$]/.test(value.text)) continue;
      if (!/[:/]|^\.{1,2}$/.test(value.text)) continue;
      const [, user, group] = /^([\w.-]+):([\w.-]+)$/.exec(value.text) ?? [];
      const other = key.replace('User', 'Group');
      yield {
        start: value.start,
        end: value.end,
        message: l10n.t('systemd refuses the unit: "{0}" is no name of a user or group.', value.text),
        fixes:
          user === undefined || group === undefined || other === key
            ? []
            : [
                unit.last(section, other)
                  ? changeTo(value, user, true)
                  : {
                      title: l10n.t('Part it into {0} and {1}', key, other),
                      edits: [
                        { start: value.start, end: value.end, text: user },
                        lineBehind(file, statement, `${other}=${group}`),
                      ],
                      preferred: true,
                    },
              ],
      };
    }
  },
};
