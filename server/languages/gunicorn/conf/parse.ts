/** gunicorn.conf.py: what is assigned and defined at the top level, read by lezer's Python parser and never run. */

import type { Tree as PythonTree, SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import * as l10n from '@vscode/l10n';
import type { Problem, Span, Statement, Token, Tree } from '../../../types.ts';
import { type Literal, literalOf } from './literals.ts';

export interface Assignment {
  name: Token;
  value: Span & { literal: Literal };
  /** It stands in an `if`, a loop or the like. */
  isConditional: boolean;
}

export interface Definition {
  name: Token;
  /** How many parameters can be given by place; `*args` is none (inspect, as gunicorn.util asks it). */
  arity: number;
  parameters: Span;
}

export interface Module {
  assignments: Assignment[];
  definitions: Definition[];
  /** Names that something in the file reads. */
  read: ReadonlySet<string>;
}

const modules = new WeakMap<Tree, Module>();

export function moduleOf({ tree }: { tree: Tree }): Module {
  return modules.get(tree) ?? { assignments: [], definitions: [], read: new Set() };
}

/** More than this is no configuration, and parsing it would only cost. */
const longest = 500_000;

export function parse(text: string): Tree {
  const module: Module & { read: Set<string> } = { assignments: [], definitions: [], read: new Set() };
  const tree: Tree = { statements: [], comments: [], errors: [] };
  modules.set(tree, module);
  if (text.length > longest) return tree;
  const python = pythonOf(text);
  if (!python) return tree;
  const isWord = collect(python, text, module, tree);
  visit(python.topNode, text, false, module);
  tree.statements = statementsOf(text, module);
  tree.errors = isWord ? errorsIn(python, text) : [];
  return tree;
}

/** Lezer builds its tree by recursion: many thousand open brackets are more than the stack holds. */
function pythonOf(text: string): PythonTree | undefined {
  try {
    return parser.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Comments, and every name that is read; answers whether any statement stands there at all. */
function collect(python: PythonTree, text: string, module: { read: Set<string> }, tree: Tree): boolean {
  let any = false;
  python.iterate({
    enter: (node) => {
      if (node.name === 'Comment') tree.comments.push({ start: node.from, end: node.to });
      if (node.name === 'AssignStatement') any = true;
      if (node.name !== 'VariableName') return;
      const parent = node.node.parent;
      const isTarget = parent?.name === 'AssignStatement' && isBeforeSign(node.node);
      const isDefined = parent?.name === 'FunctionDefinition' || parent?.name === 'ClassDefinition';
      if (!isTarget && !isDefined) module.read.add(text.slice(node.from, node.to));
    },
  });
  return any;
}

function isBeforeSign(node: SyntaxNode): boolean {
  for (let next = node.nextSibling; next; next = next.nextSibling) if (next.name === 'AssignOp') return true;
  return false;
}

const blocks: ReadonlySet<string> = new Set([
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'TryStatement',
  'WithStatement',
]);
const deepest = 20;

/** The statements of the module itself, those inside of `if` and the like among them. */
function visit(parent: SyntaxNode, text: string, isConditional: boolean, module: Module, depth = 0): void {
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.name === 'AssignStatement') assign(node, text, isConditional, module);
    else if (node.name === 'FunctionDefinition') define(node, text, module);
    else if (node.name === 'DecoratedStatement') continue;
    else if (node.name === 'Body' || (blocks.has(node.name) && depth < deepest))
      visit(node, text, isConditional || node.name !== 'Body', module, depth + 1);
  }
}

function assign(node: SyntaxNode, text: string, isConditional: boolean, module: Module): void {
  const targets: SyntaxNode[] = [];
  let value: SyntaxNode | null = null;
  let isSimple = true;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'AssignOp') {
      if (value?.name === 'VariableName') targets.push(value);
      else isSimple = false;
      value = null;
    } else if (child.name !== 'TypeDef' && child.name !== 'Comment') {
      if (value) isSimple = false;
      value = child;
    }
  }
  if (!isSimple || !value || value.type.isError) return;
  const literal = targets.length > 0 ? literalOf(value, text) : { kind: 'dynamic' as const };
  for (const target of targets)
    module.assignments.push({
      name: tokenOf(target, text),
      value: { start: value.from, end: value.to, literal },
      isConditional,
    });
}

function define(node: SyntaxNode, text: string, module: Module): void {
  const name = node.getChild('VariableName');
  const list = node.getChild('ParamList');
  if (!name || !list) return;
  let arity = 0;
  let mark: 'none' | 'keyword' = 'none';
  let previous = '';
  for (let child = list.firstChild; child; child = child.nextSibling) {
    const source = child.name === 'VariableName' ? '' : text.slice(child.from, child.to);
    if (source === '*') mark = 'keyword';
    else if (source === '/') arity = 0;
    else if (
      child.name === 'VariableName' &&
      previous !== '*' &&
      previous !== '**' &&
      previous !== '=' &&
      mark === 'none'
    )
      arity++;
    previous = source;
  }
  module.definitions.push({ name: tokenOf(name, text), arity, parameters: { start: list.from, end: list.to } });
}

function tokenOf(node: SyntaxNode, text: string): Token {
  return { start: node.from, end: node.to, text: text.slice(node.from, node.to), quote: '' };
}

function statementsOf(text: string, { assignments, definitions }: Module): Statement[] {
  const statement = (name: Token, { start, end }: Span): Statement => ({
    start: name.start,
    end,
    name,
    args: [{ start, end, text: text.slice(start, end), quote: '' }],
    parent: undefined,
  });
  const all = [
    // Of `a = b = 1` the second name has the value.
    ...assignments
      .filter(({ value }, index) => assignments[index + 1]?.value.start !== value.start)
      .map(({ name, value }) => statement(name, value)),
    ...definitions.map(({ name, parameters }) => statement(name, parameters)),
  ];
  return all.sort((one, other) => one.start - other.start);
}

/** Lezer is not Python: only what Python surely refuses is told, an assignment of nothing and a text that its line does not end. */
function errorsIn(python: PythonTree, text: string): Problem[] {
  const errors: Problem[] = [];
  python.iterate({
    enter: (node) => {
      if (errors.length > 100) return false;
      if (node.name !== 'AssignStatement') return undefined;
      const last = node.node.lastChild;
      const before = last?.type.isError ? last.prevSibling : last;
      const isEmpty = before?.name === 'AssignOp' && last?.type.isError === true && last.from === last.to;
      if (isEmpty && before && /^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(text.slice(before.to, before.to + 500)))
        errors.push({
          start: before.from,
          end: before.to,
          rule: 'syntax',
          severity: 'error',
          message: l10n.t('A value is missing behind "=".'),
        });
      return undefined;
    },
  });
  return errors;
}
