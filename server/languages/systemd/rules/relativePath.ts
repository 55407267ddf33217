/** Paths that systemd refuses because they do not begin at the root (config_parse_exec and config_parse_working_directory, load-fragment.c). */
import * as l10n from '@vscode/l10n';
import type { Rule, Token } from '../../../types.ts';
import { embedded } from '../commands.ts';

export const relativePath: Rule = {
  id: 'relative-path',
  severity: 'error',
  *check(file) {
    // Units without Gunicorn are the business of others.
    if (embedded(file).length === 0) return;
    for (const { name, body } of file.tree.statements) {
      if (name.text !== 'Service') continue;
      for (const { name: option, args } of body ?? []) {
        const [value] = args;
        if (!value) continue;
        const found = option.text === 'WorkingDirectory' ? folderIn(value) : programIn(option.text, value);
        if (!found || isUnknown(found.text)) continue;
        yield {
          start: found.start,
          end: found.start + found.text.length,
          message: l10n.t('systemd refuses the unit: "{0}" is not an absolute path.', found.text),
        };
      }
    }
  },
};

interface Found {
  text: string;
  start: number;
}

function folderIn({ text, start }: Token): Found | undefined {
  // With "-" systemd only passes over it.
  return /^(?:[-/]|~$|$)/.test(text) ? undefined : { text, start };
}

function programIn(option: string, { text, start }: Token): Found | undefined {
  if (!/^Exec(?:Start|Reload|Stop|StartPre|StartPost|StopPost)$/.test(option)) return undefined;
  // With "-" too it only passes over the command.
  if (/^[@:+!|]*-/.test(text)) return undefined;
  const [, before = '', program = ''] = /^([@:+!|]*["']?)([^\s"']*)/.exec(text) ?? [];
  return program.includes('/') && !program.startsWith('/')
    ? { text: program, start: start + before.length }
    : undefined;
}

/** What systemd or the author of a template fills in may well begin with a slash. */
function isUnknown(text: string): boolean {
  return /^%|\{\{|\{%|<%|^@|^__/.test(text);
}
