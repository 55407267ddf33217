/**
 * What ngx_conf_handler (src/core/ngx_conf_file.c) asks of each statement, in its order: is the name known, may it stand here,
 * has it its `;` or `{`, is the number of arguments right, and is the value of the simple setters one they take.
 */
import { oncePerFile } from '../../memory.ts';
import type { File, Statement, Token } from '../../types.ts';
import { placesByName } from '../../walk.ts';
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

/** The statements that nginx refuses for one reason. */
export function faults(file: File, fault: Fault): readonly Faulty[] {
  return faultsOf(file).get(fault) ?? [];
}

/** All reasons are looked for at once. */
const faultsOf = oncePerFile((file): Map<Fault, Faulty[]> => {
  const found = new Map<Fault, Faulty[]>();
  const add = (fault: Fault, faulty: Faulty): void => {
    const list = found.get(fault);
    if (list) list.push(faulty);
    else found.set(fault, [faulty]);
  };
  const seen: Levels = new Map();
  for (const [name, places] of placesByName(file)) {
    const records = directives.get(name);
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
      const record = records.find((candidate) => allows(candidate, context));
      if (!record) {
        add('misplaced-directive', { statement, context, ...(records[0] && { record: records[0] }) });
        continue;
      }
      const refused = refusal(file, statement, record);
      // Each of several modules with this name here may be the one that is there.
      if (refused && !isTaken(file, statement, context, records))
        add(refused.fault, { statement, context, record, token: refused.token });
      const once = records.find((candidate) => candidate.unique && allows(candidate, context));
      if (once && !isFirst(seen, once, statement)) add('duplicate-directive', { statement, context, record: once });
    }
  }
  return found;
});

/** Whether one of the modules that have a directive of this name here takes the statement. */
function isTaken(file: File, statement: Statement, context: string, records: readonly DirectiveRecord[]): boolean {
  return records.some((record) => allows(record, context) && !refusal(file, statement, record));
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

function refusal(
  file: File,
  statement: Statement,
  record: DirectiveRecord,
): { fault: Fault; token?: Token } | undefined {
  const { args, body } = statement;
  if (!isEnded(file, statement)) return undefined;
  if (!record.block && body) return { fault: 'unexpected-block' };
  if (record.block && !body) return { fault: 'missing-block' };
  if (!takes(record, args.length)) return { fault: 'wrong-argument-count' };
  const first = args[0];
  if (record.kind === 'flag' && first && args.length === 1 && !isFlag(first.text)) {
    return { fault: 'invalid-flag', token: first };
  }
  const values = record.kind === 'enum' || record.kind === 'bitmask' ? record.values : undefined;
  const wrong = values && args.find(({ text }) => !values.some((value) => equalIgnoringCase(value, text)));
  // The documentation may be newer than the source that the values are from.
  if (wrong && record.syntax?.some((form) => form.split(/[\s|[\]]+/).includes(wrong.text))) return undefined;
  return wrong && { fault: 'invalid-value', token: wrong };
}

/** The parser has spoken already about a statement that is not ended. */
function isEnded({ text }: File, { body, end }: Statement): boolean {
  return body !== undefined || text.charAt(end - 1) === ';';
}

function isFlag(text: string): boolean {
  return equalIgnoringCase(text, 'on') || equalIgnoringCase(text, 'off');
}

/** As ngx_strcasecmp. */
function equalIgnoringCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
