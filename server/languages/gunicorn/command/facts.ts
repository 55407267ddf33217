/** What a piece of a file that stands for a call of Gunicorn says. */
import type { File, Token, Tree } from '../../../types.ts';
import type { Arguments } from './arguments.ts';
import type { Call } from './find.ts';

export interface CommandFacts {
  call: Call;
  read: Arguments;
  /** The last value of a setting that is known as it stands. */
  value(setting: string): string | undefined;
  has(setting: string): boolean;
  /** Where its values stand. */
  values(setting: string): Token[];
}

const known = new WeakMap<Tree, CommandFacts>();

export function remember(tree: Tree, call: Call, read: Arguments): void {
  const given = (setting: string) => read.flags.filter((flag) => flag.setting === setting);
  known.set(tree, {
    call,
    read,
    value: (setting) => {
      const last = given(setting).pop();
      return last && !last.isDynamic ? last.value?.text : undefined;
    },
    has: (setting) => given(setting).length > 0,
    values: (setting) => given(setting).flatMap(({ value }) => value ?? []),
  });
}

/** Undefined for files that are no command line. */
export function commandFacts({ tree }: Pick<File, 'tree'>): CommandFacts | undefined {
  return known.get(tree);
}
