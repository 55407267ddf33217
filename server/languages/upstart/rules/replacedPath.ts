import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { hasHole } from '../holes.ts';
import { stanzasOf } from '../job.ts';

const system = ['/usr/local/bin', '/usr/bin', '/bin'];

/** `env PATH=` takes the place of init's own, which has the folders of the system. */
export const replacedPath: Rule = {
  id: 'replaced-path',
  severity: 'warning',
  *check(file) {
    for (const { args } of stanzasOf(file, 'env')) {
      const [word] = args;
      if (!word?.text.startsWith('PATH=') || hasHole(file, word)) continue;
      const folders = word.text.slice('PATH='.length).split(':');
      // That it expands nothing is said by another rule.
      if (/[$`]/.test(word.text) || folders.some((folder) => /^\/(?:usr\/)?bin\/?$/.test(folder))) continue;
      const { start, end } = word;
      const more = system.filter((folder) => !folders.includes(folder)).join(':');
      const isQuoted = /["']$/.test(file.text.slice(start, end));
      const at = isQuoted ? end - 1 : end;
      yield {
        start,
        end,
        message: l10n.t('This takes the place of the whole PATH: programs of the system are not found any more.'),
        fixes: [{ title: l10n.t('Append {0}', more), edits: [{ start: at, end: at, text: `:${more}` }] }],
      };
    }
  },
};
