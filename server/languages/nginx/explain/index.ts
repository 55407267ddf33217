/** What a hover says of a statement at its place: what it does there, and what holds beside it. */
import type { Cursor, File, Project, Statement, Texts } from '../../../types.ts';
import { inside } from '../statements.ts';
import { inherited } from './inherited.ts';
import { proxied } from './proxied.ts';

export function explain(file: File, { statement, role, context }: Cursor, project: Project): Texts | undefined {
  if (!statement || role !== 'name') return undefined;
  const pass = passOf(statement, context);
  return pass ? proxied(file, pass, project) : inherited(file, statement, project);
}

/** The `proxy_pass` that the statement is or has, where it is one of HTTP. */
function passOf(statement: Statement, context: string): Statement | undefined {
  if (!/^(?:server|location|if in location|limit_except)$/.test(context)) return undefined;
  if (statement.name.text === 'proxy_pass') return context === 'server' ? undefined : statement;
  return statement.name.text === 'location' ? inside(statement, 'proxy_pass')[0] : undefined;
}
