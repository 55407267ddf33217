/** Which nodes of unbash's tree are blocks, and where they begin and end. */
import type { SyntaxNode, Word } from 'unbash';
import type { ShellBlock } from './read.ts';
import { type Place, wordOf } from './scan.ts';

interface Source {
  plain: string;
  place: Place;
}

export function blockOf(node: SyntaxNode, source: Source): ShellBlock | undefined {
  switch (node.type) {
    case 'If':
      return between(source, node, 'if', 'if', 'fi', []);
    case 'While':
      return between(source, node, 'while', node.kind, 'done', []);
    case 'For':
      return between(source, node, 'for', 'for', 'done', [node.name, ...(node.wordlist ?? [])]);
    case 'Select':
      return between(source, node, 'for', 'select', 'done', [node.name, ...(node.wordlist ?? [])]);
    case 'ArithmeticFor':
      return between(source, node, 'for', 'for', 'done', []);
    case 'Case':
      return between(source, node, 'case', 'case', 'esac', [node.word]);
    case 'BraceGroup':
      return between(source, node, 'group', '{', '}', []);
    case 'Subshell':
      return between(source, node, 'subshell', '(', ')', []);
    case 'Function': {
      const { place } = source;
      const name = wordOf(node.name, place);
      const sign = node.body.type === 'BraceGroup' ? '}' : node.body.type === 'Subshell' ? ')' : undefined;
      const open = place(node.body.pos);
      if (sign === undefined || open < name.end || name.start === name.end) return undefined;
      const close = closeOf(source, node.body.end, sign);
      return { kind: 'function', start: place(node.pos), end: place(node.end), name, words: [], open, close };
    }
    default:
      return undefined;
  }
}

function closeOf({ plain, place }: Source, end: number, sign: string): number | undefined {
  return plain.startsWith(sign, end - sign.length) ? place(end - sign.length) : undefined;
}

function between(
  source: Source,
  { pos, end }: SyntaxNode,
  kind: ShellBlock['kind'],
  first: string,
  last: string,
  head: readonly Word[],
): ShellBlock | undefined {
  const { plain, place } = source;
  if (!plain.startsWith(first, pos)) return undefined;
  const start = place(pos);
  const name = { start, end: place(pos + first.length), text: first, quote: '' as const };
  const words = head.flatMap((word) => (word.pos < word.end ? [wordOf(word, place)] : []));
  const open = words[words.length - 1]?.end ?? name.end;
  return { kind, start, end: place(end), name, words, open, close: closeOf(source, end, last) };
}
