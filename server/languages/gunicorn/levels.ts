/** Levels of Gunicorn's log, as both its command line and its file set them. */
import * as l10n from '@vscode/l10n';
import type { Finding, Span } from '../../types.ts';
import { nearest } from '../spelling.ts';
import { settings } from './settings.ts';

const levels = (settings.get('loglevel')?.choices ?? []).map(String);
const meant: Readonly<Record<string, string>> = {
  warn: 'warning',
  err: 'error',
  fatal: 'critical',
  trace: 'debug',
  notice: 'info',
};

/** `inner` is the span of the word itself. */
export function* levelFault(inner: Span, word: string): Iterable<Finding> {
  const lower = word.toLowerCase();
  if (levels.includes(lower)) return;
  const right = meant[lower] ?? nearest(lower, levels);
  yield {
    start: inner.start,
    end: inner.end,
    message: l10n.t('Gunicorn does not know the level "{0}" and takes "info". It knows {1}.', word, levels.join(', ')),
    fixes:
      right === undefined
        ? []
        : [
            {
              title: l10n.t('Change to "{0}"', right),
              edits: [{ start: inner.start, end: inner.end, text: right }],
              preferred: true,
            },
          ],
  };
}
