/** The commands of a job that stand behind `exec`, as a shell would part them. */
import { oncePerFile } from '../../memory.ts';
import type { File, Statement } from '../../types.ts';
import { commandWords, type Word } from '../shellWords.ts';

export interface ExecCommand {
  statement: Statement;
  /** Behind `exec`; operators are words of their own. */
  words: readonly Word[];
}

export const execCommands = oncePerFile((file: File): readonly ExecCommand[] =>
  file.tree.statements.flatMap((statement) => {
    const { name, args } = statement;
    const first = name.text === 'exec' ? args[0] : args[0]?.text === 'exec' && !statement.raw ? args[1] : undefined;
    const last = args[args.length - 1];
    if (!first || !last || !/^(?:exec|(?:pre|post)-(?:start|stop))$/.test(name.text)) return [];
    return [{ statement, words: commandWords(file.text, { start: first.start, end: last.end }, 'shell') }];
  }),
);
