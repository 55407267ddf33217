import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { expectedWords } from '../faults.ts';
import removed from '../reference/removed.json';
import { stanzas } from '../shapes.ts';
import { faultsOf } from './faults.ts';

/** What other process managers call it. */
const foreign: Readonly<Record<string, string>> = {
  user: 'setuid',
  group: 'setgid',
  cwd: 'chdir',
  directory: 'chdir',
  environment: 'env',
  command: 'exec',
  restart: 'respawn',
};

/** Names that are no stanza: init refuses the file with "Unknown stanza". */
export const unknownStanza: Rule = {
  id: 'unknown-stanza',
  severity: 'error',
  *check(file) {
    for (const { statement, start, end } of faultsOf(file, ['unknown stanza'])) {
      const { name, args } = statement;
      // What a shell or a template would fill in.
      if (/[{}<%@]|^\$\w+$/.test(name.text)) continue;
      yield { start, end, message: messageFor(name), fixes: fixesFor(name, args) };
    }
  },
};

function removedStanza({ text }: Token): { since: string; now?: string } | undefined {
  return new Map<string, { since: string; now?: string }>(Object.entries(removed)).get(text);
}

function messageFor(name: Token): string {
  const gone = removedStanza(name);
  if (gone?.now !== undefined)
    return l10n.t(
      'Upstart has no stanza "{0}" since {1} and refuses the file: it is "{2}" now.',
      name.text,
      gone.since,
      gone.now,
    );
  if (gone) return l10n.t('Upstart has no stanza "{0}" since {1} and refuses the file.', name.text, gone.since);
  if (name.text === 'end') return l10n.t('No script is open here: "end" is no stanza, and Upstart refuses the file.');
  return l10n.t('Upstart has no stanza "{0}" and refuses the file.', name.text);
}

function fixesFor(name: Token, args: readonly Token[]): Fix[] {
  const { start, end, text } = name;
  if (text === 'end') return [];
  const change = (to: string, preferred: boolean): Fix[] => [
    { title: l10n.t('Change to "{0}"', to), edits: [{ start, end, text: to }], ...(preferred && { preferred }) },
  ];
  const gone = removedStanza(name);
  if (gone)
    return gone.now === undefined || text === 'pid' ? [] : change(gone.now, text !== 'daemon' || args.length === 0);
  const joined = /^([a-z]+)[-_]?(on|exit|limit|timeout|signal|score)$/.exec(text);
  if (joined?.[1] !== undefined && joined[2] !== undefined && expectedWords(joined[1]).includes(joined[2]))
    return change(`${joined[1]} ${joined[2]}`, true);
  const other = Object.hasOwn(foreign, text) ? foreign[text] : undefined;
  if (other !== undefined) return change(other, false);
  const meant = nearest(text, stanzas.keys());
  return meant === undefined ? [] : change(meant, true);
}
