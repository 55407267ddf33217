/** Words of a command line as the program that reads it parts them: a POSIX shell, Python's shlex, or systemd. */
import type { Span, Token } from '../types.ts';

/** Who parts the line: a POSIX shell, Python's shlex.split, or systemd (systemd.service(5), COMMAND LINES). */
export type Quoting = 'shell' | 'shlex' | 'systemd';

export interface Word extends Token {
  /** `;`, `&&`, `|`, `>` … or the end of a line: parts commands or redirects. */
  isOperator: boolean;
  /** Its value is made when it runs, from a variable, a substitution or an expansion. */
  isDynamic: boolean;
}

const operators = ['&&', '||', ';;', '>>', '<<', '>&', '<&', '&>', '|', '&', ';', '(', ')', '<', '>'];

/** The words between the offsets; a quote that is not closed ends with the span. */
export function commandWords(text: string, { start, end }: Span, quoting: Quoting): Word[] {
  const words: Word[] = [];
  let position = start;
  while (position < end) {
    const character = text.charAt(position);
    if (character === '\\' && isLineEnd(text, position + 1)) {
      position += text.charAt(position + 1) === '\r' ? 3 : 2;
      continue;
    }
    if (character === '\n' && quoting === 'shell') {
      words.push({ start: position, end: position + 1, text: '\n', quote: '', isOperator: true, isDynamic: false });
      position++;
      continue;
    }
    if (isBlank(character)) {
      position++;
      continue;
    }
    if (character === '#' && quoting === 'shell') {
      while (position < end && text.charAt(position) !== '\n') position++;
      continue;
    }
    const operator = operatorAt(text, position, quoting);
    if (operator !== undefined) {
      const until = Math.min(end, position + operator.length);
      words.push({ start: position, end: until, text: operator, quote: '', isOperator: true, isDynamic: false });
      position = until;
      continue;
    }
    const word = readWord(text, position, end, quoting);
    words.push(word);
    position = word.end;
  }
  return words;
}

/** Characters that mean themselves to each of the three. */
const plain = /[\w./:@+,=-]+/y;

/** systemd parts commands at a semicolon that is a word of its own. */
function operatorAt(text: string, position: number, quoting: Quoting): string | undefined {
  if (quoting === 'shell') return operators.find((mark) => text.startsWith(mark, position));
  const isWord = text.charAt(position) === ';' && /^\s?$/.test(text.charAt(position + 1));
  return quoting === 'systemd' && isWord ? ';' : undefined;
}

function readWord(text: string, start: number, end: number, quoting: Quoting): Word {
  let position = start;
  let value = '';
  let isDynamic = false;
  while (position < end) {
    plain.lastIndex = position;
    if (plain.test(text)) {
      const until = Math.min(plain.lastIndex, end);
      value += text.slice(position, until);
      position = until;
      continue;
    }
    const character = text.charAt(position);
    if (isBlank(character)) break;
    if (quoting === 'shell' && operators.some((mark) => text.startsWith(mark, position))) break;
    if (character === '"' || character === "'") {
      const closed = readQuoted(text, position, end, quoting);
      value += closed.value;
      isDynamic ||= closed.isDynamic;
      position = closed.end;
      continue;
    }
    if (character === '\\' && position + 1 < end) {
      if (!isLineEnd(text, position + 1)) value += text.charAt(position + 1);
      position += text.charAt(position + 1) === '\r' ? 3 : 2;
      continue;
    }
    if (character === '$' && quoting === 'shell' && text.charAt(position + 1) === '(') {
      const closing = substitutionEnd(text, position + 1, end);
      value += text.slice(position, closing);
      isDynamic = true;
      position = closing;
      continue;
    }
    if (isExpansion(text, position, quoting)) isDynamic = true;
    value += character;
    position++;
  }
  const first = text.charAt(start);
  const quote = (first === '"' || first === "'") && text.charAt(position - 1) === first ? first : '';
  return { start, end: Math.min(position, end), text: value, quote, isOperator: false, isDynamic };
}

function readQuoted(
  text: string,
  start: number,
  end: number,
  quoting: Quoting,
): { value: string; end: number; isDynamic: boolean } {
  const quote = text.charAt(start);
  let position = start + 1;
  let value = '';
  let isDynamic = false;
  while (position < end && text.charAt(position) !== quote) {
    const character = text.charAt(position);
    if (character === '\\' && position + 1 < end && (quote === '"' || quoting === 'systemd')) {
      const next = text.charAt(position + 1);
      value += /["'\\$`]/.test(next) ? next : `\\${next}`;
      position += 2;
      continue;
    }
    if ((quote === '"' || quoting !== 'shell') && isExpansion(text, position, quoting)) isDynamic = true;
    value += character;
    position++;
  }
  return { value, end: Math.min(position + 1, end), isDynamic };
}

/** Whether something begins here that is replaced before the program sees it. */
function isExpansion(text: string, position: number, quoting: Quoting): boolean {
  const character = text.charAt(position);
  const next = text.charAt(position + 1);
  if (quoting === 'shlex') return character === '%' && next === '(';
  if (character === '$') return /[\w{(@*#?!-]/.test(next);
  if (quoting === 'systemd') return character === '%' && /[A-Za-z]/.test(next);
  return character === '`' || character === '*' || character === '?';
}

function substitutionEnd(text: string, open: number, end: number): number {
  let depth = 0;
  for (let position = open; position < end; position++) {
    const character = text.charAt(position);
    if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return position + 1;
  }
  return end;
}

function isBlank(character: string): boolean {
  return character === ' ' || ((character < '!' || character > '~') && /\s/.test(character));
}

function isLineEnd(text: string, position: number): boolean {
  return text.charAt(position) === '\n' || text.startsWith('\r\n', position);
}
