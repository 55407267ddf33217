/** A pattern for the Referer or Origin that a host of somebody else's fits as well. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

const source = /^\$\{?http_(?:origin|referer)\}?$/i;

export const looseOrigin: Rule = {
  id: 'loose-origin',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'if')) {
      const [variable, operator, pattern] = conditionOf(statement.args.map(({ text }) => text));
      if (!source.test(variable) || !/^!?~\*?$/.test(operator) || pattern === '') continue;
      // Whoever is refused for a word in the referer is refused with whatever stands around it.
      if (
        !operator.startsWith('!') &&
        (statement.body ?? []).some(({ name }) => name.text === 'return') &&
        !namesHost(pattern)
      )
        continue;
      const reason = weakness(pattern);
      if (reason === undefined) continue;
      const word = statement.args[statement.args.length - 1];
      if (word) yield { start: word.start, end: word.end, message: reason };
    }
    for (const { statement } of placesNamed(file, 'map')) {
      if (!source.test(statement.args[0]?.text ?? '')) continue;
      for (const { name, args } of statement.body ?? []) {
        const pattern = /^~\*?(.*)$/s.exec(name.text)?.[1];
        // What is to mean nothing lets nobody in.
        if (pattern === undefined || !namesHost(pattern) || /^(?:0|off|)$/.test(args[0]?.text ?? '')) continue;
        const reason = weakness(pattern);
        if (reason !== undefined) yield { start: name.start, end: name.end, message: reason };
      }
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

/** Whether the pattern has a dot for one: words alone are no hosts. */
function namesHost(pattern: string): boolean {
  return /:\/\/|\\\.|\w\.\w/.test(pattern);
}

/** nginx reads no longer words. */
const longest = 4096;

function weakness(pattern: string): string | undefined {
  if (pattern.length > longest) return undefined;
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
