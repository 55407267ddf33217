/** Diagnostics: what the parser and every rule of the language find, minus what is switched off or silenced by a comment. */
import { embeddedFiles } from '../embedded.ts';
import type { File, Problem, Project, Severity } from '../types.ts';
import { suppressed } from './suppress.ts';

/** Rule ids and the severity that the user gives them. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

/** No more findings of one rule are taken: editors show a thousand problems of a file. */
const mostFindings = 5000;

export function problems(file: File, project: Project, severities: RuleSeverities): Problem[] {
  const found: Problem[] = [];
  collect(file, project, severities, found);
  const isSilenced = suppressed(file);
  return found.filter((problem) => !isSilenced(problem)).sort((a, b) => a.start - b.start || a.end - b.end);
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
