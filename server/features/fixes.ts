/** Quick fixes: those that the problems of a place carry, and all the sure ones of a file at once. */
import type { Edit, File, Fix, Problem, Project, Span } from '../types.ts';
import { problems, type RuleSeverities } from './problems.ts';

/** More rounds than any file has needed; each applies what does not overlap and looks again. */
const mostRounds = 20;

export function fixesAt(found: readonly Problem[], span: Span): { problem: Problem; fix: Fix }[] {
  return found
    .filter((problem) => problem.start <= span.end && span.start <= problem.end)
    .flatMap((problem) => (problem.fixes ?? []).map((fix) => ({ problem, fix })));
}

/** The text after every preferred fix, again and again until nothing is left to mend; `fixed` counts them. */
export function fixAll(file: File, project: Project, severities: RuleSeverities): { text: string; fixed: number } {
  let current = file;
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const preferred = problems(current, project, severities).flatMap(
      ({ fixes }) => fixes?.find(({ preferred, edits }) => preferred && !edits.some((edit) => edit.file)) ?? [],
    );
    const chosen = withoutOverlap(preferred);
    if (chosen.length === 0) break;
    fixed += chosen.length;
    const text = applyEdits(
      current.text,
      chosen.flatMap((fix) => fix.edits),
    );
    current = { ...file, text, tree: file.language.parse(text) };
  }
  return { text: current.text, fixed };
}

/** Leaves out a fix that touches what one before it touches. */
export function withoutOverlap(fixes: readonly Fix[]): Fix[] {
  const taken: Span[] = [];
  return fixes.filter(({ edits }) => {
    const clashes = edits.some((edit) => {
      const next = placeAmong(taken, edit.start);
      return [taken[next - 1], taken[next]].some((span) => span && overlaps(edit, span));
    });
    if (!clashes) for (const edit of edits) taken.splice(placeAmong(taken, edit.start), 0, edit);
    return !clashes;
  });
}

/** How many of the spans, which stand in order, begin before the offset. */
function placeAmong(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, edit.start) + edit.text;
    position = Math.max(position, edit.end);
  }
  return result + text.slice(position);
}
