/** An nginx on another machine, whose word Gunicorn does not take: it believes 127.0.0.1 alone. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../types.ts';
import { isLocal } from '../addresses.ts';
import { applicationsOf } from './applications.ts';
import { nameOf } from './proxied.ts';
import { pairsIn } from './workspace.ts';

export const untrustedProxy: Rule = {
  id: 'untrusted-proxy',
  severity: 'information',
  *check(file, project) {
    const told = new Set<number>();
    for (const { pass, reached, bound } of pairsIn(file, project)) {
      const { use } = bound;
      if (bound.application.piece !== file || isLocal(use) || isLocal(reached.use) || told.has(use.start)) continue;
      // Another file or the environment may say whom to believe.
      const isSaid = project
        .files()
        .some(
          (other) =>
            applicationsOf(other).some((application) => application.has('forwarded_allow_ips')) ||
            other.text.includes('FORWARDED_ALLOW_IPS'),
        );
      if (isSaid) return;
      told.add(use.start);
      yield {
        start: use.start,
        end: use.end,
        message: l10n.t(
          'nginx reaches this from another machine ({0} goes to "{1}"), and Gunicorn believes only 127.0.0.1 that a request came over HTTPS: "forwarded_allow_ips" must name the address of the proxy.',
          nameOf(pass.file),
          reached.use.name,
        ),
      };
    }
  },
};
