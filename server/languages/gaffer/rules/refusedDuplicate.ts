/** ConfigParser on Python 3 is strict: no section and no option stands twice. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Statement } from '../../../types.ts';
import { removal } from '../../supervisor/options.ts';

export const refusedDuplicate: Rule = {
  id: 'refused-duplicate',
  severity: 'error',
  *check(file) {
    const seen = new Set<string>();
    const defaults = new Set<string>();
    for (const { name, body } of file.tree.statements) {
      if (!body) continue;
      // DEFAULT alone may be said in parts, its options once.
      if (seen.has(name.text) && name.text !== 'DEFAULT')
        yield {
          start: name.start,
          end: name.end,
          message: l10n.t('[{0}] stands above already, which gafferd refuses on Python 3.', name.text),
        };
      seen.add(name.text);
      yield* amongOptions(file.text, body, name.text === 'DEFAULT' ? defaults : new Set());
    }
  },
};

function* amongOptions(text: string, body: readonly Statement[], seen: Set<string>): Iterable<Finding> {
  for (const option of body) {
    const lower = option.name.text.toLowerCase();
    if (seen.has(lower))
      yield {
        start: option.name.start,
        end: option.name.end,
        message: l10n.t('"{0}" stands in this section already, which gafferd refuses on Python 3.', lower),
        fixes: [removal(text, option)],
      };
    seen.add(lower);
  }
}
