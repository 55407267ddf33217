/** The words that the documentation's forms of a directive spell out, and at which arguments: `off | <path> [levels=<levels>] [use_temp_path=on|off]`. */

/** A word, a parameter up to its `=` or with one of its values, or where it is empty a time or a size. */
export interface FormWord {
  word: string;
  /** The arguments that it may be, from 0. */
  first: number;
  last: number;
  /** What stands behind its `=`, or in its place, such as `<time>`. */
  rest: string;
}

/** Names of types that the documentation writes like words. */
const types = new Set(['string', 'path', 'field', 'sub']);

const known = new Map<readonly string[], readonly FormWord[]>();

export function wordsOfForms(syntax: readonly string[]): readonly FormWord[] {
  const found = known.get(syntax) ?? syntax.flatMap(wordsOf);
  known.set(syntax, found);
  return found;
}

function wordsOf(form: string): FormWord[] {
  const found: FormWord[] = [];
  let position = 0;
  // Where the alternatives stand that are being read.
  let at = 0;
  let group = 0;
  let isAlternative = false;
  let isEnded = false;
  for (const part of split(form, ' ')) {
    if (part === '|') {
      isAlternative = true;
      continue;
    }
    if (part === '...') {
      for (const word of found.slice(group)) word.last = Number.POSITIVE_INFINITY;
      isEnded = true;
      continue;
    }
    const isOptional = part.startsWith('[');
    // Behind what may be left out or repeated, another form begins.
    if (isAlternative && isEnded) position = 0;
    if (!isAlternative || isEnded) {
      at = position;
      group = found.length;
    }
    const inner = isOptional ? part.replace(/^\[|\](?:\.\.\.)?$/g, '') : part;
    for (const { word, rest } of alternatives(inner)) {
      const isAnywhere = isOptional || word.endsWith('=') || word.includes('=');
      found.push({ word, rest, first: at, last: isAnywhere ? Number.POSITIVE_INFINITY : at });
    }
    if (!isOptional && !isAlternative && !/^[\w-]+=/.test(part)) position++;
    else if (isAlternative && isEnded && !isOptional) position++;
    // Several that may be left out take the place of one word.
    if (isAlternative && isOptional) position = at;
    isEnded = isOptional;
    isAlternative = false;
  }
  return found;
}

/** Cuts a text outside of brackets. */
function split(text: string, mark: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if ('[<{('.includes(character)) depth++;
    else if (']>})'.includes(character)) depth--;
    if (character === mark && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '');
}

/** `on|off`, `ipv6=on|off`, `error=401 | 403`, `zone=<name>:<size>`, `threads[=<pool>]`. */
function alternatives(text: string): { word: string; rest: string }[] {
  const found: { word: string; rest: string }[] = [];
  let key = '';
  for (const part of split(text.replaceAll(' ', '|'), '|')) {
    const [, own = '', rest = part] = /^([\w-]+=)(.*)$/.exec(part) ?? [];
    if (own !== '') key = own;
    const isWord = /^[a-z\d][\w.-]*$/i.test(rest) && !/^\dxx$/.test(rest);
    if (key !== '') found.push(isWord ? { word: key + rest, rest } : { word: key, rest });
    else if (isWord) {
      if (!types.has(rest)) found.push({ word: rest, rest: '' });
    } else if (/^<(?:\w*time(?:out)?|size)>$/.test(rest)) found.push({ word: '', rest });
    else {
      const [, word, mark = '', behind = ''] = /^([a-z][\w.-]*)(?:\[?([=:])(.*?)\]?)?$/i.exec(rest) ?? [];
      if (word === undefined) continue;
      if (rest.includes('[')) found.push({ word, rest: '' });
      found.push({ word: word + mark, rest: behind });
    }
  }
  // A parameter whose values are all known is offered with each of them.
  return found.filter(({ word }, index) => found.findIndex((other) => other.word === word) === index);
}
