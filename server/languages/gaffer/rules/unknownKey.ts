/** gafferd asks for the keys that it knows, and passes over all others. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { keyOf, keysOf, sections, startsProcess } from '../reference.ts';
import { sectionsOf } from '../sections.ts';
import { commandNames } from './processWithoutCmd.ts';

/** Sections whose keys are names of others: variables, events, options of Python's ssl module. */
const open: ReadonlySet<string> = new Set(['', 'env', 'webhooks', 'ssl', 'lookup_ssl', 'auth']);

/** What people look for under another name. */
const meantOtherwise: Readonly<Record<string, string>> = {
  command: 'cmd',
  exec: 'cmd',
  directory: 'cwd',
  working_dir: 'cwd',
  user: 'uid',
  group: 'gid',
  numprocs: 'numprocesses',
  workers: 'numprocesses',
  plugin_dir: 'plugins_dir',
  loglevel: 'log_level',
  autostart: 'start',
};

export const unknownKey: Rule = {
  id: 'unknown-option',
  severity: 'warning',
  *check(file) {
    for (const { statement, kind, options } of sectionsOf(file)) {
      if (open.has(kind)) continue;
      for (const { name } of statement.body ?? []) {
        const lower = name.text.toLowerCase();
        // Variables and a missing command have rules of their own.
        if (keyOf(lower, kind) || (startsProcess(kind) && (lower === 'env' || isCommand(lower, options)))) continue;
        const names = keysOf(kind);
        const other = meantOtherwise[lower];
        const meant = other !== undefined && names.has(other) ? other : nearest(lower, names.keys());
        const { start, end, text } = name;
        yield {
          start,
          end,
          message: l10n.t('"{0}" is no key of [{1}]: gafferd passes over it.', text, statement.name.text),
          fixes:
            meant === undefined
              ? []
              : [
                  {
                    title: l10n.t('Change to "{0}"', meant),
                    edits: [{ start, end, text: meant }],
                    preferred: meant !== other,
                  },
                ],
        };
      }
    }
  },
};

function isCommand(name: string, options: ReadonlyMap<string, Statement>): boolean {
  return commandNames.has(name) && !options.has('cmd');
}

export const unknownSection: Rule = {
  id: 'unknown-section',
  severity: 'warning',
  *check(file) {
    for (const { statement, kind } of sectionsOf(file)) {
      const { start, end, text } = statement.name;
      if (kind !== '' || text === 'DEFAULT') continue;
      const colon = text.indexOf(':');
      const word = (colon < 0 ? text : text.slice(0, colon)).trim();
      const meant = word.toLowerCase() === 'program' ? 'process' : nearest(word, sections.keys());
      const isNamed = meant !== undefined && (sections.get(meant)?.syntax.includes(':') ?? false);
      // Other programs may keep settings of their own in the same file.
      if (meant === undefined) continue;
      const header = isNamed ? `${meant}:${text.slice(colon + 1).trim()}` : meant;
      yield {
        start,
        end,
        message: l10n.t('gafferd does not know the section [{0}] and passes over it.', text),
        fixes:
          isNamed === colon >= 0
            ? [
                {
                  title: l10n.t('Change to {0}', `[${header}]`),
                  edits: [{ start, end, text: header }],
                  preferred: word.toLowerCase() === meant,
                },
              ]
            : [],
      };
    }
  },
};
