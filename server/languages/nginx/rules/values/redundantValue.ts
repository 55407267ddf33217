/** nginx: `duplicate value`, `duplicate MIME type`, `duplicate extension`: said twice, or the default anyway. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Token } from '../../../../types.ts';
import { placesByName, placesNamed } from '../../../../walk.ts';
import { allows } from '../../entries.ts';
import { directives } from '../../reference.ts';

export const redundantValue: Rule = {
  id: 'redundant-value',
  severity: 'information',
  *check(file) {
    for (const [name, places] of placesByName(file)) {
      const records = directives.get(name)?.filter(({ kind }) => kind === 'bitmask' || kind === 'mime_types') ?? [];
      if (records.length === 0) continue;
      for (const { statement, context } of places) {
        const record = records.find((candidate) => allows(candidate, context));
        if (!record || statement.body) continue;
        const always = record.kind === 'mime_types' ? record.default?.split(' ')[0] : undefined;
        const seen = new Set<string>(always === undefined ? [] : [always]);
        for (const token of statement.args) {
          const word = token.text.toLowerCase();
          // The directive's only word stays: without it there would be an error.
          if (seen.has(word) && statement.args.length > 1) yield repeated(file, token, word === always);
          else seen.add(word);
        }
      }
    }
    for (const { statement } of placesNamed(file, 'types')) {
      const seen = new Map<string, string>();
      for (const { name, args } of statement.body ?? [])
        for (const token of name.text === 'include' ? [] : args) {
          const extension = token.text.toLowerCase();
          const before = seen.get(extension);
          if (before === undefined || before === name.text) seen.set(extension, name.text);
          else
            yield {
              start: token.start,
              end: token.end,
              message: l10n.t(
                'The extension "{0}" has the type "{1}" already; this one takes its place.',
                token.text,
                before,
              ),
            };
        }
    }
  },
};

function repeated({ text }: File, { start, end, text: word }: Token, isDefault: boolean): Finding {
  let from = start;
  while (/[ \t]/.test(text.charAt(from - 1))) from--;
  return {
    start,
    end,
    message: isDefault
      ? l10n.t('"{0}" is always among the types: nginx warns that it stands there twice.', word)
      : l10n.t('"{0}" stands there twice.', word),
    fixes: [{ title: l10n.t('Remove "{0}"', word), edits: [{ start: from, end, text: '' }], preferred: true }],
  };
}
