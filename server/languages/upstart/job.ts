/** The job of a file: its main process, and the Gunicorn that it runs. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import type { EmbeddedFile, File, Statement } from '../../types.ts';
import { type CommandFacts, commandFacts } from '../gunicorn/command/facts.ts';

export interface Job {
  /** The last `exec` or `script`, which counts. */
  main: Statement | undefined;
  isTask: boolean;
  /** A file `.override` adds to a job that stands elsewhere. */
  isOverride: boolean;
  gunicorn: { piece: EmbeddedFile; facts: CommandFacts } | undefined;
}

export const jobOf = oncePerFile((file): Job => {
  const { statements } = file.tree;
  const main = statements.findLast(({ name }) => name.text === 'exec' || name.text === 'script');
  return {
    main,
    isTask: statements.some(({ name }) => name.text === 'task'),
    isOverride: file.uri.endsWith('.override'),
    gunicorn: main && gunicornIn(file, main),
  };
});

function gunicornIn(file: File, { start, end }: Statement): Job['gunicorn'] {
  for (const piece of embeddedFiles(file)) {
    const facts = start <= piece.start && piece.end <= end ? commandFacts(piece) : undefined;
    if (facts) return { piece, facts };
  }
  return undefined;
}

/** The stanzas of a name, and of a word behind it where one is given. */
export function stanzasOf({ tree }: File, name: string, word?: string): Statement[] {
  return tree.statements.filter(
    (statement) => statement.name.text === name && (word === undefined || statement.args[0]?.text === word),
  );
}
