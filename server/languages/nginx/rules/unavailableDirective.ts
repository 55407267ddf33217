/** A directive that nginx knows, but not the one of the settings: a later release, NGINX Plus, a module that is not named. */
import * as l10n from '@vscode/l10n';
import type { Finding, Fix, Rule } from '../../../types.ts';
import { placesByName } from '../../../walk.ts';
import { allows } from '../entries.ts';
import { type Lack, lackOf } from '../profile.ts';
import { dataBlocks, directives } from '../reference.ts';
import { releaseOf } from '../releases.ts';

const ofPlus = new Set(
  [...directives].flatMap(([name, records]) => (records.some((record) => record.package === 'nginx-plus') ? name : [])),
);

export const unavailableDirective: Rule = {
  id: 'unavailable-directive',
  // What nobody has said of the nginx in question cannot be an error.
  severity: 'information',
  *check(file, { options }) {
    const isAny = options.nginx.modules.length === 0 && releaseOf(options.nginx.version) === undefined;
    for (const [name, places] of placesByName(file)) {
      const records = directives.get(name);
      // Without settings nothing but NGINX Plus is missed.
      if (!records || (isAny && !ofPlus.has(name))) continue;
      for (const { statement, context } of places) {
        if (dataBlocks.has(context)) continue;
        const lacks: Lack[] = [];
        const fitting = records.filter((record) => allows(record, context));
        for (const record of fitting) {
          const lack = lackOf(name, record, file, options.nginx);
          if (lack) lacks.push(lack);
        }
        const [lack] = lacks;
        // One of the modules with a directive of this name is enough.
        if (!lack || lacks.length < fitting.length) continue;
        yield { start: statement.name.start, end: statement.name.end, ...said(name, lack, options.nginx.version) };
      }
    }
  },
};

function said(name: string, lack: Lack, version: string): Pick<Finding, 'message' | 'severity' | 'fixes'> {
  switch (lack.kind) {
    case 'release':
      return {
        message: l10n.t('"{0}" needs nginx {1}; the settings say {2}.', name, lack.since, version),
        severity: 'error',
      };
    case 'plus':
      return {
        message: l10n.t('"{0}" is a directive of NGINX Plus.', name),
        ...(lack.isSure && { severity: 'error' as const }),
        fixes: [addModule('plus')],
      };
    case 'module':
      return {
        message: l10n.t('"{0}" needs {1}, which the settings do not name.', name, lack.title),
        severity: 'warning',
        fixes: [addModule(lack.name)],
      };
  }
}

function addModule(name: string): Fix {
  const title = l10n.t('Add the module "{0}" to the settings', name);
  return { title, edits: [], setting: { name: 'nginx.modules', adds: name } };
}
