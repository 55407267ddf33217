/** Which setter reads the arguments of a directive: by the function's name in nginx's source, else by the kind of value. */
import type { DirectiveRecord } from '../reference.ts';
import { bodySetters } from './bodies.ts';
import { coreSetters } from './core.ts';
import { listenSetters } from './listen.ts';
import { logSetters } from './logs.ts';
import { mainSetters } from './main.ts';
import { passSetters } from './passes.ts';
import { requestSetters } from './requests.ts';
import { rewriteSetters } from './rewrite.ts';
import { slots } from './slots.ts';
import type { Refusal, Setter, Subject } from './subject.ts';
import { upstreamSetters } from './upstream.ts';
import { zoneSetters } from './zones.ts';

const setters = new Map<string, Setter>(
  [
    slots,
    bodySetters,
    coreSetters,
    listenSetters,
    logSetters,
    mainSetters,
    passSetters,
    requestSetters,
    rewriteSetters,
    upstreamSetters,
    zoneSetters,
  ].flatMap((family) => Object.entries(family)),
);

const none: readonly Refusal[] = [];

/** What the directive's setter refuses in the statement. */
export function refusals(subject: Subject): readonly Refusal[] {
  const { setter, kind }: DirectiveRecord = subject.record;
  const found = setters.get(setter ?? kind ?? '')?.(subject);
  if (!found) return none;
  return 'fault' in found ? [found] : found;
}

export { checkIncludedEntries } from './bodies.ts';
export { type Refusal, type Subject, type ValueFault, type VariableUse, valueFaults } from './subject.ts';
