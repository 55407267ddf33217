/** What has been worked out about a file, remembered as long as the file lives. */
import type { File, Project } from './types.ts';

const memory = Symbol('memory');

/** Does the work once for each file. */
export function oncePerFile<Answer>(work: (file: File) => Answer): (file: File) => Answer {
  const place = works++;
  return (file) => {
    const answers = answersOf(file);
    const known = answers[place];
    if (known !== undefined) return known.answer as Answer;
    const answer = work(file);
    answers[place] = { answer };
    return answer;
  };
}

/** How many kinds of work there are: each has its place in the list of a file's answers. */
let works = 0;

/** Does the work once for files that belong together; the list is a new one after each change. */
export function oncePerGroup<Answer>(
  work: (files: readonly File[], project: Project) => Answer,
): (files: readonly File[], project: Project) => Answer {
  const remembered = oncePerFile((): { files?: readonly File[]; answer?: Answer } => ({}));
  return (files, project) => {
    const [first] = files;
    if (!first) return work(files, project);
    const memory = remembered(first);
    if (!memory.files || !areSame(memory.files, files)) memory.answer = work(files, project);
    memory.files = files;
    return memory.answer as Answer;
  };
}

function areSame(files: readonly File[], others: readonly File[]): boolean {
  return files === others || (files.length === others.length && files.every((file, index) => file === others[index]));
}

/**
 * A property that no copy of the file takes along, rather than a WeakMap: what stands in one counts as alive in every quick
 * collection, so each version of a file, one a keystroke, would wait for a slow one.
 */
function answersOf(
  file: File & { [memory]?: ({ answer: unknown } | undefined)[] },
): ({ answer: unknown } | undefined)[] {
  let answers = file[memory];
  if (!answers) {
    answers = new Array<undefined>(works).fill(undefined);
    Object.defineProperty(file, memory, { value: answers });
  }
  return answers;
}
