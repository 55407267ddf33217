/** What a proxy says of the requests that it passes on to an application. */
import type { File, Fix, Project, Statement } from '../../types.ts';
import { inForce, onLevel } from '../nginx/inheritance.ts';
import { lineBefore } from '../nginx/newLines.ts';
import type { Pair } from './workspace.ts';

export interface InForce {
  file: File;
  statement: Statement;
}

/**
 * The directive that holds for the pass, undefined where none is said, or "unknown" where an include cannot be read. Of a file that nobody
 * includes, its own levels count: most projects have no more than that.
 */
export function directiveFor({ pass }: Pair, project: Project, name: string): InForce | 'unknown' | undefined {
  const names = new Set([name]);
  const held = inForce(pass.file, project, pass.statement.parent, names);
  if (held !== undefined) return held.at(-1);
  if (project.includers(pass.file).length > 0) return 'unknown';
  for (let block = pass.statement.parent; ; block = block.parent) {
    const own = onLevel(pass.file, project, block, names);
    if (own === undefined) return 'unknown';
    if (own.length > 0) return own.at(-1);
    if (!block) return undefined;
  }
}

/** Puts a directive in the place of the one beside the pass, or in front of the pass. */
export function setBeside(title: string, { file, statement: pass }: Pair['pass'], text: string, from?: File): Fix {
  const name = text.split(' ')[0];
  const beside = (pass.parent?.body ?? []).find((other) => other.name.text === name);
  const last = beside?.args.at(-1);
  const edit =
    beside && last
      ? { start: beside.name.start, end: last.end, text: text.replace(/;$/, '') }
      : lineBefore(file.text, pass, text);
  return { title, edits: [{ ...edit, ...(from && from !== file && { file }) }] };
}

export function nameOf({ uri }: File): string {
  return decodeURI(uri.slice(uri.lastIndexOf('/') + 1));
}
