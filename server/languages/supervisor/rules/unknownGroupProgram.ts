/** A group of a program that is not there ends the start of supervisord; it may stand in a file that is not known, though. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Project, Rule, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { isKnownAsWhole, othersOf } from '../includes.ts';
import { isWhole, sectionsOf, sourceOf } from '../options.ts';

interface Programs {
  /** By the kind of their sections, of which a group takes two. */
  plain: ReadonlySet<string>;
  fast: ReadonlySet<string>;
  isAll: boolean;
}

export const unknownGroupProgram: Rule = {
  id: 'unknown-group-program',
  severity: 'error',
  *check(file, project) {
    const groups = sectionsOf(file).filter(({ kind }) => kind === 'group');
    if (groups.length === 0) return;
    const programs = programsOf(file, project);
    for (const { options } of groups) {
      const value = options.get('programs')?.value;
      if (value && !value.text.includes('%')) yield* judged(file, value, programs);
    }
  },
};

function* judged(file: File, value: Token, { plain, fast, isAll }: Programs): Iterable<Finding> {
  let from = value.start;
  for (const part of sourceOf(file, value).split(',')) {
    const name = part.trim();
    const start = from + part.length - part.trimStart().length;
    const comma = from > value.start ? from - 1 : from + part.length;
    from += part.length + 1;
    if (name === '' && !plain.has('') && !fast.has('')) {
      yield {
        start: comma,
        end: comma + 1,
        message: l10n.t('A comma too many: supervisord looks for a program without a name.'),
        fixes: [
          { title: l10n.t('Remove the comma'), edits: [{ start: comma, end: comma + 1, text: '' }], preferred: true },
        ],
      };
      continue;
    }
    const end = start + name.length;
    if (plain.has(name) && fast.has(name))
      yield {
        start,
        end,
        message: l10n.t('"{0}" is a program and a fcgi-program: supervisord cannot tell which is meant.', name),
      };
    if (plain.has(name) || fast.has(name)) continue;
    const near = [nearest(name, [...plain, ...fast]) ?? []].flat();
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

function programsOf(file: File, project: Project): Programs {
  const files = [file, ...othersOf(file, project)];
  const named = (wanted: string): Set<string> =>
    new Set(files.flatMap((other) => sectionsOf(other).flatMap(({ kind, name }) => (kind === wanted ? name : []))));
  return {
    plain: named('program'),
    fast: named('fcgi-program'),
    isAll: isWhole(file) || isKnownAsWhole(file, project),
  };
}
