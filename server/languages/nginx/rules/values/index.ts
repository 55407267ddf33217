/** What nginx takes with a warning, or silently for something else. */
import type { Rule } from '../../../../types.ts';
import { commaInList } from './commaInList.ts';
import { deprecatedForm } from './deprecatedForm.ts';
import { hostBits } from './hostBits.ts';
import { redundantValue } from './redundantValue.ts';
import { unmatchableServerName } from './unmatchableServerName.ts';

export const warnedRules: readonly Rule[] = [
  commaInList,
  unmatchableServerName,
  hostBits,
  redundantValue,
  deprecatedForm,
];
