/** Small questions that many rules ask of a statement. */
import type { Span, Statement } from '../../types.ts';

/** From the name to the last argument, without what ends the statement. */
export function headOf({ name, args, start }: Statement): Span {
  return { start, end: args[args.length - 1]?.end ?? name.end };
}

/** What a `location` is for: its modifier and pattern. */
export function locationOf({ name, args }: Statement): { modifier: string; pattern: string } | undefined {
  if (name.text !== 'location' || args.length === 0) return undefined;
  const [first, second] = args;
  if (second) return { modifier: first?.text ?? '', pattern: second.text };
  const glued = /^(=|\^~|~\*?|@)?(.*)$/s.exec(first?.text ?? '');
  return { modifier: glued?.[1] ?? '', pattern: glued?.[2] ?? '' };
}

/** The values of a directive of the block, in the order of the text. */
export function inside(block: Statement | undefined, name: string): readonly Statement[] {
  return (block?.body ?? []).filter((statement) => statement.name.text === name);
}

export function hasInside(block: Statement | undefined, ...names: readonly string[]): boolean {
  return (block?.body ?? []).some((statement) => names.includes(statement.name.text));
}
