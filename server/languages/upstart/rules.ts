/** What init refuses in a job, and what is known of Upstart today. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../../embedded.ts';
import type { Rule } from '../../types.ts';
import { nearest } from '../spelling.ts';
import stanzas from './reference/stanzas.json';

const names = Object.keys(stanzas);

const unknownStanza: Rule = {
  id: 'unknown-stanza',
  severity: 'error',
  *check(file) {
    for (const { name } of file.tree.statements) {
      const { start, end, text } = name;
      if (names.includes(text) || /[{}<%$@]/.test(text)) continue;
      const meant = nearest(text, names);
      yield {
        start,
        end,
        message: l10n.t('Upstart has no stanza "{0}" and refuses the file.', text),
        fixes:
          meant === undefined
            ? []
            : [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }], preferred: true }],
      };
    }
  },
};

const expectedFork: Rule = {
  id: 'expect-without-fork',
  severity: 'warning',
  *check(file) {
    if (embeddedFiles(file).length === 0) return;
    for (const { name, args } of file.tree.statements) {
      const [how] = args;
      if (name.text !== 'expect' || !how || !/^(?:fork|daemon)$/.test(how.text)) continue;
      yield {
        start: name.start,
        end: how.end,
        message: l10n.t(
          'Gunicorn stays in the foreground: Upstart waits for a fork that does not come, and follows the wrong process.',
        ),
        fixes: [
          { title: l10n.t('Remove {0}', `expect ${how.text}`), edits: [{ start: name.start, end: how.end, text: '' }] },
        ],
      };
    }
  },
};

const upstartGone: Rule = {
  id: 'upstart-gone',
  severity: 'information',
  *check(file) {
    const start = file.tree.statements.find(({ name, args }) => name.text === 'start' && args[0]?.text === 'on');
    if (!start) return;
    yield {
      start: start.name.start,
      end: start.args[0]?.end ?? start.name.end,
      message: l10n.t('Current systems have no Upstart: Ubuntu has systemd since 15.04.'),
    };
  },
};

export const upstartRules: readonly Rule[] = [unknownStanza, expectedFork, upstartGone];
