/** How many commands a service begins with (service_verify, service.c). */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Span } from '../../../types.ts';
import { isGunicorns, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

export const severalExecStarts: Rule = {
  id: 'several-exec-starts',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const unit = unitOf(file);
    if (unit.isTemplate || unit.last('Service', 'Type')?.value?.text === 'oneshot') return;
    const [, ...others] = commandsOf(file);
    for (const { start, end } of others)
      yield {
        start,
        end,
        message: l10n.t('systemd refuses the unit: only with Type=oneshot may "ExecStart" have more than one command.'),
      };
  },
};

export const missingExecStart: Rule = {
  id: 'missing-exec-start',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const unit = unitOf(file);
    const service = file.tree.statements.find(({ name, body }) => body && name.text === 'Service');
    if (!service || unit.isDropIn || unit.isSocket || unit.isTemplate || commandsOf(file).length > 0) return;
    // What only ends something may stay active, and a unit may name what follows its success.
    if (
      unit.last('Unit', 'SuccessAction') ||
      (unit.last('Service', 'ExecStop') && unit.last('Service', 'RemainAfterExit'))
    )
      return;
    // A header or a key that is misspelt is told as such.
    if (unit.options.some(({ key, kind }) => kind === undefined && /^exec_?-?start/i.test(key))) return;
    yield {
      start: service.name.start,
      end: service.name.end,
      message: l10n.t('systemd refuses the unit: it has no "ExecStart".'),
    };
  },
};

/** A word `;` parts one command from the next. */
function commandsOf(file: File): Span[] {
  const commands: Span[] = [];
  for (const { value, hasHole } of unitOf(file).all('Service', 'ExecStart')) {
    if (!value || (hasHole && /^\{/.test(value.text))) continue;
    let isNew = true;
    for (const { start, end, text, quote } of wordsOf(file, value).words) {
      const last = commands.at(-1);
      if (text === ';' && quote === '' && end - start === 1) isNew = true;
      else if (isNew || !last) {
        commands.push({ start, end });
        isNew = false;
      } else last.end = end;
    }
  }
  return commands;
}
