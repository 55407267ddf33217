/** What the parts of the reader of patterns share: the text, the place in it, and what has been seen so far. */
import type { Span } from '../../../types.ts';

/** What PCRE2 refuses in a pattern: a place in it and a sentence. */
export class PatternFault implements Span {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The first PCRE took it for the letter itself. */
  readonly isOnlyNew: boolean;

  constructor(start: number, end: number, message: string, isOnlyNew = false) {
    this.start = start;
    this.end = end;
    this.message = message;
    this.isOnlyNew = isOnlyNew;
  }
}

/** A group that stands elsewhere, perhaps later. */
export interface Reference extends Span {
  to: string | number;
}

export interface GroupName extends Span {
  name: string;
  number: number;
}

export class Reader {
  at = 0;
  groups = 0;
  readonly names: GroupName[] = [];
  readonly references: Reference[] = [];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text.charAt(this.at + offset);
  }

  /** Goes on behind the expected text, if it stands here. */
  skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Goes on behind what the sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found) this.at += found[0].length;
    return found ?? undefined;
  }

  fault(start: number, message: string, isOnlyNew = false): PatternFault {
    const end = Math.max(this.at, start + 1);
    return new PatternFault(Math.min(start, this.text.length), Math.min(end, this.text.length), message, isOnlyNew);
  }
}
