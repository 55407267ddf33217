/** The outline: blocks and the statements that a reader looks for, as the language names them. */
import type { File, OutlineItem, Statement } from '../types.ts';

export function symbols(file: File): OutlineItem[] {
  const { language } = file;
  const visit = (statements: readonly Statement[], context: string): OutlineItem[] =>
    statements.flatMap((statement) => {
      const item = language.outline?.(statement, context);
      const children = statement.body ? visit(statement.body, language.innerContext(statement, context)) : [];
      if (!item) return children;
      return [{ ...item, start: statement.start, end: statement.end, selection: statement.name, children }];
    });
  return visit(file.tree.statements, language.rootContext(file));
}
