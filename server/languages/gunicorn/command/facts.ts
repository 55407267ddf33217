/** What a piece of a file that stands for a call of Gunicorn says. */
import type { EmbeddedFile, Token, Tree } from '../../../types.ts';
import type { Arguments } from './arguments.ts';
import type { Call } from './find.ts';

export interface CommandFacts {
  call: Call;
  read: Arguments;
  /** $GUNICORN_CMD_ARGS of the same process, whose flags hold where the command line has none such. */
  inherited: { piece: EmbeddedFile; facts: CommandFacts } | undefined;
  /** The last value of a setting that is known as it stands. */
  value(setting: string): string | undefined;
  has(setting: string): boolean;
  /** Where its values stand, those of the environment left out. */
  values(setting: string): Token[];
}

/** A property and no WeakMap, for the reason that `memory.ts` gives: a file may hold hundreds of calls. */
const known = Symbol('facts');

export function remember(tree: Tree, call: Call, read: Arguments, environment?: EmbeddedFile): void {
  const outer = environment && commandFacts(environment);
  const facts: CommandFacts = {
    call,
    read,
    inherited: environment && outer && { piece: environment, facts: outer },
    value: (setting) => {
      const last = read.flags.findLast((flag) => flag.setting === setting);
      if (!last) return outer?.value(setting);
      return last.isDynamic ? undefined : last.value?.text;
    },
    has: (setting) => read.flags.some((flag) => flag.setting === setting) || outer?.has(setting) === true,
    values: (setting) =>
      read.flags.flatMap((flag) => (flag.setting === setting && flag.value !== undefined ? flag.value : [])),
  };
  Object.defineProperty(tree, known, { value: facts });
}

/** Undefined for files that are no command line. */
export function commandFacts({ tree }: { tree: Tree & { [known]?: CommandFacts } }): CommandFacts | undefined {
  return tree[known];
}
