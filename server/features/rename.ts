/** Rename: a name in every file that uses it, or the reason why not. */
import * as l10n from '@vscode/l10n';
import { type Named, nameAt, namesOf, usesOf } from '../names.ts';
import type { Edit, File, NameUse, Project, Span } from '../types.ts';

export interface Refused {
  refusal: string;
}

export interface Renaming {
  changes: { file: File; edits: Edit[] }[];
}

/** What is going to be renamed, as it is written here. */
export function renamed(file: File, project: Project, offset: number): (Span & { name: string }) | Refused {
  const found = renamable(file, project, offset);
  if ('refusal' in found) return found;
  const { start, end } = found.name.use;
  const name = file.text.slice(start, end);
  const refusal = file.language.refuseName?.(found.name.use, undefined);
  return refusal === undefined ? { start, end, name } : { refusal };
}

export function rename(file: File, project: Project, offset: number, wanted: string): Renaming | Refused {
  const found = renamable(file, project, offset);
  if ('refusal' in found) return found;
  const { name, uses } = found;
  // People type the mark as well.
  const bare = wanted.trim().replace(/^[$@]/, '');
  const refusal = file.language.refuseName?.(name.use, bare) ?? collision(name, project, bare);
  if (refusal !== undefined) return { refusal };
  const changes = new Map<File, Edit[]>();
  for (const { file: other, use } of uses) {
    const edits = changes.get(other) ?? [];
    changes.set(other, edits);
    edits.push({ start: use.start, end: use.end, text: bare });
  }
  return { changes: [...changes].map(([other, edits]) => ({ file: other, edits })) };
}

function renamable(file: File, project: Project, offset: number): { name: Named; uses: Named[] } | Refused {
  const name = nameAt(file, offset, project);
  if (!name) return { refusal: l10n.t('There is nothing here that can be renamed.') };
  const uses = usesOf(name, project);
  if (!uses.some(({ use }) => use.role === 'definition'))
    return { refusal: l10n.t('"{0}" is not defined in these files, so it cannot be renamed.', name.use.name) };
  // Between escapes and joined quotes it is not certain where the name stands.
  const unclear = uses.find(({ file: { text }, use: { start, end, name: wanted } }) => {
    return text.slice(start, end).toLowerCase() !== wanted.toLowerCase();
  });
  if (unclear) {
    const written = unclear.file.text.slice(unclear.use.start, unclear.use.end);
    return { refusal: l10n.t('"{0}" is written in a way that cannot be renamed: {1}', name.use.name, written) };
  }
  return { name, uses };
}

/** A zone takes its name from all kinds of zones. */
const zones = new Set(['zone', 'cache']);

function collision({ file, use }: Named, project: Project, wanted: string): string | undefined {
  const clashes = (other: NameUse): boolean => {
    if (other.name.toLowerCase() !== wanted.toLowerCase() || other.name === use.name) return false;
    return zones.has(use.kind) ? zones.has(other.kind) : other.kind === use.kind && other.scope === use.scope;
  };
  const taken = project.together(file).some((other) => namesOf(other).some(clashes));
  return taken ? l10n.t('The name "{0}" is in use already.', wanted) : undefined;
}
