/** Sections of one name become one: what both have, the last one says. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../types.ts';

export const duplicateSection: Rule = {
  id: 'duplicate-section',
  severity: 'warning',
  *check(file) {
    const seen = new Map<string, Set<string>>();
    for (const statement of file.tree.statements) {
      if (!statement.body) continue;
      const { start, end, text } = statement.name;
      const before = seen.get(text);
      const names = namesIn(statement);
      seen.set(text, new Set([...(before ?? []), ...names]));
      if (!before) continue;
      const both = names.filter((name) => before.has(name));
      yield {
        start,
        end,
        message:
          both.length > 0
            ? l10n.t(
                '[{0}] stands above already: supervisord makes one of both, and {1} above has no effect.',
                text,
                both.join(', '),
              )
            : l10n.t('[{0}] stands above already: supervisord makes one of both.', text),
      };
    }
  },
};

function namesIn({ body = [] }: Statement): string[] {
  return [...new Set(body.map(({ name }) => name.text.toLowerCase()))];
}
