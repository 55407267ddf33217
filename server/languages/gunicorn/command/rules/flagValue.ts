/** Flags without the value that they take, or with one that they do not take. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

export const flagValue: Rule = {
  id: 'wrong-flag-value-count',
  severity: 'error',
  *check(file) {
    const facts = commandFacts(file);
    for (const word of facts?.read.positionals.slice(0, 1) ?? []) {
      // Behind a switch a truth value is the application.
      const before = facts?.read.flags.find(
        ({ name, value }) => !value && /^\s+$/.test(file.text.slice(name.end, word.start)),
      );
      if (before && /^(?:true|false|yes|no|on|off|1|0)$/i.test(word.text))
        yield {
          start: word.start,
          end: word.end,
          message: l10n.t('"{0}" behind a flag that takes no value is the application for Gunicorn.', word.text),
          fixes: [
            {
              title: l10n.t('Remove {0}', word.text),
              edits: [{ start: before.name.end, end: word.end, text: '' }],
              preferred: /^(?:true|yes|on|1)$/i.test(word.text),
            },
          ],
        };
    }
    for (const fault of commandFacts(file)?.read.faults ?? []) {
      const { word } = fault;
      if (fault.kind === 'missing value')
        yield {
          start: word.start,
          end: word.end,
          message: l10n.t('"{0}" needs a value behind it.', fault.flag),
        };
      if (fault.kind === 'unexpected value')
        yield {
          start: word.start,
          end: word.end,
          message: l10n.t('"{0}" takes no value: it is on when it is there.', fault.flag),
          fixes: /^(?:true|yes|on|1)$/i.test(fault.value.text)
            ? [
                {
                  title: l10n.t('Change to "{0}"', fault.flag),
                  edits: [{ start: word.start, end: word.end, text: fault.flag }],
                  preferred: true,
                },
              ]
            : [],
        };
      if (fault.kind === 'unexpected argument')
        yield {
          start: word.start,
          end: word.end,
          message: l10n.t('Gunicorn has its application already, and refuses "{0}".', word.text),
        };
    }
  },
};
