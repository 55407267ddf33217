/**
 * What ngx_conf_handler (src/core/ngx_conf_file.c) asks of each statement, in its order: is the name known, may it stand here,
 * has it its `;` or `{`, is the number of arguments right, and is the value of the simple setters one they take.
 */
import type { File, Statement, Token } from '../../types.ts';
import { places } from '../../walk.ts';
import { allows } from './entries.ts';
import { type DirectiveRecord, dataBlocks, directives, takes } from './reference.ts';

export type Fault =
  | 'unknown-directive'
  | 'misplaced-directive'
  | 'missing-block'
  | 'unexpected-block'
  | 'wrong-argument-count'
  | 'invalid-flag'
  | 'invalid-value'
  | 'duplicate-directive';

export interface Faulty {
  statement: Statement;
  context: string;
  /** The record whose demand is not met; absent for an unknown name. */
  record?: DirectiveRecord;
  /** The argument at fault. */
  token?: Token;
}

const remembered = new WeakMap<File, Map<Fault, Faulty[]>>();

/** The statements that nginx refuses for one reason; all reasons are looked for once per file. */
export function faults(file: File, fault: Fault): readonly Faulty[] {
  let found = remembered.get(file);
  if (!found) {
    found = findFaults(file);
    remembered.set(file, found);
  }
  return found.get(fault) ?? [];
}

function findFaults(file: File): Map<Fault, Faulty[]> {
  const found = new Map<Fault, Faulty[]>();
  const add = (fault: Fault, faulty: Faulty): void => {
    const list = found.get(fault);
    if (list) list.push(faulty);
    else found.set(fault, [faulty]);
  };
  for (const { statement, context } of places(file)) {
    const name = statement.name.text;
    if (context === '' || name === '' || (dataBlocks.has(context) && name !== 'include')) continue;
    const records = directives.get(name);
    if (!records) {
      add('unknown-directive', { statement, context });
      continue;
    }
    const fitting = records.filter((record) => allows(record, context));
    const record = fitting[0];
    if (!record) {
      add('misplaced-directive', { statement, context, ...(records[0] && { record: records[0] }) });
      continue;
    }
    // Each of several modules with this name here may be the one that is there.
    const refusals = fitting.map((candidate) => refusal(file, statement, context, candidate));
    const refused = refusals.includes(undefined) ? undefined : refusals[0];
    if (refused) add(refused.fault, refused);
  }
  findDuplicates(file, add);
  return found;
}

function refusal(
  file: File,
  statement: Statement,
  context: string,
  record: DirectiveRecord,
): (Faulty & { fault: Fault }) | undefined {
  const { args, body } = statement;
  const base = { statement, context, record };
  // The parser has spoken already about a statement that is not ended.
  if (body === undefined && file.text.charAt(statement.end - 1) !== ';') return undefined;
  if (!record.block && body) return { ...base, fault: 'unexpected-block' };
  if (record.block && !body) return { ...base, fault: 'missing-block' };
  if (!takes(record, args.length)) return { ...base, fault: 'wrong-argument-count' };
  const first = args[0];
  if (record.kind === 'flag' && first && args.length === 1 && !isFlag(first.text)) {
    return { ...base, token: first, fault: 'invalid-flag' };
  }
  const values = record.kind === 'enum' || record.kind === 'bitmask' ? record.values : undefined;
  const wrong = values && args.find((token) => !values.some((value) => equalIgnoringCase(value, token.text)));
  return wrong && { ...base, token: wrong, fault: 'invalid-value' };
}

function isFlag(text: string): boolean {
  return equalIgnoringCase(text, 'on') || equalIgnoringCase(text, 'off');
}

/** As ngx_strcasecmp. */
function equalIgnoringCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

/** Directives that nginx takes once per level: the second on the same level is refused. */
function findDuplicates(file: File, add: (fault: Fault, faulty: Faulty) => void): void {
  const seen = new Map<Statement | undefined, Set<string>>();
  for (const { statement, context } of places(file)) {
    const name = statement.name.text;
    const record = directives.get(name)?.find((candidate) => candidate.unique && allows(candidate, context));
    if (!record) continue;
    let level = seen.get(statement.parent);
    if (!level) {
      level = new Set();
      seen.set(statement.parent, level);
    }
    if (level.has(name)) add('duplicate-directive', { statement, context, record });
    else level.add(name);
  }
}
