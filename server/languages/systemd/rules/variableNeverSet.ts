/** A variable in a command that neither the unit nor systemd sets is replaced by nothing (systemd.exec(5), ENVIRONMENT VARIABLES). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isGunicorns, type Unit, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

/** What systemd itself sets. */
const given =
  /^(?:PATH|LANG|LC_\w+|USER|LOGNAME|HOME|SHELL|TERM|MAINPID|PIDFILE|(?:RUNTIME|STATE|CACHE|LOGS|CONFIGURATION|CREDENTIALS)_DIRECTORY|XDG_RUNTIME_DIR|INVOCATION_ID|MANAGERPID|JOURNAL_STREAM|NOTIFY_SOCKET|SERVICE_RESULT|EXIT_(?:CODE|STATUS)|(?:LISTEN|WATCHDOG|MONITOR|TRIGGER|REMOTE|MEMORY_PRESSURE|SYSTEMD)_\w+|FDSTORE|DEBUG_INVOCATION)$/;

export const variableNeverSet: Rule = {
  id: 'variable-never-set',
  severity: 'warning',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const unit = unitOf(file);
    const set = variablesOf(unit);
    if (!set) return;
    for (const { value, hasHole } of unit.commands) {
      if (!value || hasHole || !value.text.includes('$')) continue;
      const { words } = wordsOf(file, value);
      // A colon switches variables off, and a shell may set its own.
      if (/^[@+!|-]*:/.test(words[0]?.text ?? '') || words.some(({ text }) => /^-\w*c$/.test(text))) continue;
      for (const word of words.slice(1)) {
        const source = file.text.slice(word.start, word.end);
        for (const found of source.matchAll(/\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
          const [text, braced, plain] = found;
          const name = braced ?? (source === text ? plain : undefined);
          if (name === undefined || given.test(name) || set.has(name)) continue;
          yield {
            start: word.start + found.index,
            end: word.start + found.index + text.length,
            // systemd's own environment may have it.
            severity: 'information' as const,
            message: l10n.t('Nothing in this unit sets {0}: systemd puts nothing in its place.', name),
          };
        }
      }
    }
  },
};

/** The names that the unit sets; undefined where a file or another unit may set more. */
function variablesOf(unit: Unit): Set<string> | undefined {
  const isElsewhere = ['EnvironmentFile', 'PassEnvironment', 'PAMName'].some((key) => unit.last('Service', key));
  if (isElsewhere || unit.isDropIn || unit.isTemplate) return undefined;
  return new Set(
    unit.environment.flatMap(({ value }) =>
      [...(value?.text ?? '').matchAll(/(?:^|[\s"'])([A-Za-z_]\w*)=/g)].map(([, name = '']) => name),
    ),
  );
}
