/** The language of Gunicorn's command line, which stands inside of other files. */
import { cursorInStatements } from '../../../cursor.ts';
import type { Cursor, Entry, File, Language, NameUse, Suggestion } from '../../../types.ts';
import { addressUse, networkAddress, refuseAddress } from '../../addresses.ts';
import { bindUses } from '../binds.ts';
import { flagEntry, settingOfFlag, settings, workerNames } from '../settings.ts';
import { type CommandFacts, commandFacts } from './facts.ts';
import { commandRules } from './rules/index.ts';

const context = 'command line';

export const commandLine: Language = {
  id: 'gunicorn',
  title: 'Gunicorn',
  // Its trees are made where a command is found.
  parse: () => ({ statements: [], comments: [], errors: [] }),
  rootContext: () => context,
  innerContext: () => context,
  lookup,
  entries: () => offered,
  cursorAt,
  values,
  signatures: ({ syntax }) => syntax,
  insertion: ({ name }) => (settings.get(settingOfFlag.get(name) ?? '')?.takesValue === false ? name : `${name} $0`),
  names,
  refuseName: refuseAddress,
  rules: commandRules,
};

/** The long flag of each setting, those that people use first. */
const usual = ['--bind', '--workers', '--worker-class', '--threads', '--timeout', '--config', '--access-logfile'];
const offered: readonly Entry[] = [...settings.values()]
  .flatMap(({ flags = [] }) => flags.find((flag) => flag.startsWith('--')) ?? [])
  .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))
  .flatMap((flag) => flagEntry(flag) ?? []);

function rank(flag: string): number {
  const place = usual.indexOf(flag);
  return place < 0 ? usual.length : place;
}

const gunicorn: Entry = {
  name: 'gunicorn',
  kind: 'value',
  syntax: ['gunicorn [OPTIONS] [MODULE:VARIABLE]'],
  contexts: [],
  docs: {
    en: 'Gunicorn, the WSGI server. Settings come from its defaults, then the configuration file, then `$GUNICORN_CMD_ARGS`, then this line: the last one holds.',
    'zh-cn': 'WSGI 服务器 Gunicorn。设置依次来自默认值、配置文件、`$GUNICORN_CMD_ARGS` 和这一行，后者优先。',
  },
  guidance: {
    en: 'Call it by the path of its virtualenv: a process manager has none on its PATH. It must stay in the foreground.',
    'zh-cn': '用虚拟环境中的路径调用：进程管理器的 PATH 中没有虚拟环境。它必须留在前台运行。',
  },
  url: 'https://gunicorn.org/run/',
};

const application: Entry = {
  name: 'MODULE:VARIABLE',
  kind: 'value',
  syntax: ['MODULE[:VARIABLE]', 'MODULE:FACTORY()'],
  contexts: [],
  docs: {
    en: 'The application: a Python module with dots, as it is imported from the current folder or `--chdir`, and the variable or factory in it; `application` where none is said. Not a path.',
    'zh-cn':
      '应用：以点分隔的 Python 模块（从当前目录或 `--chdir` 导入），以及其中的变量或工厂函数；不写时为 `application`。不是文件路径。',
  },
  url: 'https://gunicorn.org/run/',
};

function lookup(name: string): Entry | undefined {
  if (!name.startsWith('-')) return /(?:^|\/)gunicorn[\d.]*$/.test(name) ? gunicorn : application;
  const exact = flagEntry(name);
  if (exact || !name.startsWith('--')) return exact;
  const fitting = [...settingOfFlag.keys()].filter((flag) => flag.startsWith(name));
  return fitting.length === 1 ? flagEntry(fitting[0] ?? '') : undefined;
}

/** Behind a flag that has its value, or takes none, a new word begins. */
function cursorAt(file: File, offset: number): Cursor {
  const { tree } = file;
  const touching = tree.statements.find(({ start, end }) => start <= offset && offset <= end);
  if (touching) {
    const value = touching.args.find(({ start, end }) => start <= offset && offset <= end);
    const isName = offset <= touching.name.end && !(value && offset === value.start && value.start > touching.name.end);
    if (isName) return { role: 'name', context, statement: touching, token: touching.name, index: -1 };
    return { role: 'argument', context, statement: touching, index: 0, ...(value && { token: value }) };
  }
  const before = tree.statements.filter(({ end }) => end < offset).pop();
  if (before && wantsValue(file, before.start)) return { role: 'argument', context, statement: before, index: 0 };
  return { ...cursorInStatements({ ...file, tree: { ...tree, statements: [] } }, offset), context, role: 'blank' };
}

function wantsValue(file: File, start: number): boolean {
  const faults = commandFacts(file)?.read.faults ?? [];
  return faults.some((fault) => fault.kind === 'missing value' && fault.word.start === start);
}

const examples: Readonly<Record<string, readonly string[]>> = {
  bind: ['127.0.0.1:8000', 'unix:/run/gunicorn.sock', '0.0.0.0:8000'],
  accesslog: ['-'],
  errorlog: ['-'],
  config: ['gunicorn.conf.py'],
  forwarded_allow_ips: ['127.0.0.1'],
  umask: ['007', '022', '027'],
  worker_tmp_dir: ['/dev/shm'],
  worker_class: [...workerNames, 'uvicorn.workers.UvicornWorker'],
};

function values(_file: File, { statement }: Cursor): readonly Suggestion[] {
  const entry = statement && lookup(statement.name.text);
  const setting = entry?.origin;
  if (setting === undefined) return [];
  const list = examples[setting] ?? settings.get(setting)?.choices?.map(String) ?? [];
  return list.map((label) => ({ label, kind: 'value', detail: label === entry?.default ? 'default' : '' }));
}

/** Where Gunicorn listens with `PORT=…` in front of it, unless a file of settings may say another address. */
function portOf({ tree }: File, { call, has }: CommandFacts): readonly NameUse[] {
  const port = call.variables.findLast(({ name }) => name === 'PORT');
  const [statement] = tree.statements;
  if (!port || !statement || !/^\d+$/.test(port.value) || has('config')) return [];
  const { end } = port.word;
  const span = { start: port.word.start + 'PORT='.length, end };
  if (span.end - span.start !== port.value.length) return [];
  return [addressUse('definition', statement, span, networkAddress(`0.0.0.0:${port.value}`, 0)) ?? []].flat();
}

/** The addresses that are known as they stand. */
function names(file: File): readonly NameUse[] {
  const facts = commandFacts(file);
  const flags = facts?.read.flags.filter(({ setting }) => setting === 'bind') ?? [];
  if (facts && flags.length === 0) return portOf(file, facts);
  const statements = new Map(flags.length === 0 ? [] : file.tree.statements.map((one) => [one.args[0], one]));
  return flags.flatMap(({ value, isDynamic }) => {
    if (!value || isDynamic) return [];
    const source = file.text.slice(value.start, value.end);
    const quote = /^["']/.test(source) ? 1 : 0;
    const statement = statements.get(value);
    const isPlain = source.slice(quote, source.length - quote) === value.text;
    return statement && isPlain ? bindUses(value.text, value.start + quote, statement) : [];
  });
}
