/** What the reference knows, as entries: programs in a script, and each program's flags and words in a context of its name. */
import type { Entry, Texts } from '../../types.ts';
import { programs } from './programs.ts';
import commands from './reference/programs.json';

type Facts = Pick<Entry, 'docs' | 'guidance' | 'syntax' | 'url'>;

/** What runsv gives to `finish`. */
const finishArguments: Readonly<Record<string, Texts>> = {
  $1: {
    en: 'In `finish`: the exit code of `run`, or -1 where a signal ended it; 111 where it could not be started.',
    'zh-cn': '在 `finish` 中：`run` 的退出码；被信号终止时为 -1，无法启动时为 111。',
  },
  $2: {
    en: 'In `finish`: the number of the signal that ended `run`, or 0.',
    'zh-cn': '在 `finish` 中：终止 `run` 的信号编号，没有则为 0。',
  },
};

const main = new Map(
  Object.entries(commands as Record<string, Facts>).map(([name, facts]): [string, Entry] => [
    name,
    { name, kind: 'directive', contexts: [], ...facts },
  ]),
);

const byContext = new Map<string, ReadonlyMap<string, Entry>>([
  ['main', main],
  [
    'finish',
    new Map(
      Object.entries(finishArguments).map(([name, docs]): [string, Entry] => [
        name,
        { name, kind: 'variable', syntax: [], contexts: [], docs, url: 'http://smarden.org/runit/runsv.8.html' },
      ]),
    ),
  ],
  ...Object.entries(programs).map(([program, { url, flags, commands: words = {} }]): [string, Map<string, Entry>] => {
    const made = new Map<string, Entry>();
    for (const [letter, { value, since, docs }] of Object.entries(flags)) {
      const name = `-${letter}`;
      const syntax = [value === undefined ? `${program} ${name}` : `${program} ${name} ${value}`];
      made.set(name, { name, kind: 'value', syntax, contexts: [], docs, url, ...(since !== undefined && { since }) });
    }
    for (const [name, { docs }] of Object.entries(words))
      made.set(name, { name, kind: 'value', syntax: [`${program} ${name}`], contexts: [], docs, url });
    return [program, made];
  }),
]);

const lists = new Map([...byContext].map(([context, entries]) => [context, [...entries.values()]]));

export function lookup(name: string, context: string): Entry | undefined {
  return byContext.get(context)?.get(context === 'main' ? name.replace(/^.*\//, '') : name);
}

export function entries(context: string): readonly Entry[] {
  return lists.get(context) ?? [];
}
