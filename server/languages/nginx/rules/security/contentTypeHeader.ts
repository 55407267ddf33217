/** `add_header Content-Type` adds a second Content-Type; nginx's own stays. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { headOf } from '../../statements.ts';

export const contentTypeHeader: Rule = {
  id: 'content-type-twice',
  severity: 'information',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'add_header')) {
      const [field, value] = statement.args;
      if (field?.text.toLowerCase() !== 'content-type' || !value) continue;
      const siblings = statement.parent?.body ?? file.tree.statements;
      const isAlone =
        siblings.every(({ name }) => !/^(?:default_type|types)$/.test(name.text)) && context === 'location';
      const replaces = value.quote !== '' || !value.text.includes(';');
      yield {
        ...headOf(statement),
        message: l10n.t(
          'This adds a second Content-Type beside the one that nginx or the application sends. "default_type" sets it.',
        ),
        ...(isAlone &&
          replaces && {
            fixes: [
              {
                title: l10n.t('Use {0}', 'default_type'),
                edits: [{ ...headOf(statement), text: `default_type ${file.text.slice(value.start, value.end)}` }],
              },
            ],
          }),
      };
    }
  },
};
