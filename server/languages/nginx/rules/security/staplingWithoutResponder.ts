/** Let's Encrypt has no OCSP since August 2025: its certificates name no responder, and there is nothing to staple. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce } from '../../inheritance.ts';
import { headOf } from '../../statements.ts';

const certificates: ReadonlySet<string> = new Set(['ssl_certificate']);
const answers: ReadonlySet<string> = new Set(['ssl_stapling_file', 'ssl_stapling_responder']);

export const staplingWithoutResponder: Rule = {
  id: 'stapling-without-responder',
  severity: 'information',
  *check(file, project) {
    for (const { statement } of placesNamed(file, 'ssl_stapling')) {
      if (statement.args[0]?.text !== 'on') continue;
      const held = inForce(file, project, statement.parent, certificates) ?? [];
      const isTheirs = held.some(({ statement: other }) => /\/letsencrypt\//.test(other.args[0]?.text ?? ''));
      if (!isTheirs || (inForce(file, project, statement.parent, answers) ?? []).length > 0) continue;
      const [value] = statement.args;
      yield {
        ...headOf(statement),
        message: l10n.t(
          "Let's Encrypt has given OCSP up: nginx finds nothing to staple, and says so whenever it starts.",
        ),
        fixes: value
          ? [{ title: l10n.t('Use {0}', 'off'), edits: [{ start: value.start, end: value.end, text: 'off' }] }]
          : [],
      };
    }
  },
};
