/** Each connection takes a file, and one to an application another; nginx itself warns where the limit is below the connections. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

export const workerFiles: Rule = {
  id: 'too-few-files',
  severity: 'warning',
  *check(file) {
    const limits = placesNamed(file, 'worker_rlimit_nofile').map(({ statement }) => Number(statement.args[0]?.text));
    const [limit] = limits;
    if (limit === undefined || !Number.isInteger(limit)) return;
    for (const { statement } of placesNamed(file, 'worker_connections')) {
      const count = Number(statement.args[0]?.text);
      if (!Number.isInteger(count) || count <= limit) continue;
      yield {
        ...headOf(statement),
        message: l10n.t('{0} connections need as many files, but "worker_rlimit_nofile" allows {1}.', count, limit),
      };
    }
  },
};
