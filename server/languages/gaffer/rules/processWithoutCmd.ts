/** A process without a command is passed over. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { startsProcess } from '../reference.ts';
import { defaultsOf, sectionsOf } from '../sections.ts';

/** Under what name people write it. */
export const commandNames: ReadonlySet<string> = new Set([
  'command',
  'cmds',
  'cdm',
  'exec',
  'run',
  'program',
  'cmdline',
]);

export const processWithoutCmd: Rule = {
  id: 'process-without-cmd',
  severity: 'error',
  *check(file) {
    const defaults = defaultsOf(file);
    for (const { statement, kind, options } of sectionsOf(file)) {
      if (!startsProcess(kind) || ((options.get('cmd') ?? defaults.get('cmd'))?.args.length ?? 0) > 0) continue;
      const { start, end, text } = statement.name;
      const meant = options.has('cmd') ? undefined : [...options].find(([name]) => commandNames.has(name))?.[1].name;
      yield {
        start,
        end,
        message: l10n.t('[{0}] has no "cmd": gaffer passes over it.', text),
        fixes: meant
          ? [
              {
                title: l10n.t('Change to "{0}"', 'cmd'),
                edits: [{ start: meant.start, end: meant.end, text: 'cmd' }],
                preferred: true,
              },
            ]
          : [],
      };
    }
  },
};
