/** A comment has a line of its own: behind a value it is a part of the value. */
import * as l10n from '@vscode/l10n';
import type { Rule, Span } from '../../../types.ts';
import { linesOf } from '../edits.ts';
import type { Kind } from '../keys.ts';
import { isGunicorns, type Option, unitOf } from '../unit.ts';
import { valueFault } from '../values.ts';

/** Kinds of values that hold no `#` as such. */
const plain: ReadonlySet<Kind | undefined> = new Set<Kind>([
  'boolean',
  'time',
  'signal',
  'mode',
  'number',
  'output',
  'memory',
  'choice',
  'units',
]);
const names =
  /^(?:User|Group|SocketUser|SocketGroup|WorkingDirectory|EnvironmentFile|RuntimeDirectory|PIDFile|ListenStream|WantedBy|RequiredBy|Also|Alias)$/;

export const commentBehindValue: Rule = {
  id: 'comment-behind-value',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of unitOf(file).options) {
      const comment = commentIn(option);
      const { value, key, kind } = option;
      if (!comment || !value) continue;
      const rest = value.text.slice(0, comment.start - value.start).trimEnd();
      const isThrownAway = valueFault(key, value.text.trim(), kind) !== undefined;
      const { start } = linesOf(file, option.statement);
      const text = file.text.slice(comment.start, comment.end);
      yield {
        ...comment,
        severity: isThrownAway ? 'error' : 'warning',
        message: isThrownAway
          ? l10n.t(
              'systemd has no comments behind a value: it reads "{0}" for {1}, and passes over it.',
              value.text,
              key,
            )
          : l10n.t('systemd has no comments behind a value: this is a part of {0}.', key),
        fixes: [
          {
            title: l10n.t('Put the comment on a line of its own'),
            edits: [
              { start, end: start, text: `${text}\n` },
              { start: value.start + rest.length, end: comment.end, text: '' },
            ],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** What is meant for a comment in a value of one line. */
export function commentIn({ value, key, kind, hasHole }: Option): Span | undefined {
  if (!value || hasHole || value.text.length !== value.end - value.start) return undefined;
  const signs = plain.has(kind) ? '#;' : names.test(key) ? '#' : kind === 'command' ? '# ' : '';
  if (signs === '') return undefined;
  const at = blankAndSign(value.text, signs);
  return at < 0 ? undefined : { start: value.start + at, end: value.end };
}

/** In a command a `#` alone, outside of quotes, with a blank on both sides. */
function blankAndSign(text: string, signs: string): number {
  for (let at = 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (!' \t'.includes(text.charAt(at - 1))) continue;
    if (signs === '# ' ? text.startsWith('# ', at) && !/["']/.test(text.slice(0, at)) : signs.includes(sign)) return at;
  }
  return -1;
}
