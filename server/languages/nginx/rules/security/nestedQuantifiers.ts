/** A repetition of a repetition takes exponential time on a text that nearly fits: a request can keep a worker busy for long. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { patterns, spanIn } from '../../patterns.ts';

/** nginx reads no longer words. */
const longest = 4096;
/** What a client's request is compared with. */
const asked = new Set(['location', 'rewrite', 'if', 'server_name']);

export const nestedQuantifiers: Rule = {
  id: 'regex-denial-of-service',
  severity: 'warning',
  *check(file) {
    for (const place of patterns(file)) {
      const { statement, token, from } = place;
      const text = token.text.slice(from);
      const isAsked = asked.has(statement.name.text) || statement.parent?.name.text === 'map';
      if (!isAsked || text.length > longest || !/\)[+*{]/.test(text) || !exponential.test(text)) continue;
      yield {
        ...spanIn(file, place, 0, text.length),
        message: l10n.t(
          'A repetition inside a repetition: on an address made for it this pattern takes exponential time.',
        ),
      };
    }
  },
};

const atom = String.raw`(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\[\]()|?*+{}^$])`;
/** `(x+)+` and its kin: a repeated group that one repetition alone can fill, for all else in it may be left out. */
const exponential = new RegExp(
  String.raw`\((?:\?:|\?<\w+>)?(?:${atom}[?*])*?${atom}[+*](?:${atom}[?*])*\)(?:[+*]|\{\d*,\})(?!\+)`,
);
