/** What bash has and a POSIX shell has not, such as dash, which is `/bin/sh` on Debian. */
import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Span } from '../../types.ts';
import type { Place } from './scan.ts';

export interface Bashism extends Span {
  /** As it is written. */
  sign: string;
}

export function bashismsIn(script: ParsedScript, plain: string, place: Place): Bashism[] {
  const found: Bashism[] = [];
  const tell = (sign: string, start: number, end: number): void => {
    found.push({ sign, start: place(start), end: place(end) });
  };
  const waiting: SyntaxNode[] = [script];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    switch (node.type) {
      case 'TestCommand':
        tell('[[', node.pos, node.end);
        break;
      case 'ArithmeticCommand':
        tell('((', node.pos, node.end);
        break;
      case 'Function':
        if (/^function\s/.test(plain.slice(node.pos, node.pos + 9))) tell('function', node.pos, node.pos + 8);
        break;
      case 'ArrayValue':
        tell('=(', node.pos, node.end);
        break;
      case 'HereString':
        tell('<<<', node.pos, node.end);
        break;
      case 'Redirect':
        if (node.operator.startsWith('&>')) tell(node.operator, node.pos, node.end);
        break;
      case 'Command':
        if (node.name?.text === 'source') tell('source', node.name.pos, node.name.end);
        break;
      default:
        break;
    }
    // What is in words would cost more than it says.
    forEachChild(node, (child) => {
      if (!('text' in child) || child.type === 'Assignment') waiting.push(child);
    });
  }
  return found.sort((one, other) => one.start - other.start);
}
