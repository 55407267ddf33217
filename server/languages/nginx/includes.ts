/** `include`: the files that make up one configuration. */
import { oncePerFile } from '../../memory.ts';
import type { Includes, Statement } from '../../types.ts';

export const includes: Includes = {
  statements: oncePerFile(({ text, tree }) => {
    const found: Statement[] = [];
    if (!text.includes('include')) return found;
    const pending = [tree.statements];
    for (let statements = pending.pop(); statements !== undefined; statements = pending.pop())
      for (const statement of statements) {
        if (statement.body !== undefined) pending.push(statement.body);
        else if (statement.name.text === 'include' && statement.args.length === 1) found.push(statement);
      }
    return found.sort((one, other) => one.start - other.start);
  }),
  isMain: oncePerFile(({ tree }) =>
    tree.statements.some(({ name }) => /^(?:events|http|stream|mail)$/.test(name.text)),
  ),
  mainFiles: '*nginx*.conf*',
};
