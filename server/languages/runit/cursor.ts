/** What stands under the cursor in a command: a program behind `exec`, its flags, and what runsv gives to `finish`. */
import { cursorInStatements } from '../../cursor.ts';
import type { Cursor, File, Suggestion, Token } from '../../types.ts';
import { entries, lookup } from './entries.ts';
import { programs } from './programs.ts';
import { roleOf } from './scripts.ts';

export function cursorAt(file: File, offset: number): Cursor {
  if (/^#!/.test(file.text) && !file.text.slice(0, offset).includes('\n'))
    return { role: 'comment', context: 'main', index: -1 };
  const cursor = cursorInStatements(file, offset);
  const { statement, role, token } = cursor;
  if (role !== 'argument' && role !== 'name') return cursor;
  const given = token && roleOf(file) === 'finish' ? argumentAt(token, file.text, offset) : undefined;
  if (given) return { ...cursor, context: 'finish', part: given };
  if (role === 'name' || !statement || statement.body) return cursor;
  const words = [statement.name, ...statement.args];
  const index = words.findIndex(({ text }) => text !== 'exec');
  const name = words[index];
  if (name && token === name) return { ...cursor, part: token };
  const program = name?.text.replace(/^.*\//, '') ?? '';
  if (!name || offset <= name.end || !Object.hasOwn(programs, program)) return cursor;
  const before = words.slice(index + 1).filter((word) => word.end < offset && word !== token);
  const expected = expectedAt(program, before);
  if (!expected) return cursor;
  const part = token && expected !== 'value' ? partOf(token, program, offset) : undefined;
  return { ...cursor, context: program, ...(part && { part }) };
}

/** What may stand behind these words of a program: another flag or its first word, the value of a flag, or nothing of its own. */
function expectedAt(program: string, before: readonly Token[]): 'flag' | 'value' | undefined {
  let expected: 'flag' | 'value' = 'flag';
  for (const { text } of before) {
    if (expected === 'value') expected = 'flag';
    else if (!text.startsWith('-') || text === '--') return undefined;
    else expected = takesNext(program, text) ? 'value' : 'flag';
  }
  return expected;
}

/** Whether the last of the flags in the word has its value in the next one. */
function takesNext(program: string, text: string): boolean {
  for (let place = 1; place < text.length; place++) {
    const flag = programs[program]?.flags[text.charAt(place)];
    if (flag?.value !== undefined) return place === text.length - 1;
  }
  return false;
}

/** The flag at the offset among those of one word, or the whole word. */
function partOf(token: Token, program: string, offset: number): Token {
  const { start, text } = token;
  if (!/^-./.test(text) || token.end - start !== text.length) return token;
  for (let place = 1; place < text.length; place++) {
    const letter = text.charAt(place);
    const hasValue = programs[program]?.flags[letter]?.value !== undefined;
    const end = hasValue ? token.end : start + place + 1;
    if (offset <= end) return { start: place === 1 ? start : start + place, end, text: `-${letter}`, quote: '' };
    if (hasValue) break;
  }
  return token;
}

/** `$1` and `$2` of finish. */
function argumentAt({ start, end }: Token, text: string, offset: number): Token | undefined {
  for (const found of text.slice(start, end).matchAll(/\$\{?([12])(?!\d)/g)) {
    const from = start + found.index;
    const to = from + found[0].length;
    if (from <= offset && offset <= to) return { start: from, end: to, text: `$${found[1]}`, quote: '' };
  }
  return undefined;
}

/** Programs behind `exec`, flags behind a program. */
export function values(_file: File, { context, statement, index }: Cursor): readonly Suggestion[] {
  if (Object.hasOwn(programs, context))
    return entries(context).map((entry) => ({
      label: entry.name,
      kind: 'value',
      entry,
      detail: entry.syntax[0] ?? '',
    }));
  if (statement?.name.text !== 'exec' || index > 0) return [];
  return ['chpst', 'gunicorn', 'svlogd', 'env'].map((label) => {
    const entry = lookup(label, 'main');
    return { label, kind: 'value', ...(entry && { entry }) };
  });
}
