/** What systemd refuses in a unit of Gunicorn or passes over, then what does Gunicorn no good. */
import type { Rule } from '../../../types.ts';
import { blankBehindBackslash } from './blankBehindBackslash.ts';
import { commentBehindValue } from './commentBehindValue.ts';
import { conflictingKeys } from './conflictingKeys.ts';
import { controlSocket } from './controlSocket.ts';
import { deprecatedKey } from './deprecatedKey.ts';
import { overwrittenPath, variableInEnvironment } from './environmentPath.ts';
import { missingExecStart, severalExecStarts } from './execCount.ts';
import { invalidUnitEnvironment } from './invalidEnvironment.ts';
import { invalidUserName } from './invalidUser.ts';
import { invalidValue } from './invalidValue.ts';
import { needlessPidFile } from './pidFile.ts';
import { unfilledPlaceholder } from './placeholder.ts';
import { unbalancedQuotes, unknownEscape } from './quotes.ts';
import { recommendedKeys } from './recommendedKeys.ts';
import { relativePath } from './relativePath.ts';
import { runsAsRoot } from './runsAsRoot.ts';
import { missingRuntimeDirectory, socketInRuntimeDirectory } from './runtimeDirectory.ts';
import { hiddenBySandbox } from './sandbox.ts';
import { serviceType } from './serviceType.ts';
import { shellSyntax, variableInWord } from './shellSyntax.ts';
import { ignoredBind, socketOwner, unpairedSocket } from './sockets.ts';
import { unresolvedSpecifier } from './specifiers.ts';
import { leftBehind, reloadSignal, shortStopTime, ungracefulStopSignal } from './stopping.ts';
import { unknownKey } from './unknownKey.ts';
import { unknownSection } from './unknownSection.ts';
import { unreadableLine } from './unreadableLine.ts';
import { variableNeverSet } from './variableNeverSet.ts';
import { unansweredWatchdog } from './watchdog.ts';

export const systemdRules: readonly Rule[] = [
  unreadableLine,
  unknownSection,
  unknownKey,
  invalidValue,
  invalidUserName,
  commentBehindValue,
  blankBehindBackslash,
  relativePath,
  severalExecStarts,
  missingExecStart,
  conflictingKeys,
  unresolvedSpecifier,
  unbalancedQuotes,
  unknownEscape,
  invalidUnitEnvironment,
  deprecatedKey,
  needlessPidFile,
  missingRuntimeDirectory,
  socketInRuntimeDirectory,
  hiddenBySandbox,
  ignoredBind,
  socketOwner,
  unpairedSocket,
  runsAsRoot,
  serviceType,
  recommendedKeys,
  leftBehind,
  reloadSignal,
  shortStopTime,
  ungracefulStopSignal,
  shellSyntax,
  variableInWord,
  variableInEnvironment,
  variableNeverSet,
  overwrittenPath,
  unansweredWatchdog,
  controlSocket,
  unfilledPlaceholder,
];
