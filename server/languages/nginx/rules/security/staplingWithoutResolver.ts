/** nginx asks the authority's OCSP server by name, and without a `resolver` or the answer in a file it finds none. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce } from '../../inheritance.ts';
import { headOf } from '../../statements.ts';

const sources: ReadonlySet<string> = new Set(['resolver', 'ssl_stapling_file', 'ssl_stapling_responder']);

export const staplingWithoutResolver: Rule = {
  id: 'stapling-without-resolver',
  severity: 'hint',
  *check(file, project) {
    for (const { statement } of placesNamed(file, 'ssl_stapling')) {
      if (statement.args[0]?.text !== 'on') continue;
      const held = inForce(file, project, statement.parent, sources);
      if (!held || held.length > 0) continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'Without a "resolver" the address of the OCSP server is looked up once when nginx starts, with the system\'s own means.',
        ),
      };
    }
  },
};
