/** What a shell runs otherwise than it was meant, and what runsv makes of it. */
import type { Rule } from '../../../types.ts';
import { backgroundService } from './backgroundService.ts';
import { bashInSh } from './bashInSh.ts';
import { bracketWithoutBlank } from './bracketWithoutBlank.ts';
import { brokenShebang } from './brokenShebang.ts';
import { chpstOptions } from './chpstOptions.ts';
import { redirectOrder } from './redirectOrder.ts';
import { serviceInFinish } from './serviceInFinish.ts';
import { spacedAssignment } from './spacedAssignment.ts';
import { stderrNotLogged } from './stderrNotLogged.ts';
import { svlogdOptions } from './svlogdOptions.ts';
import { svlogdWithoutTime } from './svlogdWithoutTime.ts';
import { uncheckedCd } from './uncheckedCd.ts';
import { unreachableAfterExec } from './unreachableAfterExec.ts';
import { userBySudo } from './userBySudo.ts';
import { variableNeverSet } from './variableNeverSet.ts';
import { withoutExec } from './withoutExec.ts';

export const runitRules: readonly Rule[] = [
  brokenShebang,
  spacedAssignment,
  bracketWithoutBlank,
  variableNeverSet,
  chpstOptions,
  svlogdOptions,
  svlogdWithoutTime,
  withoutExec,
  backgroundService,
  stderrNotLogged,
  uncheckedCd,
  bashInSh,
  redirectOrder,
  serviceInFinish,
  unreachableAfterExec,
  userBySudo,
];
