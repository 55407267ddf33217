/** The reference as entries that hover and completion show: facts, the official English text, our Chinese one, and guidance. */
import officialDocumentation from 'nginx-documentation';
import type { Entry, Statement, Texts } from '../../types.ts';
import guidanceTexts from './reference/guidance.json';
import packages from './reference/packages.json';
import ownTexts from './reference/texts.others.json';
import chineseTexts from './reference/texts.zh-cn.json';
import usage from './reference/usage.json';
import {
  contexts,
  type DirectiveRecord,
  directives,
  type VariableRecord,
  variableNamed,
  variables,
} from './reference.ts';

interface Documentation {
  directives: Record<string, string>;
  variables: Record<string, string>;
}

let parsed: Documentation | undefined;
/** Parsed when first asked for, so that starting does not wait for it. */
const official = (): Documentation => {
  parsed ??= JSON.parse(officialDocumentation) as Documentation;
  return parsed;
};
const chinese = chineseTexts as Documentation;
/** What nginx's own documentation leaves out, above all other people's modules. */
const others = ownTexts as { directives: Record<string, Texts>; variables: Record<string, Texts> };
const guidance = guidanceTexts as Record<string, Texts>;
const packageFacts = packages as Record<string, { title: string; url: string }>;

const known = new Map<DirectiveRecord | VariableRecord, Entry>();

/** The entry of a directive, or of a variable with its `$`, that holds in the context; another one's where none does. */
export function lookup(name: string, context: string): Entry | undefined {
  if (name.startsWith('$')) return lookupVariable(name.replace(/^\$\{?|\}$/g, ''), context);
  const records = directives.get(name);
  const record = records?.find((candidate) => allows(candidate, context)) ?? records?.[0];
  return record && directiveEntry(name, record);
}

export function allows(record: DirectiveRecord, context: string): boolean {
  return record.contexts.includes(context) || record.contexts.includes('any');
}

function lookupVariable(bare: string, context: string): Entry | undefined {
  const found = variableNamed(bare);
  if (!found) return undefined;
  const subsystem = context.startsWith('stream') ? 'stream' : 'http';
  const record = found.records.find((candidate) => candidate.subsystem === subsystem) ?? found.records[0];
  return record && variableEntry(found.name, record);
}

/** Every directive that the context takes, those used most first; all of them where the context is not known. */
export function entries(context: string): readonly Entry[] {
  const cached = listed.get(context);
  if (cached) return cached;
  const isKnown = (contexts as readonly string[]).includes(context);
  const list: Entry[] = [];
  for (const [name, records] of directives) {
    const record = records.find((candidate) => !isKnown || allows(candidate, context));
    if (record) list.push(directiveEntry(name, record));
  }
  const rank = new Map(usage.directives.map((name, index) => [name, index]));
  const rankOf = (entry: Entry): number => (rank.get(entry.name) ?? 1000) + (entry.needs === undefined ? 0 : 5000);
  list.sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
  listed.set(context, list);
  return list;
}
const listed = new Map<string, readonly Entry[]>();

/** The variables of a subsystem, those used most first. */
export function variableEntries(context: string): readonly Entry[] {
  const subsystem = context.startsWith('stream') ? 'stream' : 'http';
  const cached = listedVariables.get(subsystem);
  if (cached) return cached;
  const rank = new Map(usage.variables.map((name, index) => [name, index]));
  const names = [...variables.keys()].sort((a, b) => (rank.get(a) ?? 1000) - (rank.get(b) ?? 1000) || (a < b ? -1 : 1));
  const list = names.flatMap((name) => {
    const record = variables.get(name)?.find((candidate) => candidate.subsystem === subsystem);
    return record ? [variableEntry(name, record)] : [];
  });
  listedVariables.set(subsystem, list);
  return list;
}
const listedVariables = new Map<string, readonly Entry[]>();

function directiveEntry(name: string, record: DirectiveRecord): Entry {
  const cached = known.get(record);
  if (cached) return cached;
  const key = `${record.module} ${name}`;
  const advice = guidance[key] ?? guidance[name];
  const entry: Entry = {
    name,
    kind: record.block ? 'block' : 'directive',
    syntax: record.syntax ?? [],
    contexts: record.contexts,
    docs: textsOf(official().directives[key], chinese.directives[key]) ?? others.directives[key] ?? {},
    ...(record.values && { values: record.values }),
    ...(record.default !== undefined && { default: record.default }),
    ...(record.since !== undefined && { since: record.since }),
    ...originOf(record),
    ...(advice && { guidance: advice }),
    ...(isDescribed(record, official().directives[key]) && urlOf(record, name)),
  };
  known.set(record, entry);
  return entry;
}

function variableEntry(bare: string, record: VariableRecord): Entry {
  const cached = known.get(record);
  if (cached) return cached;
  const described = record.described ?? `$${bare}`;
  const name = record.prefix ? described : `$${bare}`;
  const key = `${record.module} ${described}`;
  const advice = guidance[key] ?? guidance[name];
  const entry: Entry = {
    name,
    kind: 'variable',
    syntax: [],
    contexts: [record.subsystem],
    docs:
      textsOf(official().variables[key], chinese.variables[key]) ??
      others.variables[`${record.subsystem} $${bare}`] ??
      {},
    ...originOf(record),
    ...(advice && { guidance: advice }),
    ...(isDescribed(record, official().variables[key]) && urlOf(record, `var_${described.replace(/^\$|NAME$/g, '')}`)),
  };
  known.set(record, entry);
  return entry;
}

function textsOf(en: string | undefined, zh: string | undefined): Texts | undefined {
  if (en === undefined) return undefined;
  return { en: en.replaceAll('](/en/', '](https://nginx.org/en/'), ...(zh !== undefined && { 'zh-cn': zh }) };
}

function originOf(record: { module?: string; package?: string }): Pick<Entry, 'origin' | 'needs'> {
  const needs = record.package === undefined ? undefined : (packageFacts[record.package]?.title ?? record.package);
  return { ...(record.module !== undefined && { origin: record.module }), ...(needs !== undefined && { needs }) };
}

/** nginx.org has no page about what its own documentation leaves out. */
function isDescribed(record: { package?: string }, text: string | undefined): boolean {
  return record.package !== undefined || text !== undefined;
}

/** The page of the module on nginx.org, or the third-party project's own. */
function urlOf(record: { module?: string; package?: string }, anchor: string): Pick<Entry, 'url'> {
  const { module, package: from } = record;
  if (from !== undefined && from !== 'nginx-plus' && from !== 'njs') {
    const url = packageFacts[from]?.url;
    return url === undefined ? {} : { url };
  }
  if (module === undefined) return {};
  if (module === 'Core functionality') return { url: `https://nginx.org/en/docs/ngx_core_module.html#${anchor}` };
  const family = /^ngx_(http|stream|mail)_/.exec(module)?.[1];
  return { url: `https://nginx.org/en/docs/${family === undefined ? '' : `${family}/`}${module}.html#${anchor}` };
}

/** The advice for a statement: what is said of its name with its first argument goes before what is said of the name. */
export function guidanceFor(statement: Statement): Texts | undefined {
  const name = statement.name.text;
  for (const argument of statement.args) {
    const advice = guidance[`${name} ${argument.text}`];
    if (advice) return advice;
  }
  return undefined;
}
