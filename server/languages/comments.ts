/** Comments inside of values: programs take them out, and what is left has to keep its offsets. */
import { oncePerFile } from '../memory.ts';
import type { File, Span } from '../types.ts';

/** The text of the file with the comments of the span made blank. */
export function withoutComments(file: File, { start, end }: Span): string {
  const { comments } = file.tree;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const first = comments[low];
  return first && first.end <= end ? blanked(file) : file.text;
}

const blanked = oncePerFile(({ text, tree }) => {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of tree.comments) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
});
