/** The rules about both sides of a workspace, by the side on which they speak. */
import type { Rule } from '../../types.ts';
import { addressBoundTwice } from './addressBoundTwice.ts';
import { bufferedStreaming } from './bufferedStreaming.ts';
import { bufferingOff } from './bufferingOff.ts';
import { timeoutMismatch } from './timeoutMismatch.ts';
import { unboundAddress } from './unboundAddress.ts';
import { untrustedProxy } from './untrustedProxy.ts';

export const proxyRules: readonly Rule[] = [unboundAddress, timeoutMismatch, bufferedStreaming, bufferingOff];
export const applicationRules: readonly Rule[] = [unboundAddress, timeoutMismatch, untrustedProxy];
export const commandRulesAcross: readonly Rule[] = [...applicationRules, addressBoundTwice];
