/** `lint`: judges files, each as a root of its own, and mends them on request. */
import { chmod, chown, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { decode, disk } from '../disk.ts';
import { fixAll } from '../features/fixes.ts';
import { problems } from '../features/problems.ts';
import { setLocale } from '../l10n/messages.ts';
import { languageIdByContent, languageIdByPath } from '../languages/detection.ts';
import { languageById } from '../languages/index.ts';
import { defaultOptions } from '../options.ts';
import { Files, Workspace } from '../project.ts';
import type { File, Language } from '../types.ts';
import { asJson, asPretty, type Judged } from './report.ts';
import { languageIds, usage } from './usage.ts';

interface Options {
  format: 'pretty' | 'json';
  language?: string;
  context?: string;
  complete: boolean;
  fix: boolean;
  names: string[];
}

/** A reason, in a sentence, why a file or a call cannot be dealt with. */
class Refusal extends Error {}

/** Runs `lint` with its arguments; the exit code is the answer. */
export async function lint(args: readonly string[]): Promise<number> {
  let options: Options | undefined;
  try {
    options = readOptions(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n\n${usage()}`);
    return 2;
  }
  if (options === undefined) {
    process.stdout.write(usage());
    return 0;
  }

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
      if (options.fix && name === '-') mended += result.document.getText();
    } catch (error) {
      process.stderr.write(`${error instanceof Refusal ? error.message : `${name}: ${(error as Error).stack}`}\n`);
      refused = true;
    }
  }

  // A mended text has the standard output to itself.
  const toError = options.fix && options.names.includes('-');
  const output = toError ? process.stderr : process.stdout;
  if (toError) process.stdout.write(mended);
  const coloured = output.isTTY === true && !process.env.NO_COLOR;
  output.write(
    options.format === 'json' ? asJson(judged) : asPretty(judged, coloured, options.fix ? fixed : undefined),
  );
  if (refused) return 2;
  return judged.some(({ found }) => found.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

const flags = {
  format: 'string',
  language: 'string',
  context: 'string',
  locale: 'string',
  complete: 'boolean',
  fix: 'boolean',
  help: 'boolean',
} as const;

/** Undefined when help was asked for. */
function readOptions(args: readonly string[]): Options | undefined {
  const options = Object.fromEntries(Object.entries(flags).map(([name, type]) => [name, { type }]));
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  // The locale first, so that whatever is wrong is said in it.
  const { locale } = values;
  if (locale === 'en' || locale === 'zh-cn') setLocale(locale);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const type: string | undefined = Object.entries(flags).find(([name]) => name === token.name)?.[1];
    if (type === undefined) throw new Refusal(l10n.t('Unknown option: {0}.', token.rawName));
    if ((type === 'string') !== (token.value !== undefined))
      throw new Refusal(
        type === 'string'
          ? l10n.t('The option {0} needs a value.', token.rawName)
          : l10n.t('The option {0} takes no value.', token.rawName),
      );
  }
  if (values.help) return undefined;
  const oneOf = (name: string, choices: readonly string[]) => {
    const value = values[name];
    if (typeof value === 'string' && !choices.includes(value))
      throw new Refusal(l10n.t('{0} cannot be "{1}"; it is one of: {2}.', `--${name}`, value, choices.join(', ')));
    return typeof value === 'string' ? value : undefined;
  };
  oneOf('locale', ['en', 'zh-cn']);
  const format = oneOf('format', ['pretty', 'json']) === 'json' ? 'json' : 'pretty';
  const language = oneOf('language', languageIds);
  if (positionals.length === 0) throw new Refusal(l10n.t('Say which files to judge.'));
  const context = typeof values.context === 'string' ? values.context : undefined;
  const [complete, fix] = [values.complete === true, values.fix === true];
  return { format, language, context, complete, fix, names: positionals };
}

async function judge(name: string, files: Files, options: Options): Promise<Judged & { fixed: number }> {
  const path = resolve(name);
  const { text, encode } = decode(await read(name));
  const { context } = options;
  const language = languageOf(name, text, options.language);
  const workspace = new Workspace(files, { complete: options.complete });
  const project = workspace.view(defaultOptions);
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
  if (options.fix) {
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

async function read(name: string): Promise<Buffer> {
  try {
    return await (name === '-' ? buffer(process.stdin) : readFile(name));
  } catch (error) {
    throw new Refusal(l10n.t('Cannot read {0}: {1}.', name, reasonOf(error)));
  }
}

function languageOf(name: string, text: string, chosen: string | undefined): Language {
  const id = chosen ?? languageIdByPath(resolve(name)) ?? languageIdByContent(text);
  if (id === undefined)
    throw new Refusal(l10n.t('{0}: neither its name nor its text tells the language; say it with --language.', name));
  const language = languageById(id);
  if (language === undefined) throw new Refusal(l10n.t('{0}: this version cannot judge files for {1}.', name, id));
  return language;
}

/** Puts new content in a file's place in one step; its mode, owner and the links to it stay. */
async function replace(name: string, content: Buffer): Promise<void> {
  let temporary: string | undefined;
  try {
    const path = await realpath(name);
    const { mode, uid, gid } = await stat(path);
    temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
    await writeFile(temporary, content, { flag: 'wx', mode });
    const made = await stat(temporary);
    if (made.uid !== uid || made.gid !== gid) await chown(temporary, uid, gid);
    // Neither the umask nor the change of owner shall take a bit away.
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    // What went wrong first is what is told.
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    throw new Refusal(l10n.t('Cannot write {0}: {1}.', name, reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return l10n.t('there is no such file');
  if (code === 'EISDIR') return l10n.t('it is a folder');
  if (code === 'EACCES' || code === 'EPERM') return l10n.t('permission denied');
  return message;
}
