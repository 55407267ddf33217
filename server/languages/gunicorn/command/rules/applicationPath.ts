/** The application is a module with dots, not a path: Gunicorn imports it. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

export const applicationPath: Rule = {
  id: 'application-is-a-path',
  severity: 'error',
  *check(file) {
    const facts = commandFacts(file);
    const word = facts?.read.positionals[0];
    // Behind a flag that nobody knows it may be that flag's value.
    const isSure = facts?.read.faults.every(({ kind }) => kind !== 'unknown' && kind !== 'ambiguous');
    if (
      !facts ||
      facts.call.kind === 'environment' ||
      !isSure ||
      !word ||
      word.isDynamic ||
      facts.has('paste') ||
      /[%${<*]/.test(word.text)
    )
      return;
    const found = /^((?:\.\/)?(?:[\w-]+\/)*)([\w-]+)(\.py)?(:.+)?$/.exec(word.text);
    const isPath = word.text.includes('/') || /\.py(?::|$)/.test(word.text);
    if (!isPath || /^https?:/.test(word.text)) return;
    const folder = (found?.[1] ?? '').replace(/^\.\//, '').replace(/\/$/, '');
    const module = found?.[2] ?? '';
    const variable = found?.[4] ?? ':app';
    const fixes = !found
      ? []
      : folder === ''
        ? [{ title: l10n.t('Change to "{0}"', module + variable), text: module + variable }]
        : [
            {
              title: l10n.t('Change to "{0}"', `${folder.replaceAll('/', '.')}.${module}${variable}`),
              text: `${folder.replaceAll('/', '.')}.${module}${variable}`,
            },
            {
              title: l10n.t('Change to "{0}"', `--chdir ${folder} ${module}${variable}`),
              text: `--chdir ${folder} ${module}${variable}`,
            },
          ];
    yield {
      start: word.start,
      end: word.end,
      message: l10n.t(
        '"{0}" is a path; Gunicorn imports a module, written with dots, and takes a variable from it.',
        word.text,
      ),
      fixes: fixes.map(({ title, text }) => ({ title, edits: [{ start: word.start, end: word.end, text }] })),
    };
  },
};
