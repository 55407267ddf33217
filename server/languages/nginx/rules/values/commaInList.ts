/** nginx lists words with blanks between them: a comma belongs to the word, and the word is another one then. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Token } from '../../../../types.ts';
import { placesByName } from '../../../../walk.ts';
import { directives } from '../../reference.ts';

/** No host, MIME type or header has a comma within. */
const whole = new Set(['server_name', 'valid_referers']);
/** A file may have one, but hardly at the end of its name. */
const files = new Set(['index', 'try_files']);

export const commaInList: Rule = {
  id: 'comma-in-list',
  severity: 'warning',
  *check(file) {
    for (const [name, places] of placesByName(file)) {
      const isWhole = whole.has(name) || (directives.get(name)?.some(({ kind }) => kind === 'mime_types') ?? false);
      if (!isWhole && !files.has(name)) continue;
      for (const { statement, context } of places)
        for (const token of context === 'map' || context === 'geo' ? [] : statement.args) {
          const isList = isWhole && !token.text.startsWith('~');
          if (token.quote === '' && (isList ? token.text.includes(',') : /[^,],$/.test(token.text)))
            yield finding(token, name);
        }
    }
  },
};

function finding(token: Token, name: string): Finding {
  const { start, end, text } = token;
  const bare = text.split(',').filter((word) => word !== '');
  return {
    start,
    end,
    message: l10n.t('The comma in "{0}" is part of the word for "{1}": lists have blanks only.', text, name),
    fixes: [
      bare.length === 0
        ? { title: l10n.t('Remove "{0}"', text), edits: [{ start, end, text: '' }] }
        : {
            title: l10n.t('Change to "{0}"', bare.join(' ')),
            edits: [{ start, end, text: bare.join(' ') }],
            preferred: true,
          },
    ],
  };
}
