/** Procfile: the programs of an application, a line each. */
import * as l10n from '@vscode/l10n';
import type {
  Cursor,
  EmbeddedFile,
  Entry,
  File,
  Language,
  NameUse,
  OutlineItem,
  Statement,
  Suggestion,
} from '../../types.ts';
import { refuseAddress } from '../addresses.ts';
import { gunicornCommand } from '../gunicorn/command.ts';
import { includes, isEnvironment, settings } from './environment.ts';
import { formatProcfile } from './format.ts';
import { parse } from './parse.ts';
import processes from './reference/processes.json';
import { procfileRules } from './rules/index.ts';
import { usesIn } from './variables.ts';

export const procfile: Language = {
  id: 'procfile',
  title: 'Procfile',
  parse,
  rootContext: () => 'main',
  innerContext: () => '',
  lookup: (name) => known.get(name) ?? other,
  entries: () => [...known.values()],
  values,
  signatures: ({ syntax }) => syntax,
  insertion: ({ name }) => `${name}: $0`,
  outline,
  includes,
  names: (file) => (isEnvironment(file) ? settings(file) : usesIn(file)),
  refuseName,
  embedded,
  format: formatProcfile,
  rules: procfileRules,
};

const known = new Map(
  Object.entries(processes as Record<string, Pick<Entry, 'docs' | 'guidance'>>).map(([name, texts]) => [
    name,
    { name, kind: 'directive', syntax: [`${name}: <command>`], contexts: [], ...texts } as Entry,
  ]),
);

const other: Entry = {
  name: 'process',
  kind: 'directive',
  syntax: ['<name>: <command>'],
  contexts: [],
  docs: {
    en: 'A kind of process: its name, and the command that a shell runs for it. On platforms only `web` gets requests.',
    'zh-cn': '一种进程：名称，以及由 shell 运行的命令。在平台上只有 `web` 会接收请求。',
  },
};

function values(_file: File, { token }: Cursor): readonly Suggestion[] {
  return token ? [] : [{ label: 'gunicorn', kind: 'value' }];
}

function outline({ name, args }: Statement): Pick<OutlineItem, 'name' | 'detail' | 'kind'> {
  return { name: name.text, detail: args[0]?.text ?? '', kind: 'command' };
}

function embedded(file: File): readonly EmbeddedFile[] {
  if (isEnvironment(file)) return [];
  return file.tree.statements.flatMap(({ args: [command] }) =>
    command ? gunicornCommand(file, command, 'shell') : [],
  );
}

function refuseName(use: NameUse, wanted: string | undefined): string | undefined {
  if (use.kind !== 'variable') return refuseAddress(use, wanted);
  return l10n.t('Programs read the variable too, so it is not renamed.');
}
