/** A setting that is said at several places: the command line holds before $GUNICORN_CMD_ARGS, and that before the file (app/base.py). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { settingsFileOf } from '../../across/effective.ts';
import { nameOf } from '../../across/proxied.ts';
import { commandFacts } from '../command/facts.ts';
import { moduleOf } from '../conf/parse.ts';

export const overriddenSetting: Rule = {
  id: 'overridden-setting',
  severity: 'information',
  *check(file, project) {
    const facts = commandFacts(file);
    if (!facts || facts.call.kind === 'environment') return;
    const own = new Set(facts.read.flags.map(({ setting }) => setting).filter((setting) => setting !== ''));
    for (const { setting, name, value, flag } of facts.inherited?.facts.read.flags ?? [])
      if (own.has(setting))
        yield {
          start: name.start,
          end: Math.max(name.end, value?.end ?? 0),
          message: l10n.t('The command line has "{0}" too, and holds before {1}.', flag, 'GUNICORN_CMD_ARGS'),
        };
    const settings = own.size > 0 ? settingsFileOf(facts, project) : undefined;
    if (!settings) return;
    const said = new Set(moduleOf(settings).assignments.map(({ name }) => name.text));
    for (const { setting, name, value, flag } of facts.read.flags)
      if (said.has(setting) && setting !== 'config')
        yield {
          start: name.start,
          end: Math.max(name.end, value?.end ?? 0),
          severity: 'hint',
          message: l10n.t('{0} sets "{1}" too: here "{2}" holds.', nameOf(settings), setting, flag),
        };
  },
};
