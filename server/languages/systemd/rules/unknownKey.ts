/** Keys that systemd does not know in their section: it tells so in its log and passes over them. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { changeTo, linesOf } from '../edits.ts';
import { keysOf, sectionsWith } from '../keys.ts';
import { hasHole, isGunicorns, type Option, unitOf } from '../unit.ts';
import { blanksBehind } from './blankBehindBackslash.ts';

/** Shorter names are near to too many. */
const shortestSure = 6;

export const unknownKey: Rule = {
  id: 'unknown-unit-key',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    let before: Option | undefined;
    for (const option of unitOf(file).options) {
      const { section, key, kind } = option;
      const keys = keysOf.get(section);
      const isPiece = before?.value !== undefined && blanksBehind(file, before.value.end) !== undefined;
      before = option;
      if (!keys || kind !== undefined || key.startsWith('X-') || hasHole(key) || /^[{<@[]/.test(key) || isPiece)
        continue;
      const { name } = option.statement;
      // A line without its sign is told as such.
      if (!/^[ \t]*=/.test(file.text.slice(name.end, name.end + 100))) continue;
      yield findingOf(file, option, keys.keys());
    }
  },
};

function findingOf(file: File, option: Option, keys: Iterable<string>): Finding {
  const { section, key } = option;
  const { name } = option.statement;
  const span = { start: name.start, end: name.end };
  if (section === 'Socket' && key === 'Mode')
    return {
      ...span,
      message: l10n.t('systemd passes over "{0}": of a socket it is "{1}".', key, 'SocketMode'),
      fixes: [changeTo(name, 'SocketMode', true)],
    };
  const [other] = sectionsWith(key).sort((one, two) => Number(hasSection(file, two)) - Number(hasSection(file, one)));
  if (other !== undefined)
    return {
      ...span,
      message: l10n.t('systemd passes over "{0}" here: it is a key of [{1}], not of [{2}].', key, other, section),
      fixes: moveTo(file, option, other),
    };
  const near = nearest(key, keys);
  return {
    ...span,
    // A newer systemd may have it.
    ...(near === undefined && { severity: 'warning' as const }),
    message:
      near === undefined
        ? l10n.t('systemd does not know "{0}" in [{1}] and passes over it.', key, section)
        : l10n.t('systemd does not know "{0}" in [{1}] and passes over it; is "{2}" meant?', key, section, near),
    fixes:
      near === undefined
        ? []
        : [changeTo(name, near, near.toLowerCase() === key.toLowerCase() || key.length >= shortestSure)],
  };
}

function hasSection({ tree }: File, section: string): boolean {
  return tree.statements.some(({ body, name }) => body && name.text === section);
}

/** Behind the last line of the section, where there is one and the option is whole. */
function moveTo(file: File, { statement }: Option, section: string): Fix[] {
  const target = file.tree.statements.findLast(({ body, name }) => body && name.text === section);
  const lines = linesOf(file, statement);
  if (!target) return [];
  const place = linesOf(file, target.body?.at(-1) ?? target.name).end;
  const moved = file.text.slice(lines.start, lines.end);
  if (!moved.endsWith('\n') || file.text.charAt(place - 1) !== '\n' || (lines.start < place && place < lines.end))
    return [];
  return [
    {
      title: l10n.t('Move to [{0}]', section),
      edits: [
        { start: place, end: place, text: moved },
        { ...lines, text: '' },
      ],
      preferred: true,
    },
  ];
}
