/** Which script of a service a file is, and what it comes to in the end. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import type { EmbeddedFile, File } from '../../types.ts';
import { commandFacts } from '../gunicorn/command/facts.ts';
import type { ShellCommand } from '../shell/read.ts';
import { commandsOf } from './parse.ts';

export type Role = 'run' | 'finish' | 'check' | 'control' | 'log';

/** By the path (runsv(8)); `run` where it says nothing. */
export function roleOf({ uri }: File): Role {
  const [, folder = '', name = ''] = /([^/]*)\/([^/]*)$/.exec(uri) ?? [];
  if (folder === 'control') return 'control';
  if (name === 'finish' || name === 'check') return name;
  return folder === 'log' ? 'log' : 'run';
}

/** What a run script leaves behind as the service: its last command, and each that takes the shell's place. */
export function lastCommand(file: File): ShellCommand | undefined {
  return commandsOf(file).findLast(
    ({ words, around }) => words.length > 0 && !around.inFunction && !around.inSubstitution,
  );
}

/** The command in which each piece of the file stands. */
export const callsOf = oncePerFile((file): readonly { piece: EmbeddedFile; command: ShellCommand }[] => {
  const commands = commandsOf(file);
  return embeddedFiles(file).flatMap((piece) => {
    if (commandFacts(piece)?.call.kind === 'environment') return [];
    const command = innermost(commands, piece.start);
    return command && !command.around.inSubstitution && !isEnding(piece, command) ? [{ piece, command }] : [];
  });
});

/** With these Gunicorn says something and ends. */
const ending = new Set(['--version', '-v', '--help', '-h', '--check-config', '--print-config']);

function isEnding({ start }: EmbeddedFile, { words }: ShellCommand): boolean {
  return words.some((word) => word.start > start && ending.has(word.text));
}

/** The last command that begins before the offset and does not end there. */
function innermost(commands: readonly ShellCommand[], offset: number): ShellCommand | undefined {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const command = commands[index];
    if (command && offset < command.end) return command;
  }
  return undefined;
}

/** A script that waits for signals or for its children passes on what it gets. */
export function waitsForSignals(file: File): boolean {
  return commandsOf(file).some(({ words }) => words[0]?.text === 'trap' || words[0]?.text === 'wait');
}

/** Whether what stands there is filled in before anyone runs it. */
export function isTemplate(text: string): boolean {
  return /\{\{|\{%|<%|\[%|@@|__[A-Z]+__/.test(text);
}
