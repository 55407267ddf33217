/** `environment=KEY="value",…`, as datatypes.py's dict_of_key_value_pairs() reads it: Python's shlex without POSIX, `/.+-():` in words. */
import type { Span } from '../../types.ts';

export interface Environment {
  /** Where it cannot be read: supervisord refuses to start. */
  fault: Span | undefined;
  /** Values that end before the author meant them to: what is behind them is left out in silence. */
  cut: (Span & { text: string })[];
}

interface Token extends Span {
  text: string;
}

/** A quote inside a word belongs to it. */
const word = /[\w/.+\-():][\w/.+\-():'"]*/y;

export function readEnvironment(text: string, offset: number): Environment {
  const read = tokensOf(text);
  const environment: Environment = { fault: read.fault && shifted(read.fault, offset), cut: [] };
  if (environment.fault) return environment;
  const { tokens } = read;
  for (let index = 0; index < tokens.length; index += 4) {
    const key = tokens[index];
    const sign = tokens[index + 1];
    const value = tokens[index + 2];
    const comma = tokens[index + 3];
    if (!key || sign?.text !== '=' || !value) {
      const last = tokens[tokens.length - 1];
      environment.fault = shifted({ start: key?.start ?? 0, end: last?.end ?? text.length }, offset);
      return environment;
    }
    // What should be a comma is thrown away, whatever it is.
    if (comma && comma.text !== ',') environment.cut.push({ ...shifted(comma, offset), text: key.text });
  }
  return environment;
}

/** Words, quoted texts, and each other character alone; `#` begins a comment. */
function tokensOf(text: string): { tokens: Token[]; fault?: Span } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' || /\s/.test(character)) at++;
    else if (character === '#') {
      while (at < text.length && text.charAt(at) !== '\n') at++;
    } else if (character === '"' || character === "'") {
      const close = text.indexOf(character, at + 1);
      if (close < 0) return { tokens, fault: { start: at, end: text.length } };
      tokens.push({ start: at, end: close + 1, text: text.slice(at, close + 1) });
      at = close + 1;
    } else {
      const start = at;
      word.lastIndex = at;
      at = word.test(text) ? word.lastIndex : at + 1;
      tokens.push({ start, end: at, text: text.slice(start, at) });
    }
  }
  return { tokens };
}

function shifted({ start, end }: Span, offset: number): Span {
  return { start: start + offset, end: end + offset };
}
