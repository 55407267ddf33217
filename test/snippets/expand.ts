/** A snippet body read as VS Code reads it. Transformations are refused: no snippet of ours needs one. */
export type Part = string | TabStop | Variable;

export interface TabStop {
  index: number;
  /** What stands there before anybody types; absent in a mirror such as the second `$1`. */
  value?: Part[];
  choices?: string[];
}

export interface Variable {
  variable: string;
  value?: Part[];
}

export function parse(body: string): Part[] {
  let at = 0;

  function fail(what: string): never {
    throw new Error(`${what} at offset ${at} of the snippet:\n${body}`);
  }

  /** Up to the end of the body, or up to and over the `}` that ends a placeholder. */
  function parts(inside: boolean): Part[] {
    const found: Part[] = [];
    let text = '';
    while (at < body.length) {
      const character = body.charAt(at);
      const next = body.charAt(at + 1);
      if (character === '\\' && (next === '$' || next === '}' || next === '\\')) {
        text += next;
        at += 2;
      } else if (character === '}' && inside) {
        at++;
        return text === '' ? found : [...found, text];
      } else if (character === '$' && /[{\w]/.test(next)) {
        if (text !== '') found.push(text);
        text = '';
        found.push(dollar());
      } else {
        text += character;
        at++;
      }
    }
    if (inside) fail('A placeholder without its "}"');
    return text === '' ? found : [...found, text];
  }

  function dollar(): TabStop | Variable {
    const [start = '', brace, name = ''] =
      /^\$(\{?)(\d+|[a-z_]\w*)/i.exec(body.slice(at)) ?? fail('Neither tab stop nor variable');
    at += start.length;
    const stop: TabStop | Variable = /^\d/.test(name) ? { index: Number(name) } : { variable: name };
    if (!brace) return stop;
    switch (body.charAt(at++)) {
      case '}':
        return stop;
      case ':':
        return { ...stop, value: parts(true) };
      case '|':
        return 'index' in stop ? { ...stop, choices: choices() } : fail('A choice without a tab stop');
      default:
        return fail('Something else than "}", ":" or "|"');
    }
  }

  function choices(): string[] {
    const found = [''];
    while (at < body.length) {
      const character = body.charAt(at++);
      const next = body.charAt(at);
      if (character === '|' && next === '}') {
        at++;
        return found;
      }
      if (character === ',') {
        found.push('');
      } else {
        const escaped = character === '\\' && /[\\,|]/.test(next);
        found[found.length - 1] += escaped ? body.charAt(at++) : character;
      }
    }
    return fail('A choice without its "|}"');
  }

  return parts(false);
}

/** Every tab stop and variable, outer ones before those inside them. */
export function* stops(parts: readonly Part[]): Generator<TabStop | Variable> {
  for (const part of parts) {
    if (typeof part === 'string') continue;
    yield part;
    yield* stops(part.value ?? []);
  }
}

/**
 * What VS Code inserts before anybody types: the first value or choice given for a tab stop stands at all its mirrors.
 * `chosen` says which choice, by tab stop; variables stand by their defaults.
 */
export function expand(parts: readonly Part[], chosen: ReadonlyMap<number, string> = new Map()): string {
  const values = new Map<number, Part[]>();
  for (const stop of stops(parts)) {
    if (!('index' in stop) || values.has(stop.index)) continue;
    const value = stop.choices ? [chosen.get(stop.index) ?? stop.choices[0] ?? ''] : stop.value;
    if (value) values.set(stop.index, value);
  }
  const text = (inner: readonly Part[]): string =>
    inner
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('index' in part) return text(values.get(part.index) ?? []);
        return text(part.value ?? [part.variable]);
      })
      .join('');
  return text(parts);
}

/** The expansion with its defaults, and one more for every other choice. */
export function* variants(body: string): Generator<{ text: string; choice: string }> {
  const parts = parse(body);
  yield { text: expand(parts), choice: 'defaults' };
  for (const stop of stops(parts)) {
    if (!('index' in stop)) continue;
    for (const choice of stop.choices?.slice(1) ?? []) {
      yield { text: expand(parts, new Map([[stop.index, choice]])), choice };
    }
  }
}
