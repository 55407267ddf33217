/** Sections of one name become one, over all files: what both have, the last one says. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Statement } from '../../../types.ts';
import { nameOf } from '../../across/proxied.ts';
import { othersOf } from '../includes.ts';
import { sectionsOf } from '../options.ts';
import { programs } from '../reference.ts';

export const duplicateSection: Rule = {
  id: 'duplicate-section',
  severity: 'warning',
  *check(file, project) {
    yield* inOthers(file, project);
    const written = file.tree.statements.filter(({ body }) => body);
    if (written.length === sectionsOf(file).length) return;
    const seen = new Map<string, Set<string>>();
    for (const statement of written) {
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

/** Programs and groups alone: a section of supervisord's own may be meant to be completed. */
function* inOthers(file: File, project: Project): Iterable<Finding> {
  const others = othersOf(file, project);
  if (others.length === 0) return;
  const homes = new Map(
    others.flatMap((other) => sectionsOf(other).map(({ statement }) => [statement.name.text, other])),
  );
  for (const { statement, kind } of sectionsOf(file)) {
    const { start, end, text } = statement.name;
    const other = homes.get(text);
    if (other && (programs.has(kind) || kind === 'group'))
      yield {
        start,
        end,
        message: l10n.t('[{0}] stands in {1} too: supervisord makes one of both.', text, nameOf(other)),
      };
  }
}

function namesIn({ body = [] }: Statement): string[] {
  return [...new Set(body.map(({ name }) => name.text.toLowerCase()))];
}
