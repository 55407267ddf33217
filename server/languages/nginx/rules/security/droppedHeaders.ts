/** `add_header` of an outer level holds in a block only where that has none of its own (ngx_http_headers_filter_module). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { type Held, inForce, onLevel } from '../../inheritance.ts';
import { lineBefore } from '../../newLines.ts';
import { headOf } from '../../statements.ts';

const names = ['add_header'];
const inherits = ['add_header_inherit'];

/** Headers that protect the client; to lose one is a hole, to lose another a change. */
const protective =
  /^(?:strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy|cross-origin-[\w-]+-policy|x-xss-protection)$/i;

export const droppedHeaders: Rule = {
  id: 'dropped-headers',
  severity: 'warning',
  *check(file, project) {
    const seen = new Set<Statement>();
    for (const { statement } of placesNamed(file, 'add_header')) {
      const { parent } = statement;
      if (!parent || seen.has(parent)) continue;
      seen.add(parent);
      yield* judged(file, project, parent, statement);
    }
  },
};

function* judged(file: File, project: Project, block: Statement, first: Statement): Iterable<Finding> {
  const own = onLevel(file, project, block, names);
  const outer = inForce(file, project, block.parent, names);
  const inherit = inForce(file, project, block, inherits);
  if (!own || !outer || inherit?.some(({ statement }) => statement.args[0]?.text === 'merge')) return;
  const lost = outer.filter((held) => !own.some((other) => nameOf(other) === nameOf(held)));
  if (lost.length === 0) return;
  const lines = lost.map(({ file: from, statement }) => from.text.slice(statement.start, statement.end));
  yield {
    ...headOf(first),
    severity: lost.some((held) => protective.test(nameOf(held))) ? 'warning' : 'information',
    message: l10n.t(
      'This add_header drops those of the level above: {0}.',
      lost.map(({ statement }) => statement.args[0]?.text ?? '').join(', '),
    ),
    fixes: [
      {
        title: l10n.t('Repeat the headers of the level above'),
        edits: lines.map((line) => lineBefore(file.text, first, line)),
      },
    ],
  };
}

function nameOf({ statement }: Held): string {
  return (statement.args[0]?.text ?? '').toLowerCase();
}
