/** A script whose `cd` fails goes on where it is, which for a run script is the folder of the service. */
import * as l10n from '@vscode/l10n';
import type { File, Rule } from '../../../types.ts';
import { commandsOf } from '../parse.ts';

export const uncheckedCd: Rule = {
  id: 'unchecked-cd',
  severity: 'information',
  *check(file) {
    if (stopsAtFailure(file)) return;
    for (const { words, redirects, around, start, end } of commandsOf(file)) {
      const [name, folder] = words;
      if ((name?.text !== 'cd' && name?.text !== 'pushd') || around.isDecisive || around.inSubstitution) continue;
      // What is there always.
      if (!folder || /^(?:\/+|(?:\.\.?\/?)+)$/.test(folder.text)) continue;
      const isAlone = !around.isPiped && !around.isBackground && redirects.length === 0;
      const last = words[words.length - 1]?.end ?? end;
      yield {
        start,
        end: last,
        message: l10n.t('Where "{0}" fails, the script goes on in the folder that it is in.', name.text),
        fixes: isAlone
          ? [{ title: l10n.t('Append "{0}"', '|| exit 1'), edits: [{ start: last, end: last, text: ' || exit 1' }] }]
          : [],
      };
    }
  },
};

/** `set -e`, or a first line that says so. */
function stopsAtFailure(file: File): boolean {
  if (/^#!.*\s-\w*e/.test(file.text)) return true;
  return commandsOf(file).some(
    ({ words: [name, ...options] }) =>
      name?.text === 'set' && options.some(({ text }) => /^-\w*e/.test(text) || text === 'errexit'),
  );
}
