/** Diagnostics: what the parser and every rule of the language find, minus what is switched off or silenced by a comment. */
import * as l10n from '@vscode/l10n';
import { embeddedFiles } from '../embedded.ts';
import type { File, Placement, Problem, Project, Severity } from '../types.ts';
import { where } from '../where.ts';
import { suppressed } from './suppress.ts';

/** Rule ids and the severity that the user gives them. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

/** No more findings of one rule are taken: editors show a thousand problems of a file. */
const mostFindings = 5000;

export function problems(file: File, project: Project, severities: RuleSeverities): Problem[] {
  const placements = project.placements(file);
  const found = placements.length === 0 ? judged(file, project, severities) : merged(placements, project, severities);
  const isSilenced = suppressed(file);
  return found.filter((problem) => !isSilenced(problem)).sort((a, b) => a.start - b.start || a.end - b.end);
}

function judged(file: File, project: Project, severities: RuleSeverities): Problem[] {
  const found: Problem[] = [];
  collect(file, project, severities, found);
  return found;
}

/** The problems of a file that is included in several contexts; of what is one in some of them alone, the first such place is named. */
function merged(placements: readonly Placement[], project: Project, severities: RuleSeverities): Problem[] {
  const found = new Map<string, { problem: Problem; places: Placement[] }>();
  for (const placement of placements)
    for (const problem of judged(placement.file, project, severities)) {
      const { rule, start, end, severity, message } = problem;
      const key = JSON.stringify([rule, start, end, severity, message]);
      const known = found.get(key);
      if (!known) found.set(key, { problem, places: [placement] });
      else if (known.places.at(-1) !== placement) known.places.push(placement);
    }
  return [...found.values()].map(({ problem, places: [place, ...others] }) => {
    if (!place || others.length === placements.length - 1) return problem;
    const { file, statement } = place.from;
    const { start, end } = statement;
    return {
      ...problem,
      message: l10n.t('{0} (Included from {1}.)', problem.message, where(file, start, place.file)),
      // What is right in one place may be wrong in another.
      ...(problem.fixes && { fixes: problem.fixes.map((fix) => ({ ...fix, preferred: false })) }),
      related: [...(problem.related ?? []), { file, start, end, message: l10n.t('This includes the file.') }],
    };
  });
}

function collect(file: File, project: Project, severities: RuleSeverities, found: Problem[]): void {
  for (const error of file.tree.errors) {
    const severity = severities[error.rule] ?? error.severity;
    if (severity !== 'off') found.push({ ...error, severity });
  }
  for (const rule of file.language.rules) {
    const said = severities[rule.id];
    if (said === 'off') continue;
    let left = mostFindings;
    for (const finding of rule.check(file, project)) {
      if (left-- === 0) break;
      found.push({ ...finding, rule: rule.id, severity: said ?? finding.severity ?? rule.severity });
    }
  }
  for (const piece of embeddedFiles(file)) collect(piece, project, severities, found);
}
