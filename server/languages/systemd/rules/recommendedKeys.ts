/** What the unit of Gunicorn's guide has, and this one leaves to systemd's defaults. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { lineBehind } from '../edits.ts';
import { isOn } from '../service.ts';
import { unitOf } from '../unit.ts';

const recommended = [
  ['Type', 'notify'],
  ['ExecReload', '/bin/kill -s HUP $MAINPID'],
  ['KillMode', 'mixed'],
  ['Restart', 'on-failure'],
] as const;

export const recommendedKeys: Rule = {
  id: 'missing-recommended-keys',
  severity: 'hint',
  *check(file) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    if (!call || unit.isDropIn) return;
    const missing = recommended.filter(
      ([key]) =>
        !unit.last('Service', key) &&
        // Behind a wrapper it is another process that would have to tell.
        (key !== 'Type' || call.piece.start === call.option.value?.start) &&
        (key !== 'Restart' || !isOn(unit, 'RemainAfterExit')),
    );
    if (missing.length === 0) return;
    const { name } = call.option.statement;
    const lines = missing.map(([key, value]) => `${key}=${value}`);
    yield {
      start: name.start,
      end: name.end,
      message: l10n.t("The unit of Gunicorn's guide has here: {0}.", lines.join(', ')),
      fixes: lines.map((line) => ({
        title: l10n.t('Add "{0}"', line),
        edits: [lineBehind(file, call.option.statement, line)],
      })),
    };
  },
};
