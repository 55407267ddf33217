import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Statement, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { isTaken, words } from '../values.ts';
import { faultsOf } from './faults.ts';

/** A word that is none of those that a stanza knows: "Unknown stanza" as well, though the stanza itself is known. */
export const unknownStanzaWord: Rule = {
  id: 'unknown-stanza-word',
  severity: 'error',
  *check(file) {
    for (const fault of faultsOf(file, ['unknown word', 'illegal value'])) {
      const { statement, word, start, end } = fault;
      const expected = fault.kind === 'unknown word' ? fault.expected : wordsOf(fault.value);
      if (!expected) continue;
      const list = expected.map((one) => `"${one}"`).join(', ');
      yield {
        start,
        end,
        message: l10n.t('Behind "{0}" Upstart takes {1}, and refuses the file.', statement.name.text, list),
        fixes: fixesFor(statement, word, expected),
      };
    }
  },
};

function wordsOf(kind: string): readonly string[] | undefined {
  return kind === 'expectation' || kind === 'console' || kind === 'resource' ? words[kind] : undefined;
}

function fixesFor({ name, args }: Statement, word: Token, expected: readonly string[]): Fix[] {
  const { start, end, text } = word;
  const put = (to: string, until: number, preferred: boolean): Fix[] => [
    { title: l10n.t('Change to "{0}"', to), edits: [{ start, end: until, text: to }], ...(preferred && { preferred }) },
  ];
  const isAlone = args.length === 1;
  if (name.text === 'respawn' && isAlone && /^(?:true|yes|on|always|1)$/i.test(text))
    return [{ title: l10n.t('Remove "{0}"', text), edits: [{ start: name.end, end, text: '' }], preferred: true }];
  const meant = nearest(text, expected);
  if (meant !== undefined) return put(meant, end, true);
  const insert = (missing: string, preferred: boolean): Fix[] => [
    {
      title: l10n.t('Insert "{0}"', missing),
      edits: [{ start, end: start, text: `${missing} ` }],
      ...(preferred && { preferred }),
    },
  ];
  if (expected.includes('on'))
    return text.startsWith('on(') ? put(`on ${text.slice(2)}`, end, true) : insert('on', false);
  if (expected.includes('script')) return text.startsWith('/') ? insert('exec', true) : insert('exec', false);
  if (name.text === 'kill' && isAlone && isTaken('seconds', text)) return insert('timeout', true);
  if (expected.includes('signal') && isAlone && isTaken('signal', text)) return insert('signal', true);
  if (name.text === 'normal' && isTaken('exit status', text)) return insert('exit', true);
  if (name.text === 'respawn' && args.length === 2 && isTaken('count', text)) return insert('limit', true);
  return [];
}
