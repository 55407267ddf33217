/** Who is not in an `allow` is let in as well, unless a `deny` follows (ngx_http_access_module). */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce, onLevel } from '../../inheritance.ts';
import { lineBehind } from '../../newLines.ts';
import { headOf } from '../../statements.ts';

const access: ReadonlySet<string> = new Set(['allow', 'deny']);
const satisfy: ReadonlySet<string> = new Set(['satisfy']);

export const allowWithoutDeny: Rule = {
  id: 'allow-without-deny',
  severity: 'warning',
  *check(file, project) {
    const seen = new Set<Statement | undefined>();
    for (const { statement, context } of placesNamed(file, 'allow')) {
      const { parent } = statement;
      if (seen.has(parent) || !parent || context === '' || context.startsWith('rtmp')) continue;
      seen.add(parent);
      if (statement.args[0]?.text === 'all') continue;
      const own = onLevel(file, project, parent, access);
      if (!own || own.some((held) => held.statement.name.text === 'deny')) continue;
      // There who is allowed needs no password.
      const how = inForce(file, project, parent, satisfy);
      if (how?.some((held) => held.statement.args[0]?.text === 'any')) continue;
      const last = (parent.body ?? []).filter(({ name }) => name.text === 'allow').pop() ?? statement;
      yield {
        ...headOf(statement),
        message: l10n.t('Nobody is kept out: without a "deny" those who are not allowed here are let in too.'),
        fixes: [{ title: l10n.t('Add {0}', 'deny all'), edits: [lineBehind(file.text, last, 'deny all;')] }],
      };
    }
  },
};
