/** Upstart's jobs, as init 1.13 reads them: stanza by stanza, up to the first that it refuses; read further here. */
import * as l10n from '@vscode/l10n';
import type { Fix, Problem, Span, Statement, Token, Tree } from '../../types.ts';
import { type Expression, readExpression } from './expression.ts';
import { type Fault, faultIn, remember } from './faults.ts';
import { isNearScript, missingEnd, ScriptEnds } from './scripts.ts';
import { stanzas } from './shapes.ts';
import { hasWord, isBlank, lineEnd, plainText, skipBlanks, type Taken, takeWord } from './words.ts';

export function parse(text: string): Tree {
  return new JobReader(text).read();
}

class JobReader {
  private readonly text: string;
  private readonly ends: ScriptEnds;
  private position = 0;
  private readonly tree: Tree = { statements: [], comments: [], errors: [] };
  private readonly faults: Fault[] = [];
  private readonly expressions = new Map<Statement, Expression>();

  constructor(text: string) {
    this.text = text;
    this.ends = new ScriptEnds(text);
  }

  read(): Tree {
    const { text, tree } = this;
    if (text.startsWith('\uFEFF')) this.position = 1;
    while (this.position < text.length) {
      while (isBlank(text.charAt(this.position))) this.position++;
      if (hasWord(text, this.position)) this.stanza();
      else this.endLine();
    }
    remember(tree, { faults: this.faults, expressions: this.expressions });
    return tree;
  }

  private stanza(): void {
    const { text } = this;
    const taken = takeWord(text, this.position);
    const { start, end } = taken.token;
    const statement: Statement = { start, end, name: this.plain(taken), args: [], parent: undefined };
    this.tree.statements.push(statement);
    if (taken.open) {
      this.reportOpen(taken);
      this.position = lineEnd(text, taken.open.at);
      this.endLine();
      statement.end = statement.name.end;
      return;
    }
    this.position = skipBlanks(text, taken.end);
    const stanza = stanzas.get(statement.name.text);
    if (stanza === 'next') return;
    if (stanza === 'command') this.command(statement);
    else if (stanza === 'script') this.script(statement);
    else if (stanza === 'process') this.process(statement);
    else if (stanza === 'events') this.events(statement);
    else this.values(statement);
  }

  /** The word as it stands, where quotes are no quotes. */
  private plain({ token, open }: Taken): Token {
    const { start } = token;
    const end = open ? this.contentEnd(start) : token.end;
    return { start, end, text: plainText(this.text, { start, end }), quote: '' };
  }

  private values(statement: Statement): void {
    const open = this.words(statement);
    const fault = faultIn(this.text, statement, open);
    if (fault) this.faults.push(fault);
    else if (open) this.reportOpen(open);
    if (fault?.kind !== 'unknown stanza' && fault?.kind !== 'unknown word') return;
    // A script whose first line is misspelt holds no stanzas either.
    const block = isNearScript(statement) ? this.ends.after(this.position) : undefined;
    if (block && !this.ends.opensBetween(this.position, block.start)) this.block(statement, block);
  }

  /** The words of the line, up to a quote that does not end. */
  private words(statement: Statement, limit = this.text.length): Taken | undefined {
    const { text } = this;
    while (this.position < limit && hasWord(text, this.position)) {
      const taken = takeWord(text, this.position, 'blank', limit);
      if (taken.open) {
        const end = this.contentEnd(this.position);
        statement.args.push({ ...taken.token, end, text: text.slice(this.position, end), quote: '' });
        statement.end = end;
        this.position = lineEnd(text, this.position);
        this.endLine();
        return taken;
      }
      statement.args.push(taken.token);
      statement.end = taken.token.end;
      this.position = skipBlanks(text, taken.end);
    }
    if (limit === text.length) this.endLine();
    return undefined;
  }

  private command(statement: Statement): void {
    const { text } = this;
    if (!hasWord(text, this.position)) {
      this.faults.push({ kind: 'missing value', start: statement.start, end: statement.end, statement });
      this.endLine();
      return;
    }
    const whole = takeWord(text, this.position, 'line');
    const limit = whole.open ? lineEnd(text, this.position) : whole.end;
    while (this.position < limit && hasWord(text, this.position)) {
      const taken = takeWord(text, this.position, 'blank', limit);
      const end = taken.open ? this.contentEnd(this.position) : taken.token.end;
      statement.args.push({
        ...taken.token,
        end,
        ...(taken.open && { quote: '', text: text.slice(this.position, end) }),
      });
      statement.end = end;
      this.position = taken.open ? limit : skipBlanks(text, taken.end);
    }
    this.position = limit;
    if (whole.open) {
      this.reportOpen(whole);
      this.position = lineEnd(text, whole.open.at);
    }
    this.endLine();
  }

