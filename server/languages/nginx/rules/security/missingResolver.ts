/** With a variable in `proxy_pass` nginx looks the name up for each request, and that takes a `resolver`. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce } from '../../inheritance.ts';

const resolver: ReadonlySet<string> = new Set(['resolver']);

export const missingResolver: Rule = {
  id: 'missing-resolver',
  severity: 'warning',
  *check(file, project) {
    const upstreams = new Set(
      placesNamed(file, 'upstream').map(({ statement }) => statement.args[0]?.text.toLowerCase()),
    );
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      const [target] = statement.args;
      if (!target?.text.includes('$') || context.startsWith('stream')) continue;
      const host = /^https?:\/\/([a-z][\w-]*(?:\.[\w-]+)+)(?::[\d$]\w*)?(?=[/$]|$)/i
        .exec(target.text)?.[1]
        ?.toLowerCase();
      if (host === undefined || upstreams.has(host)) continue;
      const held = inForce(file, project, statement.parent, resolver);
      if (!held || held.length > 0) continue;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t(
          'nginx looks "{0}" up for each request, for there is a variable in the target; without a "resolver" it answers 502.',
          host,
        ),
      };
    }
  },
};
