/** Lines that are no entries, or not for every program that reads Procfiles. */
import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../../../types.ts';
import { straysOf } from '../parse.ts';

export const strayLine: Rule = {
  id: 'line-without-entry',
  severity: 'error',
  *check(file) {
    const { text, tree } = file;
    // Whoever reads other lines too has written no Procfile for foreman at all.
    for (const { start, end, meant } of straysOf(file)) {
      const fixes: Fix[] = meant
        ? [
            {
              title: l10n.t('Write "{0}"', `${text.slice(meant.name.start, meant.name.end)}: …`),
              edits: [
                ...(lineStart(text, start) < start ? [{ start: lineStart(text, start), end: start, text: '' }] : []),
                { start: meant.sign.start, end: meant.sign.end, text: ': ' },
              ],
              preferred: true,
            },
          ]
        : [];
      const isSign = meant && text.slice(meant.sign.start, meant.sign.end).includes('=');
      const place = meant ? meant.sign : { start, end };
      yield {
        ...(isSign
          ? {
              start: place.start + text.slice(place.start, place.end).search(/\S/),
              end: place.end - (/\s*$/.exec(text.slice(place.start, place.end))?.[0].length ?? 0),
            }
          : { start, end }),
        message: isSign
          ? l10n.t('An entry is "name: command": with "=" the line is passed over, and nothing is started.')
          : l10n.t('This is no entry "name: command": foreman passes over it, others refuse the file.'),
        severity: tree.statements.length === 0 || isSign || meant ? 'error' : 'warning',
        fixes,
      };
    }
  },
};

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export const emptyCommand: Rule = {
  id: 'entry-without-command',
  severity: 'error',
  *check(file) {
    for (const { name, args } of file.tree.statements)
      if (args.length === 0)
        yield {
          start: name.start,
          end: name.end,
          message: l10n.t('"{0}" has no command: the line is passed over.', name.text),
        };
  },
};

/** Programs that refuse one name twice; the others keep both or the last. */
export const duplicateProcess: Rule = {
  id: 'duplicate-process',
  severity: 'warning',
  *check(file, project) {
    const seen = new Set<string>();
    const { target } = project.options.procfile;
    const refuses = /^(?:honcho|hivemind|overmind)$/.test(target);
    for (const { name } of file.tree.statements) {
      if (seen.has(name.text))
        yield {
          start: name.start,
          end: name.end,
          severity: refuses ? 'error' : 'warning',
          message: l10n.t(
            '"{0}" stands here twice: honcho and hivemind refuse that, others take the last one or both.',
            name.text,
          ),
        };
      seen.add(name.text);
    }
  },
};

export const missingBlank: Rule = {
  id: 'blank-behind-colon',
  severity: 'warning',
  *check(file) {
    for (const { name, args } of file.tree.statements) {
      const [command] = args;
      if (!command || command.start > name.end + 1) continue;
      yield {
        start: name.end,
        end: name.end + 1,
        message: l10n.t('Heroku, hivemind and overmind pass over a line without a blank behind the colon.'),
        fixes: [
          {
            title: l10n.t('Insert a blank'),
            edits: [{ start: command.start, end: command.start, text: ' ' }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** What Heroku's buildpacks take: everything that all others do. */
const portable = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const processName: Rule = {
  id: 'process-name-not-portable',
  severity: 'information',
  *check(file, project) {
    const { target } = project.options.procfile;
    if (target !== 'portable' && target !== 'heroku' && target !== 'gaffer') return;
    for (const { name } of file.tree.statements) {
      const isRefused = target === 'gaffer' && name.text.includes('-');
      if (!isRefused && (portable.test(name.text) || target === 'gaffer')) continue;
      yield {
        start: name.start,
        end: name.end,
        severity: isRefused ? 'error' : 'information',
        message: isRefused
          ? l10n.t('gaffer passes over a name with "-".')
          : l10n.t(
              'Some programs change or refuse this name: lower case, digits and "-" inside are taken by nearly all.',
            ),
      };
    }
  },
};
