/** What Gunicorn refuses in its file, then what it passes over. */
import type { Rule } from '../../../../types.ts';
import { applicationRules } from '../../../across/index.ts';
import { sharedRules } from '../../rules/index.ts';
import { confDaemonMode, confLogLevel, confTrust, confWithoutEffect } from './advice.ts';
import { hookArity } from './hookArity.ts';
import { invalidValue } from './invalidValue.ts';
import { confRemovedWorker } from './removedWorker.ts';
import { removedSetting, unknownSetting } from './unknownSetting.ts';

export const confRules: readonly Rule[] = [
  invalidValue,
  hookArity,
  unknownSetting,
  removedSetting,
  confRemovedWorker,
  confLogLevel,
  confDaemonMode,
  confTrust,
  confWithoutEffect,
  ...sharedRules,
  ...applicationRules,
];
