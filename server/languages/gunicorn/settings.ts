/** Gunicorn's settings: what its configuration file and its command line share. */
import type { Entry, Locale, Texts } from '../../types.ts';
import facts from './reference/settings.json';
import prose from './reference/texts.json';

/** A setting as Gunicorn's own `config.py` defines it; reference/settings.json is made by scripts/gunicorn-reference.mjs. */
export interface SettingRecord {
  section: string;
  flags?: readonly string[];
  metavar?: string;
  /** Absent when the flag always takes a value, `false` for a switch. */
  takesValue?: boolean | 'optional';
  repeatable?: boolean;
  type: string;
  choices?: readonly (string | number)[];
  /** Forms of the value, as the documentation writes them. */
  forms?: readonly string[];
  /** As Python writes it; absent where there is none or the machine decides. */
  default?: string;
  /** The environment variable that gives another default. */
  environment?: string;
  since?: string;
  /** The numbers of parameters that a hook may have. */
  arities?: readonly number[];
  parameters?: readonly string[];
  min?: number;
  max?: number;
  /** Nothing comes of it in the configuration file. */
  commandLineOnly?: boolean;
  /** The release that deprecated it, and what to use. */
  deprecated?: string;
  replacedBy?: string;
}

interface SettingTexts {
  docs: Texts;
  guidance?: Texts;
}

export const settings: ReadonlyMap<string, SettingRecord> = new Map(
  Object.entries(facts.settings as unknown as Record<string, SettingRecord>),
);

/** What newer releases no longer have, with the release that dropped it. */
export const removed = {
  settings: new Map<string, string>(Object.entries(facts.removed.settings)),
  flags: new Map<string, string>(Object.entries(facts.removed.flags)),
  programs: new Map<string, string>(Object.entries(facts.removed.programs)),
  workers: new Map<string, string>(Object.entries(facts.removed.workers)),
};

/** Names that people write and the settings that they mean. */
export const misnamed: ReadonlyMap<string, string> = new Map(Object.entries(facts.misnamed));

const texts = new Map(Object.entries(prose.settings as Record<string, SettingTexts>));
const typeTexts = new Map(Object.entries(prose.types as Record<string, Texts>));

const words = {
  en: { type: '**Type**: ', flags: '**Flag**: ', environment: '**Environment**: ', comma: ', ' },
  'zh-cn': { type: '**类型**：', flags: '**命令行选项**：', environment: '**环境变量**：', comma: '、' },
} as const;

const entries = new Map<string, Entry>();

/** The reference entry of a setting, in the form of the configuration file. */
export function settingEntry(name: string): Entry | undefined {
  const known = entries.get(name);
  const record = settings.get(name);
  if (known || !record) return known;
  const { docs, guidance } = texts.get(name) ?? { docs: {} };
  const entry: Entry = {
    name,
    kind: record.parameters ? 'block' : 'directive',
    syntax: [form(name, record)],
    contexts: ['settings'],
    ...(record.choices && { values: record.choices.map(String) }),
    ...(record.default !== undefined && { default: record.default }),
    ...(record.since !== undefined && { since: record.since }),
    origin: record.section,
    docs: { en: withFacts(docs, record, 'en'), 'zh-cn': withFacts(docs, record, 'zh-cn') },
    ...(guidance && { guidance }),
    url: `https://gunicorn.org/reference/settings/#${name}`,
  };
  entries.set(name, entry);
  return entry;
}

/** Setting names by their flags. */
export const settingOfFlag: ReadonlyMap<string, string> = new Map(
  [...settings].flatMap(([name, { flags = [] }]) => flags.map((flag) => [flag, name] as const)),
);

/** The workers that Gunicorn has names for, those of today. */
export const workerNames: readonly string[] = (settings.get('worker_class')?.choices ?? []).map(String);

/** What is known of a flag of the command line; its origin is the setting. */
export function flagEntry(flag: string): Entry | undefined {
  const name = settingOfFlag.get(flag);
  const record = name === undefined ? undefined : settings.get(name);
  const entry = name === undefined ? undefined : settingEntry(name);
  if (name === undefined || !record || !entry) return undefined;
  const known = entries.get(flag) ?? {
    ...entry,
    name: flag,
    kind: 'directive',
    syntax: (record.flags ?? []).map((each) => `${each}${valueForm(record)}`),
    origin: name,
  };
  entries.set(flag, known);
  return known;
}

function valueForm({ takesValue, metavar }: SettingRecord): string {
  if (takesValue === false) return '';
  const value = metavar ?? 'VALUE';
  return takesValue === 'optional' ? ` [${value}]` : ` ${value}`;
}

function form(name: string, { parameters, default: value }: SettingRecord): string {
  return parameters ? `def ${name}(${parameters.join(', ')}): …` : `${name} = ${value ?? '…'}`;
}

function withFacts(docs: Texts, record: SettingRecord, locale: Locale): string {
  const said = words[locale];
  const type = typeTexts.get(record.type)?.[locale];
  const code = (list: readonly string[]): string => list.map((word) => `\`${word}\``).join(said.comma);
  const line = [
    ...(type === undefined ? [] : [`${said.type}${type}`]),
    ...(record.choices && record.type !== 'nonneg_int' ? [code(record.choices.map(String))] : []),
    ...(record.flags ? [`${said.flags}${code(record.flags)}`] : []),
    ...(record.environment ? [`${said.environment}${code([record.environment])}`] : []),
  ].join(' · ');
  return [docs[locale] ?? '', line].filter((part) => part !== '').join('\n\n');
}
