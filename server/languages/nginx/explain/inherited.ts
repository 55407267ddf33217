/** What holds beside a directive that levels inherit: all of its kind on the level, and those of the level above that it replaces. */
import type { File, Project, Statement, Texts } from '../../../types.ts';
import { linkTo } from '../../../where.ts';
import { type Held, inForce, onLevel } from '../inheritance.ts';
import { directives } from '../reference.ts';
import { code, headText, inBoth, listOf } from './words.ts';

/** Levels of which the inner ones take over what they do not say themselves. */
const chains = [
  ['main', 'http', 'server', 'location', 'if in location', 'limit_except'],
  ['main', 'stream', 'stream server'],
  ['main', 'mail', 'mail server'],
];

/** They do something where they stand, or say what a level is. */
const ownOnly =
  /^(?:include|set|if|rewrite|return|break|listen|server_name|alias|internal|try_files|resolver_timeout|load_module|\w+_pass|js_content|content_by_lua\w*|stub_status|empty_gif|flv|mp4|perl|lingering_\w+)$/;

/** Directives of one list, whose order counts. */
const lists: readonly (readonly string[])[] = [['allow', 'deny']];

/** What changes how a list is inherited. */
const modes: Readonly<Record<string, string>> = {
  add_header: 'add_header_inherit',
  add_trailer: 'add_trailer_inherit',
};

const words = {
  en: {
    all: (level: string) => `**In force on this level** (${level}):`,
    merged: 'Those of the levels above are appended:',
    lost: (count: number) =>
      count === 1 ? 'The one of the level above does not hold here:' : 'Those of the level above do not hold here:',
    from: (place: string) => `as ${place} includes it`,
    top: 'the file',
  },
  'zh-cn': {
    all: (level: string) => `**本层级生效的内容**（${level}）：`,
    merged: '并追加上层的：',
    lost: () => '上一层级的以下内容在此不生效：',
    from: (place: string) => `由 ${place} 包含时`,
    top: '文件',
  },
} as const;

export function isInherited(name: string): boolean {
  if (ownOnly.test(name)) return false;
  const records = directives.get(name) ?? [];
  return records.some(
    ({ contexts, block }) =>
      !block && chains.some((chain) => contexts.filter((context) => chain.includes(context)).length > 1),
  );
}

export function inherited(file: File, statement: Statement, project: Project): Texts | undefined {
  const name = statement.name.text;
  if (!isInherited(name)) return undefined;
  const names = lists.find((list) => list.includes(name)) ?? [name];
  const level = levelOf(file, statement, project);
  const own = onLevel(level.file, project, level.block, names);
  const outer = level.block && inForce(level.file, project, level.block.parent, names);
  if (!own?.some((held) => held.statement === statement)) return undefined;
  const above = outer ?? [];
  if (own.length < 2 && above.length === 0) return undefined;
  const isMerged = modeOf(level, name, project) === 'merge';
  return inBoth((locale) => {
    const { all, lost, merged, from, top } = words[locale];
    const block = level.block ? code(headText(level.file, level.block)) : top;
    const included = level.from && from(linkTo(level.from.file, level.from.statement.start));
    const title = all(included === undefined ? block : `${block}${locale === 'en' ? ', ' : '，'}${included}`);
    const parts = [`${title}\n${listOf(own, locale)}`];
    if (above.length > 0) parts.push(`${isMerged ? merged : lost(above.length)}\n${listOf(above, locale)}`);
    return parts.join('\n\n');
  });
}

/** The block that a statement holds for, through the includes around it. */
interface Level {
  file: File;
  block: Statement | undefined;
  /** The first of several places that include the statement's file. */
  from?: Held;
}

const deepest = 10;

export function levelOf(file: File, { parent }: Statement, project: Project, depth = 0): Level {
  if (parent || depth === deepest) return { file, block: parent };
  const [first, second] = project.includers(file);
  if (!first) return { file, block: undefined };
  const level = levelOf(first.file, first.statement, project, depth + 1);
  return second ? { ...level, from: first } : level;
}

function modeOf({ file, block }: Level, name: string, project: Project): string | undefined {
  const mode = modes[name];
  return mode === undefined ? undefined : inForce(file, project, block, [mode])?.[0]?.statement.args[0]?.text;
}
