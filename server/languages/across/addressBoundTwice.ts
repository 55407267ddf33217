/** Two programs of one process manager at one address: the second does not start, or takes the socket from the first. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../types.ts';
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
    const applications = applicationsOf(host);
    const own = applications.find(({ piece }) => piece === file);
    const before = applications.slice(0, own ? applications.indexOf(own) : 0).flatMap(({ binds }) => binds);
    for (const use of own?.binds ?? []) {
      const first = before.find((other) => areAlike(other, use));
      if (!first) continue;
      const line = host.text.slice(0, first.start).split('\n').length;
      yield {
        start: use.start,
        end: use.end,
        message: l10n.t('Line {0} binds "{1}" already: only one program can listen there.', line, first.name),
      };
    }
  },
};
