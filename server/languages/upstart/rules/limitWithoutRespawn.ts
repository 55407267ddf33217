import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { jobOf, stanzasOf } from '../job.ts';
import { stanzaBefore } from '../lines.ts';

/** `respawn limit` says how often, and not that: that is said by `respawn` alone. */
export const limitWithoutRespawn: Rule = {
  id: 'limit-without-respawn',
  severity: 'warning',
  *check(file) {
    const stanzas = stanzasOf(file, 'respawn');
    const [limit] = stanzas;
    if (!limit || stanzas.some(({ args }) => args[0]?.text !== 'limit') || jobOf(file).isOverride) return;
    yield {
      start: limit.start,
      end: limit.end,
      message: l10n.t('Nothing is started again: a limit does not switch "respawn" on.'),
      fixes: [
        { title: l10n.t('Insert "{0}"', 'respawn'), edits: [stanzaBefore(file, limit, 'respawn')], preferred: true },
      ],
    };
  },
};
