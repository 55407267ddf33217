import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';

/** Lines that are stanzas, and hardly the text of anything else; the second ones may be commands of a shell. */
const stanza =
  /^[ \t]*(?:(?:start|stop)[ \t]+on[ \t]+\S|respawn[ \t\r]*$|respawn[ \t]+limit[ \t]|(?:(?:pre|post)-(?:start|stop)[ \t]+)?script[ \t\r]*$|(?:pre|post)-(?:start|stop)[ \t]+exec[ \t]|end[ \t]+script|(?:setuid|setgid)[ \t]+\w+[ \t\r]*$|expect[ \t]+(?:fork|daemon|stop)\b|kill[ \t]+timeout[ \t]+\d)/m;
const command = /^[ \t]*(?:exec[ \t]+\/|env[ \t]+\w+=|chdir[ \t]+\/)/m;

/** A quote goes over the ends of lines, up to the next one of its kind (libnih's config.c). */
export const swallowedStanza: Rule = {
  id: 'swallowed-stanza',
  severity: 'warning',
  *check({ text, tree }) {
    for (const { name, args } of tree.statements) {
      const isText = name.text !== 'exec' && args[0]?.text !== 'exec';
      for (const { start, end } of args) {
        const source = text.slice(start, end);
        const lineFeed = source.indexOf('\n');
        const at = lineFeed < 0 ? undefined : openQuote(source.slice(0, lineFeed));
        if (at === undefined || !isSwallowed(source.slice(lineFeed + 1), isText)) continue;
        yield {
          start: start + at,
          end: start + at + 1,
          message: l10n.t('This quote is closed lines below only: the stanzas up to there are a part of its text.'),
        };
      }
    }
  },
};

function isSwallowed(lines: string, isText: boolean): boolean {
  return stanza.test(lines) || (isText && command.test(lines));
}

/** Where the quote stands that is open at the end of the line. */
function openQuote(line: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\') at++;
    else if (open !== undefined && character === line.charAt(open)) open = undefined;
    else if (open === undefined && (character === '"' || character === "'")) open = at;
  }
  return open;
}
