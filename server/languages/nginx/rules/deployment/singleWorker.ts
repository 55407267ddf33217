/** `worker_processes` is 1 where nothing is said, so that nginx uses one core of the machine (ngx_core_module_init_conf). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { onLevel } from '../../inheritance.ts';
import { lineBefore } from '../../newLines.ts';
import { rootContext } from '../../rootContext.ts';

export const singleWorker: Rule = {
  id: 'single-worker',
  severity: 'hint',
  *check(file, project) {
    const [events] = placesNamed(file, 'events');
    if (!events || rootContext(file) !== 'main' || placesNamed(file, 'http').length === 0) return;
    // Without a number of connections nobody has thought of load yet.
    if (placesNamed(file, 'worker_connections').length === 0) return;
    const said = onLevel(file, project, undefined, ['worker_processes']);
    if (!said || said.length > 0) return;
    const first = file.tree.statements[0] ?? events.statement;
    const { start, end } = events.statement.name;
    yield {
      start,
      end,
      message: l10n.t(
        'Without "worker_processes" one process serves everybody, on one core: "auto" starts one for each core.',
      ),
      fixes: [
        {
          title: l10n.t('Add {0}', 'worker_processes auto'),
          edits: [lineBefore(file.text, first, 'worker_processes auto;')],
        },
      ],
    };
  },
};
