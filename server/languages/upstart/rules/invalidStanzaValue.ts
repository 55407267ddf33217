import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Token } from '../../../types.ts';
import { isTaken, type ValueKind } from '../values.ts';
import { faultsOf } from './faults.ts';

/** Numbers, signals and masks that parse_job.c does not take: "Illegal …, expected …". */
export const invalidStanzaValue: Rule = {
  id: 'invalid-stanza-value',
  severity: 'error',
  *check(file) {
    for (const { word, value, start, end } of faultsOf(file, ['illegal value'])) {
      const message = messageFor(value, word.text);
      if (message !== undefined) yield { start, end, message, fixes: fixesFor(value, word) };
    }
  },
};

function messageFor(kind: ValueKind, text: string): string | undefined {
  switch (kind) {
    case 'seconds':
      return l10n.t('Upstart expects a whole number of seconds, and refuses "{0}".', text);
    case 'count':
      return l10n.t('Upstart expects a whole number or "unlimited", and refuses "{0}".', text);
    case 'limit':
      return l10n.t('Upstart expects a whole number or "unlimited", and refuses "{0}".', text);
    case 'exit status':
      return l10n.t('Upstart expects an exit status or the name of a signal, and refuses "{0}".', text);
    case 'signal':
      return l10n.t('Upstart expects the name or number of a signal, and refuses "{0}".', text);
    case 'mask':
      return l10n.t('Upstart expects an octal number up to 0777, and refuses "{0}".', text);
    case 'nice':
      return l10n.t('Upstart expects a number from {0} to {1}, and refuses "{2}".', -20, 19, text);
    case 'oom score':
      return l10n.t('Upstart expects "never" or a number from {0} to {1}, and refuses "{2}".', -999, 1000, text);
    case 'oom adjustment':
      return l10n.t('Upstart expects "never" or a number from {0} to {1}, and refuses "{2}".', -16, 15, text);
    default:
      return undefined;
  }
}

function fixesFor(kind: ValueKind, { start, end, text }: Token): Fix[] {
  const better = text.toUpperCase();
  const candidates = [text.replace(/(?<=^\d{1,9})s(?:ec(?:onds?)?)?$/i, ''), better, text.toLowerCase()];
  const meant = candidates.find((candidate) => candidate !== text && isTaken(kind, candidate));
  if (meant === undefined) return [];
  return [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }], preferred: true }];
}
