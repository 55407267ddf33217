/** Upstart's jobs: a stanza a line, scripts up to `end script` (init's parse_job.c and nih's config.c). */
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Token, Tree } from '../../types.ts';

export function parse(text: string): Tree {
  const statements: Statement[] = [];
  const comments: Span[] = [];
  const errors: Problem[] = [];
  let script: Statement | undefined;
  for (let start = 0; start < text.length; ) {
    const [end, next] = lineFrom(text, start, script === undefined);
    const line = text.slice(start, end);
    if (script) {
      if (/^\s*end\s+script\s*$/.test(line)) {
        script.raw = { start: script.end, end: start };
        script.end = end;
        script = undefined;
      }
    } else {
      const statement = readLine(text, { start, end }, comments);
      if (statement) {
        statements.push(statement);
        if (opensScript(statement)) script = statement;
      }
    }
    start = next;
  }
  if (script) {
    script.raw = { start: script.end, end: text.length };
    script.end = text.length;
    const { start, end } = script.name;
    errors.push({ start, end, rule: 'syntax', severity: 'error', message: l10n.t('This script has no "end script".') });
  }
  return { statements, comments, errors };
}

/** A stanza goes on behind a backslash, and within parentheses. */
function lineFrom(text: string, start: number, mayGoOn: boolean): [number, number] {
  let from = start;
  let depth = 0;
  for (;;) {
    const lineFeed = text.indexOf('\n', from);
    const end = lineFeed < 0 ? text.length : lineFeed;
    const line = text.slice(from, end);
    if (/^\s*(?:start|stop)\s+on\b/.test(line) || depth > 0)
      for (const sign of line.replace(/#.*$/, '')) depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    const goesOn = mayGoOn && lineFeed >= 0 && (/\\\r?$/.test(line) || depth > 0);
    if (!goesOn)
      return [text.charAt(end - 1) === '\r' && end > start ? end - 1 : end, lineFeed < 0 ? text.length : lineFeed + 1];
    from = lineFeed + 1;
  }
}

function readLine(text: string, { start, end }: Span, comments: Span[]): Statement | undefined {
  const tokens: Token[] = [];
  for (let at = start; at < end; ) {
    const character = text.charAt(at);
    if (/[\s\\]/.test(character) && (character !== '\\' || /\s/.test(text.charAt(at + 1)))) at++;
    else if (character === '#') {
      const lineFeed = text.indexOf('\n', at);
      const until = lineFeed < 0 || lineFeed > end ? end : lineFeed;
      comments.push({ start: at, end: until });
      at = until;
    } else {
      const from = at;
      let open = '';
      while (at < end) {
        const here = text.charAt(at);
        if (open === '' && (/\s/.test(here) || here === '#')) break;
        if (open === '' && (here === '"' || here === "'")) open = here;
        else if (here === open) open = '';
        at += here === '\\' && at + 1 < end ? 2 : 1;
      }
      at = Math.min(at, end);
      tokens.push({ start: from, end: at, text: text.slice(from, at), quote: '' });
    }
  }
  const [name, ...args] = tokens;
  if (!name) return undefined;
  return { start: name.start, end: tokens[tokens.length - 1]?.end ?? name.end, name, args, parent: undefined };
}

function opensScript({ name, args }: Statement): boolean {
  return name.text === 'script' || (/^(?:pre|post)-(?:start|stop)$/.test(name.text) && args[0]?.text === 'script');
}
