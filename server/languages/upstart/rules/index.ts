/** What init refuses, then what it takes and does not do as it seems. */
import type { Rule } from '../../../types.ts';
import { backgroundExec } from './backgroundExec.ts';
import { brokenScript } from './brokenScript.ts';
import { cutByComment } from './cutByComment.ts';
import { earlyEvent } from './earlyEvent.ts';
import { execThroughSudo } from './execThroughSudo.ts';
import { expectWithoutFork } from './expectWithoutFork.ts';
import { incompleteJob } from './incompleteJob.ts';
import { invalidEventExpression } from './invalidEventExpression.ts';
import { invalidStanzaValue } from './invalidStanzaValue.ts';
import { limitWithoutRespawn } from './limitWithoutRespawn.ts';
import { lostStanza } from './lostStanza.ts';
import { missingGroup } from './missingGroup.ts';
import { neverEmittedEvent } from './neverEmittedEvent.ts';
import { noProgram } from './noProgram.ts';
import { operatorAsValue } from './operatorAsValue.ts';
import { replacedPath } from './replacedPath.ts';
import { scriptWithoutExec } from './scriptWithoutExec.ts';
import { shortStopTime } from './shortStopTime.ts';
import { stanzaValueCount } from './stanzaValueCount.ts';
import { swallowedStanza } from './swallowedStanza.ts';
import { unendedScript } from './unendedScript.ts';
import { unexpandedVariable } from './unexpandedVariable.ts';
import { unknownStanza } from './unknownStanza.ts';
import { unknownStanzaWord } from './unknownStanzaWord.ts';
import { unreachedCommand } from './unreachedCommand.ts';
import { upstartGone } from './upstartGone.ts';
import { wrongRunLevel } from './wrongRunLevel.ts';

export const upstartRules: readonly Rule[] = [
  unknownStanza,
  unknownStanzaWord,
  stanzaValueCount,
  invalidStanzaValue,
  invalidEventExpression,
  neverEmittedEvent,
  operatorAsValue,
  wrongRunLevel,
  earlyEvent,
  lostStanza,
  expectWithoutFork,
  noProgram,
  unreachedCommand,
  backgroundExec,
  swallowedStanza,
  scriptWithoutExec,
  brokenScript,
  unendedScript,
  execThroughSudo,
  cutByComment,
  replacedPath,
  unexpandedVariable,
  limitWithoutRespawn,
  shortStopTime,
  incompleteJob,
  missingGroup,
  upstartGone,
];
