/** What nginx accepts and does, but not as whoever deploys an application means it. */
import type { Rule } from '../../../../types.ts';
import { droppedParameters } from './droppedParameters.ts';
import { fewRequests } from './fewRequests.ts';
import { keepaliveWithoutEffect } from './keepaliveWithoutEffect.ts';
import { needlessPath } from './needlessPath.ts';
import { patternForOnePath } from './patternForOnePath.ts';
import { quicWithoutReuseport } from './quicWithoutReuseport.ts';
import { resolvedOnce } from './resolvedOnce.ts';
import { singleWorker } from './singleWorker.ts';
import { tryFilesPitfall } from './tryFilesPitfall.ts';

export const deploymentRules: readonly Rule[] = [
  tryFilesPitfall,
  keepaliveWithoutEffect,
  droppedParameters,
  quicWithoutReuseport,
  resolvedOnce,
  needlessPath,
  patternForOnePath,
  singleWorker,
  fewRequests,
];
