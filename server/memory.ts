/** What has been worked out about a file, remembered as long as the file lives. */
import type { File } from './types.ts';

const memory = Symbol('memory');

/** Does the work once for each file. */
export function oncePerFile<Answer>(work: (file: File) => Answer): (file: File) => Answer {
  return (file) => {
    const answers = answersOf(file);
    if (answers.has(work)) return answers.get(work) as Answer;
    const answer = work(file);
    answers.set(work, answer);
    return answer;
  };
}

/**
 * A property that no copy of the file takes along, rather than a WeakMap: what stands in one counts as alive in every quick
 * collection, so each version of a file, one a keystroke, would wait for a slow one.
 */
function answersOf(file: File & { [memory]?: Map<unknown, unknown> }): Map<unknown, unknown> {
  let answers = file[memory];
  if (!answers) {
    answers = new Map();
    Object.defineProperty(file, memory, { value: answers });
  }
  return answers;
}
