/** What Gunicorn refuses on its command line, then what it takes and does not do well. */
import type { Rule } from '../../../../types.ts';
import { commandRulesAcross } from '../../../across/index.ts';
import { sharedRules } from '../../rules/index.ts';
import { overriddenSetting } from '../../rules/overriddenSetting.ts';
import { applicationPath } from './applicationPath.ts';
import { bareGunicorn } from './bareGunicorn.ts';
import { configFileExtension } from './configFileExtension.ts';
import { daemonMode } from './daemonMode.ts';
import { flagValue } from './flagValue.ts';
import { invalidFlagValue } from './invalidFlagValue.ts';
import { misspeltProgram, removedProgram } from './programName.ts';
import { reloadInProduction } from './reloadInProduction.ts';
import { removedWorker, settingWithoutEffect } from './settingWithoutEffect.ts';
import { trustsEveryProxy } from './trustsEveryProxy.ts';
import { unknownFlag } from './unknownFlag.ts';
import { unknownLogLevel } from './unknownLogLevel.ts';

export const commandRules: readonly Rule[] = [
  unknownFlag,
  flagValue,
  invalidFlagValue,
  applicationPath,
  daemonMode,
  misspeltProgram,
  removedProgram,
  removedWorker,
  unknownLogLevel,
  trustsEveryProxy,
  configFileExtension,
  bareGunicorn,
  reloadInProduction,
  settingWithoutEffect,
  overriddenSetting,
  ...sharedRules,
  ...commandRulesAcross,
];
