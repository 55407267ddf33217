/**
 * What ngx_conf_handler (src/core/ngx_conf_file.c) asks of each statement, in its order: is the name known, may it stand here,
 * has it its `;` or `{`, is the number of arguments right, and what says the directive's setter (folder `setters`).
 */
import { oncePerFile } from '../../memory.ts';
import type { File, Statement } from '../../types.ts';
import { placesByName } from '../../walk.ts';
import { allows } from './entries.ts';
import { type DirectiveRecord, dataBlocks, directives, takes } from './reference.ts';
import {
  checkIncludedEntries,
  type Refusal,
  refusals,
  type Subject,
  type ValueFault,
  type VariableUse,
} from './setters/index.ts';

export type Fault =
  | 'unknown-directive'
  | 'misplaced-directive'
  | 'missing-block'
  | 'unexpected-block'
  | 'wrong-argument-count'
  | 'duplicate-directive'
  | ValueFault;

export interface Faulty {
  statement: Statement;
  context: string;
  /** The record whose demand is not met; absent for an unknown name. */
  record?: DirectiveRecord;
  /** What the directive's setter says. */
  refusal?: Refusal;
}

/** The statements that nginx refuses for one reason. */
export function faults(file: File, fault: Fault): readonly Faulty[] {
  return judged(file).found.get(fault) ?? [];
}

/** Every variable that a directive of nginx itself asks for when it is read. */
export function usedVariables(file: File): readonly VariableUse[] {
  return judged(file).used;
}

const noRecord: DirectiveRecord = { module: '', contexts: [] };
const noName = { start: 0, end: 0, text: '', quote: '' } as const;
const noStatement: Statement = { start: 0, end: 0, name: noName, args: [], parent: undefined };

/** All reasons are looked for at once. */
const judged = oncePerFile((file): { found: Map<Fault, Faulty[]>; used: VariableUse[] } => {
  const found = new Map<Fault, Faulty[]>();
  const used: VariableUse[] = [];
  const add = (fault: Fault, faulty: Faulty): void => {
    const list = found.get(fault);
    if (list) list.push(faulty);
    else found.set(fault, [faulty]);
  };
  const seen: Levels = new Map();
  // One for all statements: no setter keeps it.
  const subject: Subject = { file, statement: noStatement, context: '', record: noRecord, used };
  for (const [name, places] of placesByName(file)) {
    const records = directives.get(name);
    // Neighbours mostly stand in the same context.
    let known: string | undefined;
    let record: DirectiveRecord | undefined;
    let once: DirectiveRecord | undefined;
    for (const { statement, context } of places) {
      // A block without a header is the parser's to speak of.
      if (
        context === '' ||
        statement.name.end === statement.name.start ||
        (dataBlocks.has(context) && name !== 'include')
      )
        continue;
      if (!records) {
        if (isEnded(file, statement)) add('unknown-directive', { statement, context });
        continue;
      }
      if (context !== known) {
        known = context;
        record = records.find((candidate) => allows(candidate, context));
        once = records.find((candidate) => candidate.unique && allows(candidate, context));
      }
      if (!record) {
        add('misplaced-directive', { statement, context, ...(records[0] && { record: records[0] }) });
        continue;
      }
      subject.statement = statement;
      subject.context = context;
      subject.record = record;
      subject.used = record.package === undefined ? used : undefined;
      const refused = faultsIn(subject);
      // Each of several modules with this name here may be the one that is there.
      if (refused.length > 0 && !isTaken(file, statement, context, records))
        for (const { fault, refusal } of refused)
          add(fault, { statement, context, record, ...(refusal && { refusal }) });
      if (once && !isFirst(seen, once, statement)) add('duplicate-directive', { statement, context, record: once });
    }
  }
  for (const faulty of includedEntries(file, used)) add(faulty.refusal.fault, faulty);
  return { found, used };
});

/** Of a file that is included in a block of data, the entries. */
function includedEntries(file: File, used: VariableUse[]): (Faulty & { refusal: Refusal })[] {
  const [statement] = file.tree.statements;
  const context = file.language.rootContext(file);
  if (!statement || !dataBlocks.has(context)) return [];
  return checkIncludedEntries({ file, statement, context, record: noRecord, used }).map((refusal) => ({
    statement,
    context,
    refusal,
  }));
}

/** Whether one of the modules that have a directive of this name here takes the statement. */
function isTaken(file: File, statement: Statement, context: string, records: readonly DirectiveRecord[]): boolean {
  return records.some(
    (record) => allows(record, context) && faultsIn({ file, statement, context, record, used: undefined }).length === 0,
  );
}

/** The levels on which directives stand already that nginx takes once per level: it refuses the second one. */
type Levels = Map<DirectiveRecord, Set<Statement | undefined>>;

function isFirst(seen: Levels, record: DirectiveRecord, { parent }: Statement): boolean {
  const levels = seen.get(record);
  if (!levels) seen.set(record, new Set([parent]));
  else if (levels.has(parent)) return false;
  else levels.add(parent);
  return true;
}

const none: readonly { fault: Fault; refusal?: Refusal }[] = [];

function faultsIn(subject: Subject): readonly { fault: Fault; refusal?: Refusal }[] {
  const { file, statement, record } = subject;
  const { args, body } = statement;
  if (!isEnded(file, statement)) return none;
  if (!record.block && body) return [{ fault: 'unexpected-block' }];
  if (record.block && !body) return [{ fault: 'missing-block' }];
  if (!takes(record, args.length)) return [{ fault: 'wrong-argument-count' }];
  const found = refusals(subject);
  return found.length === 0 ? none : found.map((refusal) => ({ fault: refusal.fault, refusal }));
}

/** The parser has spoken already about a statement that is not ended. */
function isEnded({ text }: File, { body, end }: Statement): boolean {
  return body !== undefined || text.charAt(end - 1) === ';';
}
