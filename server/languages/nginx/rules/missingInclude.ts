/** nginx: `open() "%s" failed (2: No such file or directory)`, for an include without a pattern. */
import * as l10n from '@vscode/l10n';
import type { File, Project, Rule } from '../../../types.ts';
import { includes } from '../includes.ts';
import { wellKnown } from '../whole/configuration.ts';
import { isHole } from '../whole/holes.ts';

export const missingInclude: Rule = {
  id: 'missing-include',
  // The machine that the files are made for may have it.
  severity: 'warning',
  *check(file, project) {
    for (const statement of includes.statements(file)) {
      const [target] = statement.args;
      if (!target || wellKnown.test(target.text) || ofPackages.test(target.text)) continue;
      if (isHole(target.text) || target.text.includes('$')) continue;
      const lost = project.lost(file, statement);
      if (lost?.kind !== 'missing') continue;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t('There is no file "{0}": nginx does not start without it.', target.text),
        ...(!hasNeighbours(lost.uri, file, project) && { severity: 'information' as const }),
        fixes: [{ title: l10n.t('Create "{0}"', target.text), edits: [], creates: lost.uri }],
      };
    }
  },
};

/** Files that packages put beside nginx.conf. */
const ofPackages = /^(?:snippets\/(?:fastcgi-php|snakeoil)\.conf|naxsi_core\.rules)$/;

/** Whether other files of its folder are part of the configuration, so that it should be here as well. */
function hasNeighbours(uri: string, file: File, project: Project): boolean {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  return project
    .together(file)
    .some((other) => other.uri.startsWith(folder) && !other.uri.includes('/', folder.length));
}
