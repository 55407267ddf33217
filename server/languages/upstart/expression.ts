/** Events with `and`, `or` and parentheses, as parse_on of Upstart's parse_job.c reads them. */
import type { Span, Token } from '../../types.ts';
import { stanzas } from './shapes.ts';
import { hasWord, lineEnd, plainText, skipBlanks, takeWord } from './words.ts';

/** An event, and what is asked of its variables: in their order first, then by their names. */
export interface EventMatch {
  name: Token;
  args: Token[];
}

export type ExpressionFault = Span & {
  kind: 'no event' | 'no operator' | 'no variable' | 'unopened' | 'unclosed' | 'no word' | 'open quote';
};

export interface Expression {
  tokens: Token[];
  events: EventMatch[];
  /** `and` and `or`, each with how deep in parentheses it stands. */
  operators: { token: Token; depth: number }[];
  comments: Span[];
  /** Where the stanza's last line ends. */
  end: number;
  fault?: ExpressionFault;
}

type Item =
  | { kind: 'open'; token: Token }
  | { kind: 'operator'; token: Token }
  | { kind: 'event'; token: Token; event: EventMatch; isNamed: boolean };

export function readExpression(text: string, start: number): Expression {
  return new ExpressionReader(text, start).read();
}

class ExpressionReader {
  private readonly text: string;
  private readonly start: number;
  private position: number;
  private readonly found: Expression;
  private readonly stack: Item[] = [];
  /** Where what has been put together begins. */
  private root: Token | undefined;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
    this.position = start;
    this.found = { tokens: [], events: [], operators: [], comments: [], end: start };
  }

  read(): Expression {
    const inLine = this.lines();
    if (inLine) this.readRest();
    const fault = inLine ?? this.collect() ?? this.unclosed();
    if (fault) this.found.fault = this.placed(fault);
    return this.found;
  }

  private lines(): ExpressionFault | undefined {
    const { text } = this;
    do {
      this.position = skipBlanks(text, this.position);
      do {
        const character = text.charAt(this.position);
        const fault = character === '(' || character === ')' ? this.parenthesis(character) : this.word();
        if (fault) return fault;
      } while (hasWord(text, this.position));
      this.endLine();
    } while (this.position < text.length && this.open);
    return undefined;
  }

  private get open(): Item | undefined {
    return this.stack.findLast(({ kind }) => kind === 'open');
  }

  private endLine(): void {
    const end = lineEnd(this.text, this.position);
    const until = this.text.charAt(end - 1) === '\r' ? end - 1 : end;
    if (this.text.charAt(this.position) === '#') this.found.comments.push({ start: this.position, end: until });
    this.found.end = end;
    this.position = Math.min(end + 1, this.text.length);
  }

  private parenthesis(text: '(' | ')'): ExpressionFault | undefined {
    const token: Token = { start: this.position, end: this.position + 1, text, quote: '' };
    this.found.tokens.push(token);
    this.position = skipBlanks(this.text, this.position + 1);
    if (text === '(') {
      if (this.root || this.stack[this.stack.length - 1]?.kind === 'event') return { ...token, kind: 'no operator' };
      this.stack.push({ kind: 'open', token });
      return undefined;
    }
    const fault = this.collect(token);
    if (fault) return fault;
    return this.stack.pop() ? undefined : { ...token, kind: 'unopened' };
  }

  private word(): ExpressionFault | undefined {
    const { text, position } = this;
    const { token, end, isEmpty, open } = takeWord(text, position, 'parenthesis');
    if (open) {
      this.position = lineEnd(text, open.at);
      return { start: open.at, end: open.at + 1, kind: 'open quote' };
    }
    if (end === position) return { start: position, end: position, kind: 'no word' };
    this.found.tokens.push(token);
    this.position = skipBlanks(text, end);
    const plain = plainText(text, token);
    if (plain === 'and' || plain === 'or') {
      const fault = this.collect(token);
      if (fault) return fault;
      this.root = undefined;
      this.found.operators.push({ token, depth: this.stack.length });
      this.stack.push({ kind: 'operator', token });
      return undefined;
    }
    if (isEmpty) return { ...token, kind: 'no word' };
    return this.operand(token);
  }

  private operand(token: Token): ExpressionFault | undefined {
    const top = this.stack[this.stack.length - 1];
    if (top?.kind !== 'event') {
      const event: EventMatch = { name: token, args: [] };
      this.found.events.push(event);
      this.stack.push({ kind: 'event', token, event, isNamed: false });
      return undefined;
    }
    top.event.args.push(token);
    if (token.text.includes('=')) top.isNamed = true;
    else if (top.isNamed) return { ...token, kind: 'no variable' };
    return undefined;
  }

  /** What stands on the stack up to the parenthesis becomes one; the token is where that is asked for. */
  private collect(at?: Token): ExpressionFault | undefined {
    for (
      let item = this.stack[this.stack.length - 1];
      item && item.kind !== 'open';
      item = this.stack[this.stack.length - 1]
    ) {
      this.stack.pop();
      if (item.kind === 'operator' && !this.root) return { ...(at ?? item.token), kind: 'no event' };
      if (item.kind === 'event' && this.root) return { ...item.token, kind: 'no operator' };
      this.root = item.token;
    }
    if (this.root) return undefined;
    const last = at ?? this.found.tokens[this.found.tokens.length - 1];
    return last ? { ...last, kind: 'no event' } : { start: this.start, end: this.start, kind: 'no event' };
  }

  private unclosed(): ExpressionFault | undefined {
    const { open } = this;
    return open && { ...open.token, kind: 'unclosed' };
  }

  /** The words behind a fault on its line. */
  private readRest(): void {
    const { text, found } = this;
    while (this.position < text.length && hasWord(text, this.position)) {
      const character = text.charAt(this.position);
      if (character === '(' || character === ')') {
        found.tokens.push({ start: this.position, end: this.position + 1, text: character, quote: '' });
        this.position = skipBlanks(text, this.position + 1);
        continue;
      }
      const { token, end, open } = takeWord(text, this.position, 'parenthesis');
      if (open) {
        this.position = lineEnd(text, this.position);
        break;
      }
      found.tokens.push(token);
      this.position = skipBlanks(text, end);
    }
    this.endLine();
  }

  /** Which line is to blame: where a parenthesis is missing, init goes on reading to the end of the file. */
  private placed(fault: ExpressionFault): ExpressionFault {
    const { text, open } = this;
    if (!open) return fault;
    let line = lineEnd(text, open.token.end);
    if (fault.start <= line && fault.kind !== 'unclosed') return fault;
    for (;;) {
      const next = Math.min(line + 1, text.length);
      const end = lineEnd(text, next);
      const source = text.slice(next, end);
      if (next >= text.length || stanzas.has(/^[ \t\r]*([\w-]*)/.exec(source)?.[1] ?? '')) break;
      // It is closed all the same.
      if (end >= fault.start && source.includes(')')) {
        this.cut(end);
        return fault;
      }
      line = end;
    }
    this.cut(line);
    return { ...open.token, kind: 'unclosed' };
  }

  /** Nothing behind this offset belongs to it. */
  private cut(end: number): void {
    const { found } = this;
    const isBefore = (span: Span): boolean => span.start < end;
    found.end = end;
    found.tokens = found.tokens.filter(isBefore);
    found.comments = found.comments.filter(isBefore);
    found.operators = found.operators.filter(({ token }) => isBefore(token));
    found.events = found.events.filter(({ name }) => isBefore(name));
    for (const event of found.events) event.args = event.args.filter(isBefore);
  }
}
