/** Sections that a unit of this kind does not have: systemd passes over all that stands in them. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { changeTo } from '../edits.ts';
import { keysOf } from '../keys.ts';
import { hasHole, isGunicorns } from '../unit.ts';

export const unknownSection: Rule = {
  id: 'unknown-unit-section',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    const foreign = file.uri.endsWith('.service') ? 'Socket' : file.uri.endsWith('.socket') ? 'Service' : undefined;
    for (const { name, body } of file.tree.statements) {
      const { text } = name;
      if (!body || text.startsWith('X-') || hasHole(text) || (keysOf.has(text) && text !== foreign)) continue;
      const near = text === foreign ? undefined : nearest(text, keysOf.keys());
      yield {
        start: name.start,
        end: name.end,
        message:
          text === foreign
            ? l10n.t('systemd passes over [{0}] in this file: a socket and its service are two units.', text)
            : l10n.t('systemd does not know the section [{0}] and passes over it.', text),
        fixes: near === undefined ? [] : [changeTo(name, near, true)],
      };
    }
  },
};
