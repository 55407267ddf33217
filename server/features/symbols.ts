/** The outline: blocks and the statements that a reader looks for, as the language names them. */
import type { File, OutlineItem, Statement } from '../types.ts';

export function symbols(file: File): OutlineItem[] {
  const { language } = file;
  const visit = (statements: readonly Statement[], context: string, items: OutlineItem[]): OutlineItem[] => {
    for (const statement of statements) {
      const { start, end, name, body } = statement;
      const said = language.outline?.(statement, context);
      // Editors refuse a symbol without a name.
      const item = said?.name.trim() === '' ? undefined : said;
      const children = item ? [] : items;
      if (item) items.push({ ...item, start, end, selection: name, children });
      if (body) visit(body, language.innerContext(statement, context), children);
    }
    return items;
  };
  return visit(file.tree.statements, language.rootContext(file), []);
}
