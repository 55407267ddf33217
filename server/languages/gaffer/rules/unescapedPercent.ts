/** configparser's BasicInterpolation: `%(key)s` takes a value of the same section, and `%%` is a sign. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Statement } from '../../../types.ts';
import { withoutComments } from '../../comments.ts';
import { nearest } from '../../spelling.ts';
import { leadsFar, type Options, sign } from '../interpolation.ts';
import { defaultsOf, isRead, sectionsOf } from '../sections.ts';

/** What [DEFAULT] has is judged anew for each section, but not for thousands. */
const mostHeirs = 50;

export const unescapedPercent: Rule = {
  id: 'unescaped-percent',
  severity: 'error',
  *check(file) {
    if (!file.text.includes('%')) return;
    const defaults = defaultsOf(file);
    const read = sectionsOf(file).filter((section) => isRead(section, defaults));
    const told = new Set<Statement>();
    for (const [index, { options }] of read.entries()) {
      const all: Options = (name) => options.get(name) ?? defaults.get(name);
      const names = (): string[] => [...options.keys(), ...defaults.keys()];
      const inherited =
        index < mostHeirs ? [...defaults].flatMap(([name, option]) => (options.has(name) ? [] : option)) : [];
      for (const option of [...options.values(), ...inherited]) {
        if (told.has(option)) continue;
        const found = [...judged(file, option, all, names)];
        if (found.length > 0) told.add(option);
        yield* found;
      }
    }
  },
};

function* judged(file: File, option: Statement, all: Options, names: () => string[]): Iterable<Finding> {
  const [value] = option.args;
  if (!value?.text.includes('%')) return;
  const text = withoutComments(file, value).slice(value.start, value.end);
  for (const { 0: source, 1: name, index } of text.matchAll(sign)) {
    const other = all(name?.toLowerCase() ?? '');
    const isEndless = other !== undefined && leadsFar(other, all);
    if (source === '%%' || (other && !isEndless)) continue;
    const start = value.start + index;
    const end = start + source.length;
    if (isEndless) {
      yield { start, end, message: l10n.t('gafferd puts values in over ten steps at most, and here it goes round.') };
      continue;
    }
    const meant = name === undefined || name.length < 4 ? undefined : nearest(name.toLowerCase(), names());
    yield {
      start,
      end,
      message:
        name === undefined
          ? l10n.t('gafferd cannot read "{0}": a "%" that is meant as such is written "%%".', source)
          : l10n.t('The section has no "{0}" to put in here: a "%" that is meant as such is written "%%".', name),
      fixes: [
        ...(meant === undefined
          ? []
          : [{ title: l10n.t('Change to {0}', `%(${meant})s`), edits: [{ start, end, text: `%(${meant})s` }] }]),
        {
          title: l10n.t('Double it: {0}', `%${source}`),
          edits: [{ start, end: start, text: '%' }],
          preferred: meant === undefined,
        },
      ],
    };
  }
}
