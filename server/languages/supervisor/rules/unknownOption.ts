/** supervisord asks each section for the options that it knows; others are never looked at. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { optionsOf } from '../options.ts';
import { optionNames, sections } from '../reference.ts';

/** Sections whose other options are arguments for a factory. */
const open: ReadonlySet<string> = new Set(['rpcinterface', 'ctlplugin', '']);

/** What people look for under another name. */
const meantOtherwise: Readonly<Record<string, string>> = {
  log_stdout: 'stdout_logfile',
  log_stderr: 'stderr_logfile',
  logfile: 'stdout_logfile',
  stdout_log: 'stdout_logfile',
  stderr_log: 'stderr_logfile',
  cwd: 'directory',
  env: 'environment',
  restart: 'autorestart',
};

export const unknownOption: Rule = {
  id: 'unknown-option',
  severity: 'warning',
  *check(file) {
    for (const { kind, statement, record } of optionsOf(file)) {
      if (record || open.has(kind)) continue;
      const { start, end, text } = statement.name;
      // What is no option at all has been told.
      if (!/^[ \t]*[=:]/.test(file.text.slice(end, end + 100))) continue;
      if (text.startsWith('[')) {
        const lineEnd = statement.end;
        yield {
          start,
          end: lineEnd,
          message: l10n.t(
            'The header has no "]", so supervisord reads it as an option, and the section above goes on.',
          ),
          fixes: [
            { title: l10n.t('Insert "]"'), edits: [{ start: lineEnd, end: lineEnd, text: ']' }], preferred: true },
          ],
        };
        continue;
      }
      const names = optionNames(kind);
      const lower = text.toLowerCase();
      const other = meantOtherwise[lower];
      const homes = [...sections]
        .filter(([, { options }]) => Object.hasOwn(options, lower))
        .map(([, { syntax }]) => syntax);
      const isRenamed = other !== undefined && names.includes(other);
      const near = homes.length === 0 ? nearest(lower, names) : undefined;
      const meant = isRenamed ? [other] : [near ?? []].flat();
      yield {
        start,
        end,
        message:
          homes.length > 0 && !isRenamed
            ? l10n.t(
                '"{0}" is an option of {1}, not of [{2}]: supervisord passes over it.',
                text,
                homes.join(', '),
                kind,
              )
            : l10n.t('"{0}" is no option of [{1}]: supervisord passes over it.', text, kind),
        fixes: meant.map((name) => ({
          title: l10n.t('Change to "{0}"', name),
          edits: [{ start, end, text: name }],
          preferred: other === undefined && meant.length === 1,
        })),
      };
    }
  },
};
