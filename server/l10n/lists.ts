/** Words in a row, as the language of messages writes them. */
import * as l10n from '@vscode/l10n';

export function list(words: readonly string[]): string {
  return words.join(l10n.t(', '));
}

export function quotedList(words: readonly string[]): string {
  return list(words.map((word) => l10n.t('"{0}"', word)));
}
