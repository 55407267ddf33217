/** The faults that were found when the file was read, for the rules that say them. */
import type { File } from '../../../types.ts';
import { type Fault, readingOf } from '../faults.ts';
import { hasHole } from '../holes.ts';

type Kind = Fault['kind'];

/** Those of the kinds, where no template speaks. */
export function* faultsOf<K extends Kind>(file: File, kinds: readonly K[]): Generator<Extract<Fault, { kind: K }>> {
  for (const fault of readingOf(file).faults)
    if (isOf(fault, kinds) && !hasHole(file, fault.statement.name) && !hasHole(file, fault)) yield fault;
}

function isOf<K extends Kind>(fault: Fault, kinds: readonly K[]): fault is Extract<Fault, { kind: K }> {
  return (kinds as readonly Kind[]).includes(fault.kind);
}
