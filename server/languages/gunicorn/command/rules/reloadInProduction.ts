/** Watching the code costs, and half a deployment is loaded too. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

export const reloadInProduction: Rule = {
  id: 'reload-in-production',
  severity: 'information',
  *check(file) {
    // A Procfile is for development too, and some say so in their names.
    if (file.host?.language.id === 'procfile' || /(?:dev|local|debug|test)/i.test(file.uri.replace(/^.*\//, '')))
      return;
    for (const { setting, name } of commandFacts(file)?.read.flags ?? [])
      if (setting === 'reload')
        yield {
          start: name.start,
          end: name.end,
          message: l10n.t(
            '"reload" is for development: it watches every file, and replaces workers in the middle of a deployment.',
          ),
        };
  },
};