  private process(statement: Statement): void {
    const { text } = this;
    const form = plainText(text, takeWord(text, this.position).token);
    if (form !== 'exec' && form !== 'script') {
      this.values(statement);
      return;
    }
    const start = this.position;
    const word: Token = { start, end: start + form.length, text: form, quote: '' };
    statement.args.push(word);
    statement.end = word.end;
    this.position = skipBlanks(text, takeWord(text, start).end);
    if (form === 'exec') this.command(statement);
    else this.script(statement);
  }

  private events(statement: Statement): void {
    const { text } = this;
    const { token, end } = takeWord(text, this.position);
    if (plainText(text, token) !== 'on') {
      this.values(statement);
      return;
    }
    statement.args.push({ ...token, text: 'on' });
    const expression = readExpression(text, end);
    for (const token of expression.tokens) statement.args.push(token);
    statement.end = statement.args[statement.args.length - 1]?.end ?? end;
    for (const comment of expression.comments) this.tree.comments.push(comment);
    this.position = Math.min(expression.end + 1, text.length);
    this.expressions.set(statement, expression);
    const { fault } = expression;
    if (fault?.kind === 'open quote')
      this.report(fault, l10n.t('This quote is not closed before the end of the file.'));
    else if (fault) this.faults.push({ ...fault, kind: 'expression', expression: fault.kind, statement });
  }

  private script(statement: Statement): void {
    const { text } = this;
    if (hasWord(text, this.position)) {
      const first = statement.args.length;
      this.words(statement);
      const word = statement.args[first];
      if (word) this.faults.push({ kind: 'unexpected value', start: word.start, end: statement.end, statement });
    } else this.endLine();
    const block = this.ends.after(this.position);
    if (block) this.block(statement, block);
    else {
      this.report(statement, l10n.t('This script has no "end script".'), missingEnd(text, this.position));
      if (text.charAt(this.position - 1) === '\n') {
        statement.raw = { start: this.position, end: text.length };
        statement.open = this.position - 1;
        statement.body = [];
      }
      statement.end = text.length;
      this.position = text.length;
    }
  }

  /** The lines up to `end script`, which are none of Upstart's. */
  private block(statement: Statement, { start, end }: Span): void {
    const { text } = this;
    statement.raw = { start: this.position, end: start };
    statement.open = this.position - 1;
    statement.body = [];
    let close = start;
    while (isBlank(text.charAt(close))) close++;
    statement.close = close;
    this.shellComments(statement.raw);
    this.position = end;
    while (isBlank(text.charAt(this.position)) && text.charAt(this.position) !== '\r') this.position++;
    statement.end = end;
    this.endLine();
  }

  /** Lines that are comments to the shell, which may silence rules. */
  private shellComments({ start, end }: Span): void {
    for (let from = start; from < end; from = lineEnd(this.text, from) + 1) {
      let first = from;
      while (isBlank(this.text.charAt(first))) first++;
      if (this.text.charAt(first) === '#' && first < end)
        this.tree.comments.push({ start: first, end: Math.min(this.contentEnd(first), end) });
    }
  }

  private reportOpen({ open }: Taken): void {
    if (!open) return;
    const message =
      open.quote === '\\'
        ? l10n.t('Nothing stands behind this backslash, the last sign of the file.')
        : l10n.t('This quote is not closed before the end of the file.');
    this.report({ start: open.at, end: open.at + 1 }, message);
  }

  /** The end of the line without white space before it. */
  private contentEnd(start: number): number {
    let end = lineEnd(this.text, start);
    while (end > start + 1 && isBlank(this.text.charAt(end - 1))) end--;
    return end;
  }

  private endLine(): void {
    const { text } = this;
    const end = lineEnd(text, this.position);
    const until = end > this.position && text.charAt(end - 1) === '\r' ? end - 1 : end;
    if (text.charAt(this.position) === '#') this.tree.comments.push({ start: this.position, end: until });
    this.position = Math.min(end + 1, text.length);
  }

  private report({ start, end }: Span, message: string, fixes?: Fix[]): void {
    const problem: Problem = { start, end, rule: 'syntax', severity: 'error', message };
    this.tree.errors.push(fixes ? { ...problem, fixes } : problem);
  }
}
