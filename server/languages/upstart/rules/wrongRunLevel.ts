import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Span } from '../../../types.ts';
import type { EventMatch } from '../expression.ts';
import { readingOf } from '../faults.ts';
import { hasHole } from '../holes.ts';
import { levelsOf, runLevelPattern } from '../runLevels.ts';

/** A pattern that fits no run level, or the same as the other stanza's. */
export const wrongRunLevel: Rule = {
  id: 'wrong-run-level',
  severity: 'warning',
  *check(file) {
    for (const { events } of readingOf(file).expressions.values())
      for (const event of events) if (!hasHole(file, event.name)) yield* unmatchable(event);
    yield* both(file);
  },
};

function* unmatchable(event: EventMatch): Generator<Finding> {
  const pattern = runLevelPattern(event);
  if (!pattern) return;
  const { text } = pattern;
  const change = (to: string, span: Span) => [
    { title: l10n.t('Change to "{0}"', to), edits: [{ ...spanOf(span), text: to }] },
  ];
  const plain = event.args.filter(({ text: value }) => /^[0-6Ss]$/.test(value));
  const last = plain[plain.length - 1];
  if (last && plain.length > 1 && plain.length === event.args.length) {
    const whole = { start: pattern.start, end: last.end };
    yield {
      ...whole,
      message: l10n.t('The second value is the run level before this one: several levels stand in brackets.'),
      fixes: change(`[${plain.map(({ text: level }) => level).join('')}]`, whole),
    };
  } else if (levelsOf(text) === '') {
    const digits = /^\[?([!^]?[0-6Ss]{2,})\]?$/.exec(text)?.[1] ?? text.replace(/[,;]/g, '');
    yield {
      ...spanOf(pattern),
      message: l10n.t('No run level is "{0}": they are 0 to 6 and S, one sign each.', text),
      fixes: /^[!^]?[0-6Ss]+$/.test(digits) && !text.includes('=') ? change(`[${digits}]`, pattern) : [],
    };
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Where both stanzas wait for one event alone. */
function* both(file: File): Generator<Finding> {
  const { expressions } = readingOf(file);
  const found = new Map<string, { span: Span; levels: string }>();
  for (const [{ name }, { events }] of expressions) {
    const [event, second] = events;
    const pattern = event && !second ? runLevelPattern(event) : undefined;
    const fitting = pattern && levelsOf(pattern.text);
    if (pattern && fitting) found.set(name.text, { span: pattern, levels: fitting });
    else found.delete(name.text);
  }
  const start = found.get('start');
  const stop = found.get('stop');
  const common = [...(stop?.levels ?? '')].filter((level) => start?.levels.includes(level)).join('');
  if (!start || !stop || common === '') return;
  yield {
    ...spanOf(stop.span),
    message: l10n.t('The job starts on these run levels and stops on them: {0}.', common),
    fixes: [
      {
        title: l10n.t('Change to "{0}"', `[!${start.levels}]`),
        edits: [{ ...spanOf(stop.span), text: `[!${start.levels}]` }],
      },
    ],
  };
}
