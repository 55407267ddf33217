/** What nginx accepts and does, but not as whoever deploys an application means it. */
import type { Rule } from '../../../../types.ts';
import { keepaliveWithoutEffect } from './keepaliveWithoutEffect.ts';
import { quicWithoutReuseport } from './quicWithoutReuseport.ts';
import { resolvedOnce } from './resolvedOnce.ts';
import { tryFilesPitfall } from './tryFilesPitfall.ts';

export const deploymentRules: readonly Rule[] = [
  tryFilesPitfall,
  keepaliveWithoutEffect,
  quicWithoutReuseport,
  resolvedOnce,
];
