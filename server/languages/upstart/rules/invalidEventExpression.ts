import * as l10n from '@vscode/l10n';
import type { File, Fix, Rule, Span } from '../../../types.ts';
import type { ExpressionFault } from '../expression.ts';
import { readingOf } from '../faults.ts';
import { lineEnd } from '../words.ts';
import { faultsOf } from './faults.ts';

/** What init cannot read behind `start on` and `stop on`. */
export const invalidEventExpression: Rule = {
  id: 'invalid-event-expression',
  severity: 'error',
  *check(file) {
    for (const { expression, statement, ...place } of faultsOf(file, ['expression'])) {
      const span = expression === 'no word' && place.start === place.end ? lineOf(file, statement, place.start) : place;
      const last = readingOf(file).expressions.get(statement)?.tokens.at(-1)?.end ?? statement.end;
      const { start, end } = span;
      yield {
        start,
        end,
        message: messageFor(expression, file.text.slice(start, end)),
        fixes: fixesFor(file, expression, span, last),
      };
    }
  },
};

/** A line in parentheses that holds no word; the stanza where nothing stands behind `on`. */
function lineOf({ text }: File, statement: Span, at: number): Span {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  if (from <= statement.start) return { start: statement.start, end: statement.end };
  return { start: from, end: Math.max(lineEnd(text, from), from) };
}

function messageFor(kind: ExpressionFault['kind'], word: string): string {
  switch (kind) {
    case 'no event':
      return l10n.t('An event is missing at "{0}": Upstart refuses the file.', word);
    case 'no operator':
      return l10n.t('"and" or "or" is missing before "{0}": Upstart refuses the file.', word);
    case 'no variable':
      return l10n.t('Behind a value with a name Upstart takes no value without one, and refuses "{0}".', word);
    case 'unopened':
      return l10n.t('No parenthesis is open here: Upstart refuses the file.');
    case 'unclosed':
      return l10n.t('This parenthesis is not closed: Upstart refuses the file.');
    default:
      return /^(?:start|stop)/.test(word)
        ? l10n.t('An event is missing behind "on": Upstart refuses the file.')
        : l10n.t(
            'In parentheses each line needs a word: Upstart refuses the file at a line that is empty or a comment.',
          );
  }
}

function fixesFor({ text }: File, kind: ExpressionFault['kind'], { start, end }: Span, last: number): Fix[] {
  const insert = (at: number, word: string): Fix => ({
    title: l10n.t('Insert "{0}"', word.trim()),
    edits: [{ start: at, end: at, text: word }],
  });
  if (kind === 'no operator') return [insert(start, 'and '), insert(start, 'or ')];
  if (kind === 'unclosed') return [insert(last, ')')];
  if (kind === 'unopened')
    return [{ title: l10n.t('Remove "{0}"', ')'), edits: [{ start, end, text: '' }], preferred: true }];
  const isBlankLine =
    kind === 'no word' && text.charAt(start - 1) === '\n' && /^[ \t\r]*$/.test(text.slice(start, end));
  if (!isBlankLine) return [];
  return [{ title: l10n.t('Remove the empty line'), edits: [{ start: start - 1, end, text: '' }], preferred: true }];
}
