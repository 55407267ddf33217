/** What systemd refuses in a unit of Gunicorn or passes over, then what does Gunicorn no good. */
import type { Rule } from '../../../types.ts';
import { blankBehindBackslash } from './blankBehindBackslash.ts';
import { commentBehindValue } from './commentBehindValue.ts';
import { conflictingKeys } from './conflictingKeys.ts';
import { missingExecStart, severalExecStarts } from './execCount.ts';
import { invalidUnitEnvironment } from './invalidEnvironment.ts';
import { invalidValue } from './invalidValue.ts';
import { unbalancedQuotes, unknownEscape } from './quotes.ts';
import { relativePath } from './relativePath.ts';
import { unresolvedSpecifier } from './specifiers.ts';
import { unknownKey } from './unknownKey.ts';
import { unknownSection } from './unknownSection.ts';
import { unreadableLine } from './unreadableLine.ts';

export const systemdRules: readonly Rule[] = [
  unreadableLine,
  unknownSection,
  unknownKey,
  invalidValue,
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
];
