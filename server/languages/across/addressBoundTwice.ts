/** Two programs of one process manager at one address: the second does not start, or takes the socket from the first. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../memory.ts';
import type { File, NameUse, Rule } from '../../types.ts';
import { areAlike } from '../addresses.ts';
import { applicationsOf } from './applications.ts';

/** Files with several programs that run at the same time. */
const managers: ReadonlySet<string> = new Set(['supervisor', 'procfile', 'gaffer']);

export const addressBoundTwice: Rule = {
  id: 'address-bound-twice',
  severity: 'warning',
  *check(file) {
    const { host } = file;
    if (!host || !managers.has(host.language.id)) return;
    for (const { use, first } of bindsAgain(host).get(file) ?? [])
      yield {
        start: use.start,
        end: use.end,
        message: l10n.t('Line {0} binds "{1}" already: only one program can listen there.', first.line, first.use.name),
      };
  },
};

interface BoundBefore {
  use: NameUse;
  first: { use: NameUse; line: number };
}

/** By the piece of the file that binds an address once more: each with the program that binds it first. */
const bindsAgain = oncePerFile((host): ReadonlyMap<File, readonly BoundBefore[]> => {
  const again = new Map<File, BoundBefore[]>();
  const before = new Map<string, BoundBefore['first'][]>();
  let line = 1;
  let at = 0;
  for (const { piece, binds } of applicationsOf(host)) {
    const found = binds.flatMap((use) => {
      const first = before.get(use.scope)?.find((other) => areAlike(other.use, use));
      return first ? [{ use, first }] : [];
    });
    if (found.length > 0) again.set(piece, found);
    for (const use of binds) {
      for (; at < use.start; at++) if (host.text.charCodeAt(at) === 10) line++;
      const same = before.get(use.scope);
      if (same) same.push({ use, line });
      else before.set(use.scope, [{ use, line }]);
    }
  }
  return again;
});
