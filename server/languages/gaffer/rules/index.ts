/** What gafferd refuses, then what it passes over or takes otherwise than it seems. */
import type { Rule } from '../../../types.ts';
import { blankInSectionName } from './blankInSectionName.ts';
import { commentInValue } from './commentInValue.ts';
import { flappingWithCommas } from './flappingWithCommas.ts';
import { goneSetting } from './goneSetting.ts';
import { invalidKeyValue } from './invalidKeyValue.ts';
import { missingGafferSection } from './missingGafferSection.ts';
import { processWithoutCmd } from './processWithoutCmd.ts';
import { refusedDuplicate } from './refusedDuplicate.ts';
import { shellSyntax } from './shellSyntax.ts';
import { shortStopTime } from './shortStopTime.ts';
import { unescapedPercent } from './unescapedPercent.ts';
import { unknownKey, unknownSection } from './unknownKey.ts';
import { variableInProcess } from './variableInProcess.ts';

export const gafferRules: readonly Rule[] = [
  blankInSectionName,
  processWithoutCmd,
  invalidKeyValue,
  unescapedPercent,
  refusedDuplicate,
  unknownSection,
  unknownKey,
  variableInProcess,
  commentInValue,
  shellSyntax,
  flappingWithCommas,
  shortStopTime,
  goneSetting,
  missingGafferSection,
];
