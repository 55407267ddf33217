/** Lines that systemd cannot read: it passes over them, or refuses the whole unit at a header (parse_line, conf-parser.c). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Statement, Token } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { hasHole, isGunicorns } from '../unit.ts';
import { blanksBehind } from './blankBehindBackslash.ts';

export const unreadableLine: Rule = {
  id: 'unreadable-unit-line',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    let before: Statement | undefined;
    for (const statement of file.tree.statements) {
      const found = statement.body ? headerFault(file, statement) : lineFault(file, statement, true);
      if (found) yield found;
      for (const option of statement.body ?? []) {
        const fault = isBehindBlank(file, before) ? undefined : lineFault(file, option, before ?? false);
        if (fault) yield fault;
        before = option;
      }
    }
  },
};

/** A value that was to go on is told by a rule of its own. */
function isBehindBlank(file: File, before: Statement | undefined): boolean {
  return before !== undefined && blanksBehind(file, before.end) !== undefined;
}

function headerFault({ text }: File, { name, start }: Statement): Finding | undefined {
  const lineFeed = text.indexOf('\n', name.end);
  const behind = text.slice(name.end + 1, lineFeed < 0 ? text.length : lineFeed).trim();
  if (behind === '' || hasHole(behind) || behind.endsWith('\\')) return undefined;
  const from = name.end + 1;
  let first = from;
  while (text.charAt(first) === ' ' || text.charAt(first) === '\t') first++;
  return {
    start,
    end: first + behind.length,
    message: l10n.t('systemd refuses the unit: nothing may stand behind "]" of a section.'),
    fixes: /^[#;]/.test(behind)
      ? [
          {
            title: l10n.t('Put the comment on a line of its own'),
            edits: [
              { start, end: start, text: `${behind}\n` },
              { start: from, end: first + behind.length, text: '' },
            ],
            preferred: true,
          },
        ]
      : [],
  };
}

/** `before` is the option above, `true` stands for a line in front of the first section. */
function lineFault(file: File, { name }: Statement, before: Statement | boolean): Finding | undefined {
  const { text } = file;
  const { start, end, text: said } = name;
  if (hasHole(said) || /^(?:[{<@]|\\+$)/.test(said)) return undefined;
  if (said.startsWith('['))
    return {
      start,
      end,
      message: l10n.t('systemd refuses the unit: the header of a section ends in "]".'),
      fixes: /^\[\w+$/.test(said) ? [changeTo(name, `${said}]`, true)] : [],
    };
  if (!/^[ \t]*=/.test(text.slice(end, end + 100))) {
    const parts =
      /^([A-Z][A-Za-z]+)[ \t]*:[ \t]*(\S.*)$/.exec(said) ?? /^([A-Z][a-z][A-Za-z]+)[ \t]+(\S.*)$/.exec(said);
    return {
      start,
      end,
      message: l10n.t('systemd passes over this line: it has no "=".'),
      fixes: parts ? [changeTo(name, `${parts[1]}=${parts[2]}`)] : continued(file, name, before),
    };
  }
  return before === true
    ? { start, end, message: l10n.t('systemd passes over this line: it stands in front of the first section.') }
    : undefined;
}

/** A flag on a line of its own belongs to the command above, whose line has lost its backslash. */
function continued(file: File, { text, start }: Token, before: Statement | boolean): Fix[] {
  if (typeof before === 'boolean' || !text.startsWith('-') || !/^Exec\w+$/.test(before.name.text)) return [];
  const isNext = /^[^\\]\r?\n[ \t]*$/.test(file.text.slice(before.end - 1, start));
  if (before.args.length === 0 || !isNext) return [];
  return [
    {
      title: l10n.t('Let the line above go on'),
      edits: [{ start: before.end, end: before.end, text: ' \\' }],
      preferred: true,
    },
  ];
}
