/** nginx: `unknown directive "%s"`. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { nearest } from '../../spelling.ts';
import { entries } from '../entries.ts';
import { faults } from '../faults.ts';
import { directives, removed } from '../reference.ts';

export const unknownDirective: Rule = {
  id: 'unknown-directive',
  severity: 'error',
  *check(file) {
    const isLoaded = loadsUnknownModule(file);
    const meant = new Map<string, string | undefined>();
    for (const { statement, context } of faults(file, 'unknown-directive')) {
      const { text, start, end } = statement.name;
      if (removed.has(text)) continue;
      if (!meant.has(text)) meant.set(text, nearest(text, namesFor(context)));
      yield finding({ start, end }, text, meant.get(text), isLoaded);
    }
  },
};

function finding(
  span: { start: number; end: number },
  name: string,
  meant: string | undefined,
  isLoaded: boolean,
): Finding {
  // A module of which nothing is known here may bring the directive along.
  const severity = isLoaded && meant === undefined ? { severity: 'information' as const } : {};
  if (meant === undefined) return { ...span, message: l10n.t('Unknown directive "{0}".', name), ...severity };
  return {
    ...span,
    ...severity,
    message: l10n.t('Unknown directive "{0}". Did you mean "{1}"?', name, meant),
    fixes: [{ title: l10n.t('Change to "{0}"', meant), edits: [{ ...span, text: meant }], preferred: true }],
  };
}

function* namesFor(context: string): Iterable<string> {
  for (const entry of entries(context)) yield entry.name;
  yield* directives.keys();
}

const modules = new Set([...directives.values()].flatMap((records) => records.map((record) => record.module)));

function loadsUnknownModule(file: File): boolean {
  return placesNamed(file, 'load_module').some(({ statement }) => {
    const path = statement.args[0]?.text ?? '';
    return !modules.has(path.slice(path.lastIndexOf('/') + 1).replace(/\.so$/, ''));
  });
}
