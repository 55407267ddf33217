/** Configurations with holes that Jinja, ERB, a Go template or a script fills before nginx reads them: what is certain there all the same. */
import { oncePerFile } from '../../memory.ts';
import type { File, Rule, Tree } from '../../types.ts';
import { parse } from './parser.ts';

/** Where a template language speaks; Lua has tables in tables. */
const marks = /\{%[-+\s]|<%|\{\{[-~\s]*[A-Za-z_.$"'(]|@[A-Z][A-Z0-9_]+@|%%[A-Z][A-Z0-9_]+%%/;
/** No longer than what anybody writes. */
const part =
  /\{%[\s\S]{0,2000}?%\}|\{#[\s\S]{0,2000}?#\}|<%(?!=)[\s\S]{0,2000}?%>|\{\{[\s\S]{0,2000}?\}\}|<%=[\s\S]{0,2000}?%>|@[A-Z][A-Z0-9_]+@|%%[A-Z][A-Z0-9_]+%%/g;
const longestIndentation = 200;
const longestLine = 1000;

/** Most texts have none of the signs, and to look for one is quick. */
const hasMarks = (text: string): boolean =>
  ['{%', '<%', '{{', '@', '%%'].some((sign) => text.includes(sign)) && marks.test(text);

export const isTemplate = oncePerFile(({ text }): boolean => hasMarks(text));

/** The same places with blanks for what is decided, and letters for what is filled in. */
function filled(text: string): string {
  return text.replace(part, (found: string, offset: number) => {
    const isValue = /^(?:\{\{|<%=|@|%%)/.test(found);
    // No more than an indentation's length is looked at.
    const before = text.slice(Math.max(0, offset - longestIndentation), offset);
    const behind = text.slice(offset + found.length, offset + found.length + longestIndentation);
    const isAlone = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\r?\n|$)/.test(behind);
    return isValue && !isAlone ? found.replace(/\s/g, '_').replace(/[^\w]/g, '_') : found.replace(/[^\r\n]/g, ' ');
  });
}

export function parseWithHoles(text: string): Tree {
  if (!hasMarks(text)) return parse(text);
  const tree = parse(filled(text));
  // Which of several blocks will stand there is not known, nor what a hole ends.
  return { ...tree, errors: tree.errors.map(({ fixes: _, ...error }) => ({ ...error, severity: 'information' })) };
}

/** What a statement alone shows, whatever stands around it. */
const certain = new Set([
  'unknown-directive',
  'removed-directive',
  'unavailable-directive',
  'misplaced-directive',
  'invalid-flag',
  'invalid-value',
  'invalid-pattern',
  'deprecated-form',
]);

/** In a template the rule speaks only where nothing is to be filled in and nothing else could change its mind. */
export function besideHoles(rule: Rule): Rule {
  return {
    ...rule,
    *check(file, project) {
      if (!isTemplate(file)) yield* rule.check(file, project);
      else if (certain.has(rule.id))
        for (const finding of rule.check(file, project)) if (!hasHole(file, finding.start, finding.end)) yield finding;
    },
  };
}

/** Whether a template language speaks on the lines of the place. */
function hasHole({ text }: File, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - longestLine), start);
  const behind = text.slice(end, end + longestLine);
  const line =
    before.slice(before.lastIndexOf('\n') + 1) + text.slice(start, end) + (/^[^\n]*/.exec(behind)?.[0] ?? '');
  return /\{[{%#]|<%|[}%#]\}|%>|@[A-Z][A-Z0-9_]+@|%%/.test(line);
}
