/** What a shell runs otherwise than it was meant. */
import type { Rule } from '../../../types.ts';
import { chpstOptions } from './chpstOptions.ts';
import { bracketWithoutBlank, spacedAssignment, unsetVariable } from './shell.ts';
import { withoutExec } from './withoutExec.ts';

export const runitRules: readonly Rule[] = [
  spacedAssignment,
  bracketWithoutBlank,
  unsetVariable,
  chpstOptions,
  withoutExec,
];
