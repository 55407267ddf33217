/** `.env` beside a Procfile: `KEY=value` lines, as foreman's env.rb and honcho's environ.py read them. */

import { oncePerFile } from '../../memory.ts';
import type { File, Includes, NameUse, Project, Span, Statement, Token } from '../../types.ts';
import { addressUse, networkAddress } from '../addresses.ts';

const fileName = '.env';

export function isEnvironment({ uri }: File): boolean {
  return uri.endsWith(`/${fileName}`);
}

/** No line brings it in: it is read because it is there. */
export const includes: Includes = {
  statements: oncePerFile((file): readonly Statement[] => {
    if (isEnvironment(file)) return [];
    const nowhere: Span = { start: 0, end: 0 };
    return [statementOf({ ...nowhere, text: fileName, quote: '' }, { ...nowhere, text: fileName, quote: '' })];
  }),
  isMain: (file) => !isEnvironment(file),
  mainFiles: 'Procfile',
};

/** The files of variables that belong to a Procfile; undefined where there is none, so that nothing is known. */
export function environmentOf(file: File, project: Project): readonly File[] | undefined {
  const found = includes.statements(file).flatMap((statement) => project.included(file, statement) ?? []);
  return found.length > 0 ? found : undefined;
}

/** The variables that a `.env` sets. */
export const settings = oncePerFile(({ text }): readonly NameUse[] => {
  const found: NameUse[] = [];
  for (const line of text.matchAll(/^(?:[ \t]*export[ \t]+)?[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*([^\r\n]*)/gm)) {
    const [whole, name, value] = line;
    if (name === undefined || value === undefined) continue;
    const start = line.index + whole.indexOf(name);
    const from = line.index + whole.length - value.length;
    const token: Token = { start: from, end: from + value.length, text: plainOf(value.trimEnd()), quote: '' };
    const statement = statementOf({ start, end: start + name.length, text: name, quote: '' }, token);
    found.push({
      start,
      end: start + name.length,
      kind: 'variable',
      role: 'definition',
      scope: 'process',
      name,
      statement,
    });
    const port = name === 'PORT' ? /^\d+$/.exec(value.trimEnd())?.[0] : undefined;
    if (port === undefined) continue;
    // Gunicorn listens there by itself, and programs give it to the first process.
    const address = networkAddress(`0.0.0.0:${port}`, 0);
    const use = addressUse('definition', statement, { start: from, end: from + port.length }, address);
    if (use) found.push(use);
  }
  return found;
});

function statementOf(name: Token, value: Token): Statement {
  return { start: name.start, end: value.end, name, args: [value], parent: undefined };
}

/** Without the quotes around it. */
function plainOf(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
