/** Values go through Python's % operator: a lone `%` ends the start of supervisord. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule } from '../../../types.ts';
import { expansionsIn } from '../expansions.ts';
import { type Option, optionsOf, sourceOf } from '../options.ts';
import { expansions, programs } from '../reference.ts';

/** Sections whose values are expanded. */
const expanded: ReadonlySet<string> = new Set([
  ...programs,
  'supervisord',
  'unix_http_server',
  'inet_http_server',
  'include',
  'group',
]);

export const unescapedPercent: Rule = {
  id: 'unescaped-percent',
  severity: 'error',
  *check(file) {
    for (const option of optionsOf(file)) if (option.record && expanded.has(option.kind)) yield* judged(file, option);
  },
};

function* judged(file: File, { value, kind }: Option): Iterable<Finding> {
  if (!value?.text.includes('%')) return;
  for (const { start, end, name, fault } of expansionsIn(sourceOf(file, value), value.start)) {
    const source = file.text.slice(start, end);
    const isKnown = name !== undefined && (/^ENV_/.test(name) || isAvailable(name, kind));
    if (isKnown && fault === undefined) continue;
    if (name === undefined && fault === undefined) continue;
    const doubled = {
      title: l10n.t('Double it: {0}', `%${source}`),
      edits: [{ start, end: start, text: '%' }],
      preferred: !isKnown,
    };
    const completed = { title: l10n.t('Change to {0}', `%(${name})s`), edits: [{ start, end, text: `%(${name})s` }] };
    yield {
      start,
      end,
      message:
        name !== undefined && !isKnown
          ? l10n.t('supervisord has nothing to put in for {0}: a "%" that is meant as such is written "%%".', source)
          : l10n.t('supervisord cannot read "{0}": a "%" that is meant as such is written "%%".', source),
      fixes: isKnown && fault === 'format' ? [completed, doubled] : [doubled],
    };
  }
}

function isAvailable(name: string, kind: string): boolean {
  return programs.has(kind) ? expansions.has(name) : name === 'here' || name === 'host_node_name';
}
