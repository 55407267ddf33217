/** A pattern for the Referer or Origin that a host of somebody else's fits as well. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const looseOrigin: Rule = {
  id: 'loose-origin',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'if')) {
      const [variable, operator, pattern] = conditionOf(statement.args.map(({ text }) => text));
      if (!/^\$http_(?:origin|referer)$/i.test(variable) || !/^!?~\*?$/.test(operator) || pattern === '') continue;
      const reason = weakness(pattern);
      if (reason === undefined) continue;
      const word = statement.args[statement.args.length - 1];
      if (word) yield { start: word.start, end: word.end, message: reason };
    }
  },
};

/** The words of a condition without its parentheses. */
function conditionOf(words: readonly string[]): [string, string, string] {
  const [variable = '', operator = '', ...rest] = words
    .join(' ')
    .replace(/^\(\s*|\s*\)$/g, '')
    .split(/\s+/);
  return [variable, operator, rest.join(' ')];
}

function weakness(pattern: string): string | undefined {
  const example = 'attacker.example';
  if (!pattern.startsWith('^'))
    return l10n.t(
      'The pattern begins anywhere: "https://{0}/?" in front of the good name fits too. Begin it with "^".',
      example,
    );
  if (!/(?:\$|\/)\)?$/.test(pattern) && !/\(\?::\\d\+\)\?\$?$|\(?[/:$|]+\)$/.test(pattern))
    return l10n.t(
      'The pattern ends anywhere: the good name with ".{0}" behind it fits too. End it with "$" or "/".',
      example,
    );
  if (/(?<=[\w-])(?<!\\\w)\.(?=[\w-])/.test(pattern))
    return l10n.t('"." stands for any character here: write "\\." for a dot.');
  return undefined;
}
