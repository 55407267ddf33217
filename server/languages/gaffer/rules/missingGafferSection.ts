/** gafferd 0.5 asks for the items of [gaffer], and ends where there is none. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { startsProcess } from '../reference.ts';
import { sectionsOf } from '../sections.ts';

export const missingGafferSection: Rule = {
  id: 'missing-gaffer-section',
  severity: 'information',
  *check(file) {
    const all = sectionsOf(file);
    const [first] = all;
    if (!first || !all.some(({ kind }) => startsProcess(kind)) || all.some(({ kind }) => kind === 'gaffer')) return;
    const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
    const { start } = first.statement;
    yield {
      start: first.statement.name.start,
      end: first.statement.name.end,
      message: l10n.t(
        'Since 0.5 gafferd does not start without a section [gaffer], unless another file includes this one.',
      ),
      fixes: [
        { title: l10n.t('Add {0}', '[gaffer]'), edits: [{ start, end: start, text: `[gaffer]${lineEnd}${lineEnd}` }] },
      ],
    };
  },
};
