/** What a shell runs otherwise than it was meant. */
import type { Rule } from '../../../types.ts';
import { bracketWithoutBlank } from './bracketWithoutBlank.ts';
import { chpstOptions } from './chpstOptions.ts';
import { spacedAssignment } from './spacedAssignment.ts';
import { variableNeverSet } from './variableNeverSet.ts';

import { withoutExec } from './withoutExec.ts';

export const runitRules: readonly Rule[] = [
  spacedAssignment,
  bracketWithoutBlank,
  variableNeverSet,
  chpstOptions,
  withoutExec,
];
