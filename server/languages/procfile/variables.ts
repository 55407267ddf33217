/** The variables that commands use, as a shell sees them. */
import { oncePerFile } from '../../memory.ts';
import type { File, NameUse, Statement, Token } from '../../types.ts';

export interface Variable {
  use: NameUse;
  /** A value stands beside it for when it is not set: `${PORT:-8000}`. */
  hasDefault: boolean;
  /** The command itself sets it. */
  isOwn: boolean;
}

/** A quote, an escaped sign, or a variable. */
const signs = /["']|\\.|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)([^}]{0,200})\})/gs;
/** What a command sets before it is used: `A=b c`, `export A=b`, `for A in …`, `read A`. */
const own = /(?:^|[\s;&|(])(?:(?:for|read)\s+([A-Za-z_]\w*)|([A-Za-z_]\w*)=)/g;

export const variablesOf = oncePerFile((file): readonly Variable[] =>
  file.tree.statements.flatMap((statement) => statement.args.flatMap((command) => variablesIn(command, statement))),
);

function variablesIn({ start: offset, text }: Token, statement: Statement): Variable[] {
  if (!text.includes('$')) return [];
  const set = new Set([...text.matchAll(own)].map(([, one, other]) => one ?? other));
  const variables: Variable[] = [];
  let isQuoted = false;
  signs.lastIndex = 0;
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const [sign, plain, braced, rest = ''] = found;
    const name = plain ?? braced;
    if (sign === '"') isQuoted = !isQuoted;
    if (sign === "'" && !isQuoted) {
      // Up to the next one nothing is put in.
      const close = text.indexOf("'", signs.lastIndex);
      if (close < 0) break;
      signs.lastIndex = close + 1;
    }
    if (name === undefined) continue;
    const start = offset + found.index + (plain === undefined ? 2 : 1);
    const span = { start, end: start + name.length };
    const use: NameUse = { ...span, kind: 'variable', role: 'reference', scope: 'process', name, statement };
    variables.push({ use, hasDefault: /^:?[-+=?]/.test(rest), isOwn: set.has(name) });
  }
  return variables;
}

/** What its lines say of variables. */
export function usesIn(file: File): readonly NameUse[] {
  return variablesOf(file).flatMap(({ use, isOwn }) => (isOwn ? [] : use));
}
