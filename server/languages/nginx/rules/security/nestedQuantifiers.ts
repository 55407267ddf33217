/** A repetition of a repetition takes exponential time on a text that nearly fits: a request can keep a worker busy for long. */
import * as l10n from '@vscode/l10n';
import type { Rule, Token } from '../../../../types.ts';
import { placesOf } from '../../../../walk.ts';

export const nestedQuantifiers: Rule = {
  id: 'regex-denial-of-service',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesOf(file, ['rewrite', 'location', 'if'])) {
      const pattern = patternOf(statement.name.text, statement.args);
      if (!pattern || !/[)][+*{]/.test(pattern.text)) continue;
      if (!isExponential(pattern.text)) continue;
      yield {
        start: pattern.start,
        end: pattern.end,
        message: l10n.t(
          'A repetition inside a repetition: on an address made for it this pattern takes exponential time.',
        ),
      };
    }
  },
};

function patternOf(name: string, args: readonly Token[]): Token | undefined {
  if (name === 'rewrite') return args[0];
  if (name === 'location' && /^~\*?$/.test(args[0]?.text ?? '')) return args[1];
  if (name === 'if' && args.some(({ text }) => /^!?~\*?$/.test(text))) return args[args.length - 1];
  return undefined;
}

/** `(x+)+` and its kin: a group whose whole inside may be repeated without anything that parts the rounds. */
function isExponential(pattern: string): boolean {
  const group = /\((?:\?:|\?<\w+>)?((?:\\.|\[(?:\\.|[^\]\\])*\]|\.|\w))([+*])\)[+*]|\((?:\?:)?\.\*\)[+*]/;
  return group.test(pattern.replace(/\((?:\?>)/g, '(?>'));
}
