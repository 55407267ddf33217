/** datatypes.py: a blank or `:` breaks the protocol of event listeners, `/` the addresses of the web interface (since 3.3.2). */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Span } from '../../../types.ts';
import { sectionsOf } from '../options.ts';
import { programs } from '../reference.ts';

const refused = /[ :/]/;

export const invalidProgramName: Rule = {
  id: 'invalid-program-name',
  severity: 'error',
  *check(file) {
    for (const { statement, kind, name, options } of sectionsOf(file)) {
      if (!programs.has(kind) && kind !== 'group') continue;
      const { start, end, text } = statement.name;
      const from = start + text.indexOf(':') + 1;
      if (name === '')
        yield {
          start: from,
          end: Math.max(end, from),
          severity: 'warning',
          message: l10n.t('A name is missing behind the colon.'),
        };
      if (refused.test(name)) yield judged(name, { start: from, end });
      const process = options.get('process_name');
      if (process?.record && process.value && refused.test(process.value.text.trim()))
        yield judged(process.value.text, process.value);
    }
  },
};

function judged(name: string, { start, end }: Span): Finding {
  const mended = name.trim().replace(/[\s:/]+/g, '-');
  return {
    start,
    end,
    message: l10n.t('The name "{0}" has a blank, a ":" or a "/", which supervisord refuses.', name.trim()),
    fixes: [{ title: l10n.t('Change to "{0}"', mended), edits: [{ start, end, text: mended }] }],
  };
}
