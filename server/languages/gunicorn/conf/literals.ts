/** Values that Python need not run to know. */
import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../../types.ts';

export type Literal =
  | { kind: 'string'; text: string /** Without prefix and quotes, where it stands as it is. */; inner?: Span }
  | { kind: 'number'; value: number; isWhole: boolean }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'none' }
  | { kind: 'list'; items: (Literal & Span)[] }
  | { kind: 'dictionary' }
  | { kind: 'lambda'; arity: number }
  | { kind: 'dynamic' };

const deepest = 5;

export function literalOf(node: SyntaxNode, text: string, depth = 0): Literal {
  const source = text.slice(node.from, node.to);
  switch (node.name) {
    case 'String':
      return stringOf(node, source);
    case 'Number':
      return numberOf(source);
    case 'Boolean':
      return { kind: 'boolean', value: source === 'True' };
    case 'None':
      return { kind: 'none' };
    case 'UnaryExpression': {
      const operand = node.lastChild;
      const inner = operand && depth < deepest ? literalOf(operand, text, depth + 1) : undefined;
      return inner?.kind === 'number' && source.startsWith('-')
        ? { ...inner, value: -inner.value }
        : { kind: 'dynamic' };
    }
    case 'ParenthesizedExpression': {
      const inside = node.firstChild?.nextSibling;
      return inside && depth < deepest ? literalOf(inside, text, depth + 1) : { kind: 'dynamic' };
    }
    case 'ArrayExpression':
    case 'TupleExpression':
      return depth < deepest ? listOf(node, text, depth) : { kind: 'dynamic' };
    case 'DictionaryExpression':
      return { kind: 'dictionary' };
    case 'LambdaExpression': {
      const list = node.getChild('ParamList');
      return { kind: 'lambda', arity: list ? list.getChildren('VariableName').length : 0 };
    }
    default:
      return { kind: 'dynamic' };
  }
}

function listOf(node: SyntaxNode, text: string, depth: number): Literal {
  const items: (Literal & Span)[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (/^[[\](),]$|^Comment$/.test(child.name)) continue;
    if (child.type.isError || child.name === '*') return { kind: 'dynamic' };
    items.push({ ...literalOf(child, text, depth + 1), start: child.from, end: child.to });
  }
  return { kind: 'list', items };
}

function stringOf(node: SyntaxNode, source: string): Literal {
  const found = /^([rRuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(source);
  const [, prefix = '', quote = '', inside] = found ?? [];
  if (inside === undefined || node.firstChild?.type.isError) return { kind: 'dynamic' };
  if (inside.includes('\\') && prefix.toLowerCase() !== 'r') return { kind: 'dynamic' };
  const start = node.from + prefix.length + quote.length;
  return { kind: 'string', text: inside, inner: { start, end: start + inside.length } };
}

function numberOf(source: string): Literal {
  const plain = source.replaceAll('_', '');
  if (/^(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(plain))
    return { kind: 'number', value: Number(plain), isWhole: true };
  const value = Number(plain);
  return Number.isNaN(value) ? { kind: 'dynamic' } : { kind: 'number', value, isWhole: false };
}
