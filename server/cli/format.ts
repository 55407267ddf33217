/** `format`: sets the white space of files right. */
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { URI } from 'vscode-uri';
import { decode } from '../disk.ts';
import { applyEdits } from '../features/fixes.ts';
import { format as formatting } from '../features/format.ts';
import { alignments } from '../settings.ts';
import type { FormatStyle } from '../types.ts';
import { type Arguments, type Flags, readArguments } from './arguments.ts';
import { languageOf, Refusal, read, replace } from './files.ts';
import { languageIds } from './usage.ts';

const flags: Flags = {
  check: 'boolean',
  write: 'boolean',
  language: languageIds,
  indent: ['1', '2', '3', '4', '8', 'tab'],
  align: alignments,
};

/** Runs `format` with its arguments; the exit code is the answer: with `--check` 1 where something is to be changed. */
export async function format(args: readonly string[]): Promise<number> {
  const options = readArguments(args, flags);
  if (typeof options === 'number') return options;
  let code = 0;
  for (const name of options.names) {
    try {
      const { before, after, encode } = await formatted(name, options);
      if (options.has('check') ? before !== after : options.has('write') && before !== after && name !== '-')
        process.stdout.write(`${name}\n`);
      if (options.has('check')) code = Math.max(code, before === after ? 0 : 1);
      else if (!options.has('write') || name === '-') process.stdout.write(after);
      else if (before !== after) await replace(name, encode(after));
    } catch (error) {
      process.stderr.write(`${error instanceof Refusal ? error.message : `${name}: ${(error as Error).stack}`}\n`);
      code = 2;
    }
  }
  return code;
}

async function formatted(name: string, options: Arguments) {
  const { text, encode } = decode(await read(name));
  const language = languageOf(name, text, options.value('language'));
  const file = { uri: URI.file(resolve(name)).toString(), text, tree: language.parse(text), language };
  const { edits, refusal } = formatting(file, styleOf(options));
  // What is left alone still goes where the text was meant to go.
  if (refusal !== undefined && name === '-' && !options.has('check')) process.stdout.write(text);
  if (refusal !== undefined) throw new Refusal(l10n.t('{0}: {1}', name, refusal));
  return { before: text, after: applyEdits(text, edits), encode };
}

function styleOf(options: Arguments): FormatStyle {
  const indent = options.value('indent') ?? '4';
  const alignment = alignments.find((candidate) => candidate === options.value('align')) ?? 'keep';
  return { indentation: indent === 'tab' ? '\t' : ' '.repeat(Number(indent)), alignment };
}
