/** What a good Chinese text of the project keeps to: the glossary's words, good typography, and enough to say. */
import { readFileSync } from 'node:fs';
import { typographyFaults } from './typography.ts';

export const forbidden = forbiddenWords(readFileSync('docs/glossary.md', 'utf8'));

/** The words of the glossary's last column, with the row's own word to use instead. */
function forbiddenWords(glossary: string): Map<string, string> {
  const rows = Array.from(glossary.matchAll(/^\|[^|]+\|([^|]+)\|([^|]+)\|$/gm)).slice(2);
  return new Map(
    rows.flatMap(([, use = '', words = '']) =>
      words.trim() ? words.split('、').map((word) => [word.trim(), use.trim()]) : [],
    ),
  );
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Whether the word stands in the text; `尽快取走` does not use 快取. */
export function uses(text: string, word: string): boolean {
  if (!text.includes(word)) return false;
  const ends = new Set(Array.from(words.segment(text), ({ index, segment }) => index + segment.length)).add(0);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (ends.has(at) && ends.has(at + word.length)) return true;
  return false;
}

/** The words of the glossary's last column that the text uses, each with the word to use. */
export function glossaryFaults(text: string): string[] {
  const found: string[] = [];
  for (const [word, use] of forbidden) if (uses(text, word)) found.push(`${word}: the glossary says ${use}`);
  return found;
}

/** What is wrong with a Chinese text of the reference. */
export function textFaults(text: string): string[] {
  const found = [...typographyFaults(text), ...glossaryFaults(text)];
  if (!/\p{Script=Han}/u.test(text)) found.push('it is not Chinese');
  if (text.length < 15) found.push('it says too little');
  if (!text.endsWith('。')) found.push('it does not end as a sentence');
  if (text.split('`').length % 2 === 0) found.push('a backtick has no partner');
  return found;
}

/** The keys whose texts another one has too; a directive may be said alike in the modules that share its name. */
export function copies(all: readonly [string, string][]): string[] {
  const nameOf = (key: string): string => key.slice(key.lastIndexOf(' ') + 1);
  const seen = new Map<string, string>();
  return all.flatMap(([key, text]) => {
    const first = seen.get(text);
    seen.set(text, first ?? key);
    return first !== undefined && nameOf(first) !== nameOf(key) ? [`${key} = ${first}`] : [];
  });
}
