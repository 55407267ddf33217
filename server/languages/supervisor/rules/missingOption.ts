/** Options without which supervisord refuses a section. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { sectionsOf } from '../options.ts';
import { optionNames, optionRecord, sections } from '../reference.ts';

const required = new Map(
  [...sections.keys()].map((kind) => [kind, optionNames(kind).filter((name) => optionRecord(name, kind)?.required)]),
);

export const missingOption: Rule = {
  id: 'missing-option',
  severity: 'error',
  *check(file) {
    const all = sectionsOf(file);
    // What [DEFAULT] has, every section has.
    const defaults = all.find(({ statement }) => statement.name.text === 'DEFAULT')?.options;
    for (const { statement, kind, options } of all) {
      if (kind === 'group' && !options.get('programs')?.value)
        yield {
          start: statement.name.start,
          end: statement.name.end,
          severity: 'warning',
          message: l10n.t('The group is empty: "{0}" names none.', 'programs'),
        };
      // Of supervisorctl's own the server knows nothing.
      if (kind === 'ctlplugin') continue;
      for (const name of required.get(kind) ?? []) {
        const given = options.get(name) ?? defaults?.get(name);
        if (given?.value) continue;
        const { start, end, text } = given?.statement.name ?? statement.name;
        if (!given)
          yield {
            start,
            end,
            message: l10n.t('[{0}] has no "{1}", without which supervisord does not start.', text, name),
          };
        else if (name === 'command')
          yield { start, end, severity: 'warning', message: l10n.t('The command is empty: the program never starts.') };
      }
    }
  },
};
