/** `lint`: judges files, each as a root of its own, and mends them on request. */
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { decode, disk } from '../disk.ts';
import { Files } from '../environment.ts';
import { fixAll } from '../features/fixes.ts';
import { problems } from '../features/problems.ts';
import { defaultOptions, isVersion, type Options, procfileTargets } from '../options.ts';
import { Workspace } from '../project.ts';
import type { File } from '../types.ts';
import { type Arguments, type Flags, readArguments } from './arguments.ts';
import { languageOf, Refusal, read, replace } from './files.ts';
import { asJson, asPretty, type Judged } from './report.ts';
import { languageIds } from './usage.ts';

const flags: Flags = {
  format: ['pretty', 'json'],
  language: languageIds,
  context: 'string',
  complete: 'boolean',
  fix: 'boolean',
  'nginx-version': 'string',
  'nginx-modules': 'string',
  'procfile-target': procfileTargets,
};

/** Runs `lint` with its arguments; the exit code is the answer. */
export async function lint(args: readonly string[]): Promise<number> {
  const options = readArguments(args, flags);
  if (typeof options === 'number') return options;
  const isFixing = options.has('fix');

  const files = new Files(disk);
  const judged: Judged[] = [];
  let fixed = 0;
  let refused = false;
  let mended = '';
  for (const name of options.names) {
    try {
      const result = await judge(name, files, options);
      judged.push(result);
      fixed += result.fixed;
      if (isFixing && name === '-') mended += result.document.getText();
    } catch (error) {
      process.stderr.write(`${error instanceof Refusal ? error.message : `${name}: ${(error as Error).stack}`}\n`);
      refused = true;
    }
  }

  // A mended text has the standard output to itself.
  const toError = isFixing && options.names.includes('-');
  const output = toError ? process.stderr : process.stdout;
  if (toError) process.stdout.write(mended);
  const coloured = output.isTTY === true && !process.env.NO_COLOR;
  output.write(
    options.value('format') === 'json' ? asJson(judged) : asPretty(judged, coloured, isFixing ? fixed : undefined),
  );
  if (refused) return 2;
  return judged.some(({ found }) => found.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

async function judge(name: string, files: Files, options: Arguments): Promise<Judged & { fixed: number }> {
  const path = resolve(name);
  const { text, encode } = decode(await read(name));
  const context = options.value('context');
  const language = languageOf(name, text, options.value('language'));
  const workspace = new Workspace(files, { complete: options.has('complete') });
  const project = workspace.view(optionsOf(options));
  const open = async (content: string): Promise<File> => {
    const file = { uri: URI.file(path).toString(), text: content, tree: language.parse(content), language, context };
    workspace.open(file);
    await workspace.load(file);
    return file;
  };
  let file = await open(text);
  if (context !== undefined && language.rootContext(file) !== context)
    throw new Refusal(l10n.t('{0}: {1} has no context "{2}".', name, language.title, context));
  let fixed = 0;
  if (options.has('fix')) {
    const mended = fixAll(file, project, {});
    if (mended.text !== text) {
      if (name !== '-') await replace(name, encode(mended.text));
      file = await open(mended.text);
      ({ fixed } = mended);
    }
  }
  const found = problems(file, project, {});
  return { name, document: TextDocument.create(file.uri, language.id, 0, file.text), found, fixed };
}

/** What the command line says of the programs. */
function optionsOf(options: Arguments): Options {
  const version = options.value('nginx-version');
  if (version !== undefined && !isVersion(version))
    throw new Refusal(
      l10n.t('{0} cannot be "{1}"; it is one of: {2}.', '--nginx-version', version, 'mainline, stable, 1.24.0, R33 …'),
    );
  const modules = options
    .value('nginx-modules')
    ?.split(',')
    .filter((name) => name !== '');
  const target = procfileTargets.find((name) => name === options.value('procfile-target'));
  const { nginx, procfile } = defaultOptions;
  return {
    procfile: { target: target ?? procfile.target },
    nginx: { ...nginx, version: version ?? nginx.version, modules: modules ?? nginx.modules },
  };
}
