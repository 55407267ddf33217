/** A group of a program that is not there ends the start of supervisord; it may stand in another file, though. */
import * as l10n from '@vscode/l10n';
import type { File, Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { othersOf } from '../includes.ts';
import { isWhole, sectionsOf, sourceOf } from '../options.ts';
import { programs } from '../reference.ts';

export const unknownGroupProgram: Rule = {
  id: 'unknown-group-program',
  severity: 'error',
  *check(file, project) {
    const sections = sectionsOf(file);
    const elsewhere = sections.some(({ kind }) => kind === 'group')
      ? othersOf(file, project).flatMap(programNames)
      : [];
    const names = new Set([...programNames(file), ...elsewhere]);
    const isAll = isWhole(file);
    for (const { kind, options } of sections) {
      const value = options.get('programs')?.value;
      if (kind !== 'group' || !value || value.text.includes('%')) continue;
      for (const found of sourceOf(file, value).matchAll(/[^,\s][^,\n]*/g)) {
        const name = found[0].trim();
        if (names.has(name)) continue;
        const start = value.start + found.index;
        const end = start + name.length;
        const near = [nearest(name, names) ?? []].flat();
        if (!isAll && near.length === 0) continue;
        yield {
          start,
          end,
          severity: isAll ? 'error' : 'information',
          message: l10n.t('There is no program "{0}" here.', name),
          fixes: near.map((meant) => ({
            title: l10n.t('Change to "{0}"', meant),
            edits: [{ start, end, text: meant }],
            preferred: isAll && near.length === 1,
          })),
        };
      }
    }
  },
};

function programNames(file: File): string[] {
  return sectionsOf(file)
    .filter(({ kind }) => programs.has(kind))
    .map(({ name }) => name);
}
