/** svlogd puts the time in front of lines only when it is told to (svlogd(8), -t). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { commandsOf } from '../parse.ts';
import { readOptions, wordsOf } from '../programs.ts';

export const svlogdWithoutTime: Rule = {
  id: 'svlogd-without-time',
  severity: 'hint',
  *check(file) {
    for (const command of commandsOf(file)) {
      const [name, ...words] = wordsOf(command, 'svlogd') ?? [];
      if (!name) continue;
      const { options, rest } = readOptions('svlogd', words);
      if (!rest || rest.length === 0 || options.some(({ letter }) => letter === 't')) continue;
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t('svlogd writes lines as they come: with "-tt" each begins with its time.'),
        fixes: [{ title: l10n.t('Insert "{0}"', '-tt'), edits: [{ start: name.end, end: name.end, text: ' -tt' }] }],
      };
    }
  },
};
