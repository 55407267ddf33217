/** What supervisord refuses, then what it takes and does not do as it seems. */
import type { Rule } from '../../../types.ts';
import { conflictingOptions } from './conflictingOptions.ts';
import { continuedWithBackslash } from './continuedWithBackslash.ts';
import { duplicateOption } from './duplicateOption.ts';
import { duplicateSection } from './duplicateSection.ts';
import { ignoredErrorLog } from './ignoredErrorLog.ts';
import { invalidEnvironment } from './invalidEnvironment.ts';
import { invalidOptionValue } from './invalidOptionValue.ts';
import { invalidProgramName } from './invalidProgramName.ts';
import { missingOption } from './missingOption.ts';
import { missingRpcInterface } from './missingRpcInterface.ts';
import { openHttpServer } from './openHttpServer.ts';
import { processNameNotUnique } from './processNameNotUnique.ts';
import { rotatedDevice } from './rotatedDevice.ts';
import { shellSyntax } from './shellSyntax.ts';
import { shellWithoutExec } from './shellWithoutExec.ts';
import { shortStopTime } from './shortStopTime.ts';
import { truncatedValue } from './truncatedValue.ts';
import { unescapedPercent } from './unescapedPercent.ts';
import { ungracefulStopSignal } from './ungracefulStopSignal.ts';
import { unknownGroupProgram } from './unknownGroupProgram.ts';
import { unknownOption } from './unknownOption.ts';
import { unknownSection } from './unknownSection.ts';
import { unreachableServer } from './unreachableServer.ts';
import { workersLeftBehind } from './workersLeftBehind.ts';

export const supervisorRules: readonly Rule[] = [
  missingOption,
  invalidOptionValue,
  invalidEnvironment,
  unescapedPercent,
  processNameNotUnique,
  conflictingOptions,
  invalidProgramName,
  unknownGroupProgram,
  unknownSection,
  unknownOption,
  duplicateSection,
  duplicateOption,
  truncatedValue,
  continuedWithBackslash,
  shellSyntax,
  shellWithoutExec,
  ignoredErrorLog,
  rotatedDevice,
  openHttpServer,
  missingRpcInterface,
  unreachableServer,
  ungracefulStopSignal,
  shortStopTime,
  workersLeftBehind,
];
