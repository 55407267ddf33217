/** `files` of [include]: patterns with white space between, from the folder of the main file on. */
import { oncePerFile } from '../../memory.ts';
import type { File, Includes, Link, Project, Statement } from '../../types.ts';
import { isFragment, sectionsOf, sourceOf } from './options.ts';

export const includes: Includes = {
  // Each pattern stands for a statement of its own.
  statements: oncePerFile((file): readonly Statement[] =>
    links(file).map(({ start, end, target }) => {
      const name = { start, end, text: 'files', quote: '' } as const;
      return { start, end, name, args: [{ start, end, text: target, quote: '' }], parent: undefined };
    }),
  ),
  isMain: (file) => !isFragment(file),
  mainFiles: '*supervisor*.conf*',
};

/** The other files of a configuration that this one belongs to, as far as they are known. */
export function othersOf(file: File, project: Project): readonly File[] {
  const mains = isFragment(file) ? project.includers(file).map((includer) => includer.file) : [file];
  const all = mains.flatMap((main) => [
    main,
    ...includes.statements(main).flatMap((statement) => project.included(main, statement) ?? []),
  ]);
  return [...new Set(all)].filter(({ uri }) => uri !== file.uri);
}

/** Whether nothing of the configuration is unknown: what each pattern of its main file brings in has been read. */
export function isKnownAsWhole(file: File, project: Project): boolean {
  const mains = isFragment(file) ? project.includers(file).map((includer) => includer.file) : [file];
  if (mains.length === 0) return project.complete;
  return mains.every((main) =>
    includes.statements(main).every((statement) => {
      const pattern = statement.args[0]?.text ?? '';
      const found = project.included(main, statement) ?? [];
      // What lies elsewhere than the pattern says has been guessed.
      const folder = pattern.startsWith('/') ? `file://${pattern.slice(0, pattern.lastIndexOf('/') + 1)}` : '';
      return found.length > 0 && (project.complete || found.every(({ uri }) => uri.startsWith(folder)));
    }),
  );
}

export function links(file: File): readonly Link[] {
  return sectionsOf(file).flatMap(({ kind, options }) => {
    const value = options.get('files')?.value;
    if (kind !== 'include' || !value) return [];
    return [...sourceOf(file, value).matchAll(/\S+/g)].map((found) => {
      const start = value.start + found.index;
      return { start, end: start + found[0].length, target: found[0].replace(/^%\(here\)s\/?/, '') };
    });
  });
}
