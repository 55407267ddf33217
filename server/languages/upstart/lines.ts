/** Whole lines as edits. */
import type { Edit, File, Statement } from '../../types.ts';
import { lineEnd } from './words.ts';

/** Takes a stanza away with its line, where nothing else stands on it. */
export function withoutStanza({ text }: File, { start, end }: Statement): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const until = lineEnd(text, end);
  const isAlone = text.slice(from, start).trim() === '' && text.slice(end, until).trim() === '';
  return isAlone ? { start: from, end: Math.min(until + 1, text.length), text: '' } : { start, end, text: '' };
}

/** Puts a stanza on a line of its own before another one. */
export function stanzaBefore({ text }: File, { start }: Statement, stanza: string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(from, start);
  return { start, end: start, text: `${stanza}\n${/^[ \t]*$/.test(indentation) ? indentation : ''}` };
}
