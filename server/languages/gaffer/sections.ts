/** The sections of a file with their options by lower-case names, as configparser has them. */
import { oncePerFile } from '../../memory.ts';
import type { Statement } from '../../types.ts';
import { kindOf, startsProcess } from './reference.ts';

export interface Section {
  statement: Statement;
  kind: string;
  /** What stands behind the colon. */
  name: string;
  options: ReadonlyMap<string, Statement>;
}

export const sectionsOf = oncePerFile((file): readonly Section[] =>
  file.tree.statements.flatMap((statement): Section[] => {
    if (!statement.body) return [];
    const header = statement.name.text;
    const name = header.includes(':') ? header.slice(header.indexOf(':') + 1) : '';
    const options = new Map(statement.body.map((option) => [option.name.text.toLowerCase(), option]));
    return [{ statement, kind: kindOf(header), name, options }];
  }),
);

/** What [DEFAULT] has, every section has; it alone may be said in parts. */
export const defaultsOf = oncePerFile((file): ReadonlyMap<string, Statement> => {
  const parts = sectionsOf(file).filter(({ statement }) => statement.name.text === 'DEFAULT');
  return new Map(parts.flatMap(({ options }) => [...options]));
});

/** Whether gafferd reads its keys: a process without a command is passed over. */
export function isRead({ kind, options }: Section, defaults: ReadonlyMap<string, Statement>): boolean {
  const command = options.get('cmd') ?? defaults.get('cmd');
  return (
    kind !== '' && kind !== 'endpoint' && kind !== 'auth' && (!startsProcess(kind) || (command?.args.length ?? 0) > 0)
  );
}
