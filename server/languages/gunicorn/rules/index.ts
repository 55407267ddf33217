/** What holds for the command line and for the file of settings alike. */
import type { Rule } from '../../../types.ts';
import { deprecatedSetting } from './deprecatedSetting.ts';
import { keyWithoutCertificate } from './keyWithoutCertificate.ts';
import { portWithoutColon } from './portWithoutColon.ts';
import { restartsTogether } from './restartsTogether.ts';
import { unknownWorkerClass } from './unknownWorkerClass.ts';
import { unlimitedRequest } from './unlimitedRequest.ts';

export const sharedRules: readonly Rule[] = [
  deprecatedSetting,
  keyWithoutCertificate,
  portWithoutColon,
  restartsTogether,
  unknownWorkerClass,
  unlimitedRequest,
];
