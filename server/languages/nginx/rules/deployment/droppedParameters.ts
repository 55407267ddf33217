/** What a level passes on to the application (`proxy_set_header`, `fastcgi_param` …) takes the place of all that the level above says. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { type Held, inheritance, onLevel } from '../../inheritance.ts';
import { lineBefore } from '../../newLines.ts';
import { headOf } from '../../statements.ts';

const directives = ['proxy_set_header', 'grpc_set_header', 'fastcgi_param', 'uwsgi_param', 'scgi_param'];
/** More lines are better brought by an include. */
const mostLines = 8;

export const droppedParameters: Rule = {
  id: 'dropped-parameters',
  severity: 'information',
  *check(file, project) {
    for (const name of directives) {
      const seen = new Set<Statement>();
      const inherited = inheritance(file, project, [name]);
      for (const { statement } of placesNamed(file, name)) {
        const { parent } = statement;
        if (!parent || seen.has(parent)) continue;
        seen.add(parent);
        const outer = inherited(parent.parent);
        if (outer && outer.length > 0) yield* judged(file, project, statement, outer);
      }
    }
  },
};

function* judged(file: File, project: Project, first: Statement, outer: readonly Held[]): Iterable<Finding> {
  const own = onLevel(file, project, first.parent, [first.name.text]);
  if (!own) return;
  const said = new Set(own.map(nameOf));
  const lost: Held[] = [];
  for (const held of outer) {
    if (!said.has(nameOf(held))) lost.push(held);
    if (lost.length > mostLines) break;
  }
  if (lost.length === 0) return;
  const shown = lost.slice(0, mostLines).map(({ statement }) => statement.args[0]?.text ?? '');
  const lines = lost.map(({ file: from, statement }) => from.text.slice(statement.start, statement.end));
  yield {
    ...headOf(first),
    message: l10n.t(
      'With a "{0}" of its own this block does not pass on those of the level above: {1}.',
      first.name.text,
      lost.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', '),
    ),
    fixes:
      lines.length > mostLines
        ? []
        : [
            {
              title: l10n.t('Repeat those of the level above'),
              edits: lines.map((line) => lineBefore(file.text, first, line)),
            },
          ],
  };
}

function nameOf({ statement }: Held): string {
  return (statement.args[0]?.text ?? '').toLowerCase();
}
