/** The variables of a script: where they are set, and where they are read. */
import { type Command, forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Span } from '../../types.ts';
import { deepest, type Place } from './scan.ts';

export interface VariableUse extends Span {
  name: string;
  /** In a function or a loop, which may run later than what stands below. */
  isLater: boolean;
  /** The script has thought of its being empty: `${NAME:-…}`, a test. */
  isGuarded: boolean;
}

export interface VariableSetting extends Span {
  name: string;
  isLater: boolean;
  /** By `NAME=value`, so that the place is a name and nothing else. */
  isAssignment: boolean;
}

export interface ShellVariables {
  uses: readonly VariableUse[];
  settings: readonly VariableSetting[];
  /** Named anywhere behind a `$`, even in a text that is not read as a shell's, or given to programs. */
  read: ReadonlySet<string>;
  /** Other files or texts may set more. */
  isOpen: boolean;
}

interface Found {
  uses: VariableUse[];
  settings: VariableSetting[];
  read: Set<string>;
  isOpen: boolean;
}

const variable = /^[A-Za-z_]\w*$/;
const declaring = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
const opening = new Set(['.', 'source', 'eval', 'let', 'shopt', 'alias']);
/** A word that no one writes, which the library would read again for all that is in each other. */
const longest = 20_000;
const testing = new Set(['[', 'test']);

interface Waiting {
  node: SyntaxNode;
  /** How many substitutions it stands in. */
  depth: number;
  isLater: boolean;
  isGuarded: boolean;
}

export function variablesIn(script: ParsedScript, plain: string, place: Place): ShellVariables {
  const found: Found = { uses: [], settings: [], read: new Set(), isOpen: false };
  for (const [, name = ''] of plain.matchAll(/\$\{?[#!]?([A-Za-z_]\w*)/g)) found.read.add(name);
  const waiting: Waiting[] = [{ node: script, depth: 0, isLater: false, isGuarded: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next;
    let { depth, isLater, isGuarded } = next;
    // Escaped backticks hold a text of their own, whose offsets are none of ours.
    const isFar = depth > deepest || (node.type === 'Script' && node.source !== undefined);
    if (isFar) {
      found.isOpen = true;
      continue;
    }
    read(node, isLater, isGuarded, found, place);
    if (node.type === 'Function' || node.type === 'While' || node.type === 'For' || node.type === 'Select')
      isLater = true;
    if (node.type === 'Script') depth++;
    if (node.type === 'TestCommand') isGuarded = true;
    if (node.type === 'Command') isGuarded ||= testing.has(node.name?.text ?? '');
    forEachChild(node, (child) => {
      if ('text' in child && child.text.length > longest) found.isOpen = true;
      else if (mayHoldVariables(child)) waiting.push({ node: child, depth, isLater, isGuarded });
    });
  }
  const byPlace = (one: Span, other: Span): number => one.start - other.start;
  found.uses.sort(byPlace);
  found.settings.sort(byPlace);
  return found;
}

/** The parts of a word cost more than all else. */
function mayHoldVariables(node: SyntaxNode): boolean {
  if (node.type === 'Assignment') return true;
  return !('text' in node) || /[$`]/.test(node.text);
}

function read(node: SyntaxNode, isLater: boolean, isGuarded: boolean, found: Found, place: Place): void {
  const set = (name: string, start: number, isAssignment = false): void => {
    if (!variable.test(name)) return;
    found.settings.push({ name, isLater, isAssignment, start: place(start), end: place(start + name.length) });
  };
  const use = (name: string, start: number, guarded: boolean): void => {
    const span = { start: place(start), end: place(start + name.length) };
    if (variable.test(name)) found.uses.push({ name, isLater, isGuarded: isGuarded || guarded, ...span });
  };
  switch (node.type) {
    case 'SimpleExpansion':
      use(node.text.slice(1), node.pos + 1, false);
      return;
    case 'ParameterExpansion': {
      const { parameter, parameterPos, operation, prefix } = node;
      const isDefault = operation?.type === 'Default';
      if (isDefault && operation.operator.endsWith('=')) set(parameter, parameterPos);
      if (prefix === '!') found.isOpen = true;
      use(parameter, parameterPos, isDefault || prefix !== undefined);
      return;
    }
    case 'Assignment':
      set(node.name, node.pos, true);
      return;
    case 'For':
    case 'Select':
      set(node.name.text, node.name.pos);
      return;
    case 'FileDescriptorVariable':
      set(node.name, node.pos + 1);
      return;
    case 'Coproc':
      set(node.name?.text ?? 'COPROC', node.name?.pos ?? node.pos);
      return;
    case 'ArithmeticWord':
      // Which of the words in there are set is a question of its own.
      for (const [name] of node.value.matchAll(/[A-Za-z_]\w*/g)) {
        found.read.add(name);
        set(name, node.pos);
      }
      return;
    case 'Command':
      settingsBy(node, found, set);
      return;
  }
}

/** The builtin commands that set variables by their names. */
function settingsBy({ name, args }: Command, found: Found, set: (name: string, start: number) => void): void {
  const program = name?.text ?? '';
  if (opening.has(program)) found.isOpen = true;
  const words = args.filter(({ text }) => !text.startsWith('-'));
  if (declaring.has(program)) {
    for (const word of args) {
      const declared = /^[A-Za-z_]\w*/.exec(word.text)?.[0];
      if (declared === undefined) continue;
      found.read.add(declared);
      if (word.type === 'Word') set(declared, word.pos);
    }
  } else if (program === 'read' || program === 'unset' || program === 'mapfile' || program === 'readarray') {
    for (const { text, pos } of words) set(text, pos);
  } else if (program === 'getopts') {
    for (const { text, pos } of args.slice(1)) set(text, pos);
    for (const implied of ['OPTARG', 'OPTIND']) set(implied, name?.pos ?? 0);
  } else if (program === 'printf' || program === 'wait') {
    const flag = args.findIndex(({ text }) => text === '-v' || text === '-p');
    const target = flag < 0 ? undefined : args[flag + 1];
    if (target) set(target.text, target.pos);
  } else if (program === 'set' && args.some(({ text }) => /^-\w*a|^allexport$/.test(text))) {
    for (const { name: exported } of found.settings) found.read.add(exported);
  }
}
