/** One walk over unbash's tree, which gives the commands and blocks in the order of the text. */
import { type Assignment, type Command, forEachChild, type ParsedScript, type SyntaxNode, type Word } from 'unbash';
import type { Span } from '../../types.ts';
import { blockOf } from './blocks.ts';
import type { ShellAssignment, ShellBlock, ShellCommand, ShellRedirect, ShellWord, Surroundings } from './read.ts';

export interface Scan {
  commands: ShellCommand[];
  blocks: ShellBlock[];
  literals: Span[];
}

/** From an offset in the text that was parsed to one in the file. */
export type Place = (offset: number) => number;

/** Bits of `Surroundings`: there are as many objects as combinations, not as commands. */
const inFunction = 1;
const inSubshell = 2;
const inSubstitution = 4;
const inLoop = 8;
const isConditional = 16;
const isDecisive = 32;
const isPiped = 64;
const isBackground = 128;

/** `$(…)`, backticks, `<(…)`; arithmetic alone is none. */
const holdsCommands = /`|\$\((?!\()|[<>]\(/;

const combinations: Surroundings[] = [];

function surroundings(bits: number): Surroundings {
  combinations[bits] ??= {
    inFunction: (bits & inFunction) > 0,
    inSubshell: (bits & inSubshell) > 0,
    inSubstitution: (bits & inSubstitution) > 0,
    inLoop: (bits & inLoop) > 0,
    isConditional: (bits & isConditional) > 0,
    isDecisive: (bits & isDecisive) > 0,
    isPiped: (bits & isPiped) > 0,
    isBackground: (bits & isBackground) > 0,
  };
  return combinations[bits];
}

/** Substitutions in each other that are read: the library reads a word to its end once for each of them. */
export const deepest = 4;

/** The library bounds how deep its trees are, so that the walk may recurse. */
export function scan(script: ParsedScript, plain: string, place: Place): Scan {
  const found: Scan = { commands: [], blocks: [], literals: [] };
  const source = { plain, place };
  let depth = 0;

  function visit(node: SyntaxNode, around: number): void {
    const branch = (around | isConditional) & ~isDecisive;
    if ((around & inSubstitution) === 0) {
      const block = blockOf(node, source);
      if (block) found.blocks.push(block);
    }
    switch (node.type) {
      case 'Script':
        // Escaped backticks hold a text of their own, whose offsets are none of ours.
        if (node.source === undefined) for (const statement of node.commands) visit(statement, around);
        return;
      case 'CompoundList':
        for (const statement of node.commands) visit(statement, around);
        return;
      case 'Statement':
        visit(node.command, node.background ? around | isBackground : around);
        return;
      case 'AndOr':
        for (const [index, command] of node.commands.entries()) {
          const decides = index < node.commands.length - 1 ? isDecisive : 0;
          visit(command, around | decides | (index > 0 ? isConditional : 0));
        }
        return;
      case 'Pipeline': {
        const decides = node.prefixes.some(({ type }) => type === 'Negation') ? isDecisive : 0;
        for (const command of node.commands)
          visit(command, around | decides | (node.commands.length > 1 ? isPiped : 0));
        return;
      }
      case 'If':
      case 'Elif':
        visit(node.clause, around | isDecisive);
        visit(node.then, branch);
        if (node.type === 'Elif') return;
        for (const elif of node.elif) visit(elif, branch);
        if (node.else) visit(node.else, branch);
        return;
      case 'While':
        visit(node.clause, around | isDecisive | inLoop);
        visit(node.body, branch | inLoop);
        return;
      case 'For':
      case 'Select':
        for (const word of node.wordlist ?? []) inside(word, around);
        visit(node.body, branch | inLoop);
        return;
      case 'CaseItem':
        for (const pattern of node.pattern) inside(pattern, around);
        visit(node.body, branch);
        return;
      case 'Function':
        if (node.body.type === 'BraceGroup' || node.body.type === 'Subshell')
          visit(node.body.body, around | inFunction | (node.body.type === 'Subshell' ? inSubshell : 0));
        else visit(node.body, around | inFunction);
        return;
      case 'Subshell':
        visit(node.body, around | inSubshell);
        return;
      case 'Coproc':
        visit(node.body, around | inSubshell | isBackground);
        return;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        depth++;
        if (node.script) visit(node.script, inSubshell | inSubstitution);
        depth--;
        return;
      case 'Command':
        command(node, around);
        return;
      default:
        forEachChild(node, (child) => inside(child, around));
    }
  }

  /** Words are read further only where a command can stand in them: their parts cost more than all else. */
  function inside(node: SyntaxNode, around: number): void {
    const isInWord = (around & inSubstitution) > 0;
    const text = 'text' in node ? node.text : undefined;
    // From the line's end before it, so that its first line is inside.
    if (node.type === 'HereDoc' && !isInWord)
      found.literals.push({ start: place(node.body.pos - 1), end: place(node.closing?.end ?? node.body.end) });
    else if (text?.includes('\n') && node.type !== 'HereDocBody' && !isInWord)
      found.literals.push({ start: place(node.pos), end: place(node.end) });
    if (text === undefined || (depth < deepest && holdsCommands.test(text))) visit(node, around);
  }

  function command({ pos, end, name, prefix, suffix }: Command, around: number): void {
    const words: ShellWord[] = [];
    // Most commands have none of them.
    const assignments: ShellAssignment[] = prefix.length === 0 ? noAssignments : [];
    const redirects: ShellRedirect[] = prefix.length === 0 && suffix.every(isWord) ? noRedirects : [];
    found.commands.push({
      start: place(pos),
      end: place(end),
      words,
      assignments,
      redirects,
      around: surroundings(around),
    });
    for (const node of prefix) {
      if (node.type === 'Assignment') assignments.push(assignmentOf(node, place));
      else redirects.push(redirectOf(node, place));
      inside(node, around);
    }
    if (name) {
      words.push(wordOf(name, place));
      inside(name, around);
    }
    for (const node of suffix) {
      if (node.type === 'Word' || node.type === 'Assignment') words.push(wordOf(node, place));
      else redirects.push(redirectOf(node, place));
      inside(node, around);
    }
  }

  visit(script, 0);
  found.commands.sort(inOrder);
  found.literals.sort(inOrder);
  return found;
}

function inOrder(one: Span, other: Span): number {
  return one.start - other.start || other.end - one.end;
}

const noAssignments: ShellAssignment[] = [];
const noRedirects: ShellRedirect[] = [];

function isWord({ type }: SyntaxNode): boolean {
  return type === 'Word' || type === 'Assignment';
}

function assignmentOf({ pos, end, text, name }: Assignment, place: Place): ShellAssignment {
  const start = place(pos);
  return { start, end: place(end), text, name: { start, end: start + name.length, text: name, quote: '' } };
}

function redirectOf(node: Exclude<Command['prefix'][number], Assignment>, place: Place): ShellRedirect {
  return {
    start: place(node.pos),
    end: place(node.end),
    operator: node.operator,
    descriptor: node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined,
    target: node.type !== 'HereDoc' && node.target ? wordOf(node.target, place) : undefined,
  };
}

export function wordOf(word: Word | Assignment, place: Place): ShellWord {
  const { pos, end, text } = word;
  const first = text.charAt(0);
  const quote = (first === '"' || first === "'") && text.length > 1 && text.endsWith(first) ? first : '';
  // Nothing is taken away from a word without quotes.
  const value = word.type === 'Word' && /['"\\]/.test(text) ? word.value : text;
  return { start: place(pos), end: place(end), text: value, quote, isDynamic: first !== "'" && /[$`*?[]/.test(text) };
}
