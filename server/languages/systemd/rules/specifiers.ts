/** A letter or digit behind `%` must be a specifier (specifier_printf, specifier.c); any other sign stands for itself. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { specifiers } from '../keys.ts';
import { isGunicorns, type Option, unitOf } from '../unit.ts';
import { sourceOf } from '../words.ts';

const expanded =
  /^(?:Exec\w+|WorkingDirectory|RootDirectory|User|Group|Description|Environment|EnvironmentFile|PIDFile|SyslogIdentifier|Standard(?:Output|Error)|\w+Directory|ListenStream|ReadWritePaths|Socket(?:User|Group))$/;
/** Once they were, and only a warning is left. */
const older = 'crR';

export const unresolvedSpecifier: Rule = {
  id: 'unresolved-specifier',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of unitOf(file).options) {
      const { value, key, kind, hasHole } = option;
      if (!value || kind === undefined || !expanded.test(key) || !value.text.includes('%')) continue;
      if (hasHole || value.text.includes('{%')) continue;
      const source = sourceOf(file, value);
      for (let at = source.indexOf('%'); at >= 0; at = source.indexOf('%', at + 2)) {
        const letter = source.charAt(at + 1);
        if (!/[A-Za-z\d]/.test(letter) || specifiers.has(letter) || older.includes(letter)) continue;
        const start = value.start + at;
        yield {
          start,
          end: start + 2,
          message: isRefused(option)
            ? l10n.t(
                'systemd refuses the unit: it has no specifier "{0}". A "%" that is meant as such is written "%%".',
                `%${letter}`,
              )
            : l10n.t(
                'systemd passes over this line: it has no specifier "{0}". A "%" that is meant as such is written "%%".',
                `%${letter}`,
              ),
          fixes: [
            {
              title: l10n.t('Double it: {0}', `%%${letter}`),
              edits: [{ start, end: start, text: '%' }],
              preferred: true,
            },
          ],
        };
      }
    }
  },
};

function isRefused({ key, value }: Option): boolean {
  if (key.startsWith('Exec')) return !/^[@:+!|]*-/.test(value?.text ?? '');
  return /^(?:WorkingDirectory|User|Group)$/.test(key) && !value?.text.startsWith('-');
}
