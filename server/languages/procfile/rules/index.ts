/** What is passed over or refused, then what not every program takes. */
import type { Rule } from '../../../types.ts';
import { duplicateProcess, emptyCommand, missingBlank, processName, strayLine } from './entries.ts';
import { webPort } from './webPort.ts';

export const procfileRules: readonly Rule[] = [
  strayLine,
  emptyCommand,
  duplicateProcess,
  missingBlank,
  processName,
  webPort,
];
