/** `$2` where the pattern before it captures one group: always empty. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Token } from '../../../types.ts';
import { type PatternPlace, patterns } from '../patterns.ts';
import { partOf } from '../setters/subject.ts';

export const uncapturedGroup: Rule = {
  id: 'uncaptured-group',
  severity: 'warning',
  *check(file) {
    for (const place of patterns(file)) {
      if (place.pattern.fault) continue;
      const token = replacement(place);
      if (token?.text.includes('$')) yield* check(file, place, token);
    }
  },
};

/** The value of a map's entry, or what takes the place of what was matched. */
function replacement({ statement, token }: PatternPlace): Token | undefined {
  if (statement.name === token) return statement.args[0];
  switch (statement.name.text) {
    case 'rewrite':
    case 'proxy_redirect':
    case 'proxy_cookie_domain':
    case 'proxy_cookie_path':
      return statement.args[1];
    default:
      return undefined;
  }
}

function* check(file: File, { pattern }: PatternPlace, token: Token): Generator<Finding> {
  for (const found of token.text.matchAll(/\$([1-9])/g)) {
    if (Number(found[1]) <= pattern.groups) continue;
    const message =
      pattern.groups === 0
        ? l10n.t('"{0}" is always empty: the pattern captures no group.', found[0])
        : l10n.t('"{0}" is always empty: the last group of the pattern is "{1}".', found[0], `$${pattern.groups}`);
    yield { ...partOf(file, token, found.index, found.index + 2), message };
  }
}
