/** Gunicorn refuses a hook whose number of parameters is not the one that it calls it with (validate_callable). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { settings } from '../../settings.ts';
import { moduleOf } from '../parse.ts';

export const hookArity: Rule = {
  id: 'wrong-hook-parameters',
  severity: 'error',
  *check(file) {
    const { definitions, assignments } = moduleOf(file);
    const last = new Map([...assignments, ...definitions].map(({ name }) => [name.text, name.start]));
    for (const { name, arity, parameters } of definitions) {
      const { arities = [], parameters: names = [] } = settings.get(name.text) ?? {};
      if (arities.length === 0 || last.get(name.text) !== name.start || arities.includes(arity)) continue;
      const wanted = `(${names.join(', ')})`;
      yield {
        start: parameters.start,
        end: parameters.end,
        message: l10n.t('Gunicorn refuses {0} with {1} parameters: it calls it with {2}.', name.text, arity, wanted),
        fixes: [{ title: l10n.t('Change to {0}', wanted), edits: [{ ...parameters, text: wanted }] }],
      };
    }
  },
};
