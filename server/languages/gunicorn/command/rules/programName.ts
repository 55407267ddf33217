/** Programs that Gunicorn has given up, and its own name written wrongly. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { removed } from '../../settings.ts';
import { commandFacts } from '../facts.ts';

export const misspeltProgram: Rule = {
  id: 'misspelt-program',
  severity: 'warning',
  *check(file) {
    const call = commandFacts(file)?.call;
    if (call?.kind !== 'misspelt') return;
    const { end, text } = call.program;
    const name = text.replace(/^.*\//, '');
    const start = end - name.length;
    yield {
      start,
      end,
      message: l10n.t('"{0}": is "{1}" meant?', name, 'gunicorn'),
      fixes: [
        { title: l10n.t('Change to "{0}"', 'gunicorn'), edits: [{ start, end, text: 'gunicorn' }], preferred: true },
      ],
    };
  },
};

export const removedProgram: Rule = {
  id: 'removed-program',
  severity: 'warning',
  *check(file) {
    const call = commandFacts(file)?.call;
    if (call?.kind !== 'removed') return;
    const { end, text } = call.program;
    const name = text.replace(/^.*\//, '');
    yield {
      start: end - name.length,
      end,
      message: l10n.t(
        'Gunicorn has no program "{0}" since {1}: write gunicorn and the module of the application.',
        name,
        removed.programs.get(name) ?? '',
      ),
    };
  },
};
