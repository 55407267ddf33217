/** What is passed over or refused, then what not every program takes. */
import type { Rule } from '../../../types.ts';
import { continuedCommand } from './continuedCommand.ts';
import { duplicateProcess } from './duplicateProcess.ts';
import { emptyCommand } from './emptyCommand.ts';
import { lineWithoutEntry } from './lineWithoutEntry.ts';
import { migrationInWeb } from './migrationInWeb.ts';
import { missingBlank } from './missingBlank.ts';
import { processName } from './processName.ts';
import { shellSyntax, shellWithoutExec } from './shell.ts';
import { unsetVariable } from './unsetVariable.ts';
import { webPort } from './webPort.ts';

export const procfileRules: readonly Rule[] = [
  lineWithoutEntry,
  continuedCommand,
  emptyCommand,
  duplicateProcess,
  missingBlank,
  processName,
  shellSyntax,
  shellWithoutExec,
  migrationInWeb,
  unsetVariable,
  webPort,
];
