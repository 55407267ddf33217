/** The options of a file with what is known of each, counted once. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../memory.ts';
import type { Edit, File, Fix, Span, Statement, Token } from '../../types.ts';
import { withoutComments } from '../comments.ts';
import { kindOf, type OptionRecord, optionRecords } from './reference.ts';

export interface Option {
  section: Statement;
  kind: string;
  statement: Statement;
  record: OptionRecord | undefined;
  /** Absent where nothing stands behind the sign. */
  value: Token | undefined;
}

export interface ValuedOption extends Option {
  record: OptionRecord;
  value: Token;
}

export interface Section {
  statement: Statement;
  kind: string;
  /** What stands behind the colon. */
  name: string;
  /** By lower-case names; of several of one name the last one holds. */
  options: ReadonlyMap<string, Option>;
}

/** Every section, with those of one header put together as supervisord does. */
export const sectionsOf = oncePerFile((file): readonly Section[] => {
  const merged = new Map<string, { statement: Statement; kind: string; options: Map<string, Option> }>();
  for (const statement of file.tree.statements) {
    if (!statement.body) continue;
    const header = statement.name.text;
    const kind = kindOf(header);
    const records = optionRecords(kind);
    let known = merged.get(header);
    if (!known) {
      known = { statement, kind, options: new Map<string, Option>() };
      merged.set(header, known);
    }
    for (const option of statement.body) {
      const name = option.name.text.toLowerCase();
      const record = records?.get(name);
      known.options.set(name, { section: statement, kind, statement: option, record, value: option.args[0] });
    }
  }
  return [...merged].map(([header, { statement, kind, options }]) => {
    const colon = header.indexOf(':');
    return { statement, kind, name: colon < 0 ? '' : header.slice(colon + 1).trim(), options };
  });
});

/** Whether it is no main file, which alone has [supervisord] and must: others include it. */
export function isFragment(file: File): boolean {
  return !sectionsOf(file).some(({ kind }) => kind === 'supervisord');
}

/** Whether nothing is said in other files. */
export function isWhole(file: File): boolean {
  return !isFragment(file) && !sectionsOf(file).some(({ kind }) => kind === 'include');
}

/** The lines of an option, taken out. */
export function removal(text: string, { start, end, name }: Statement): Fix {
  const lineEnd = text.indexOf('\n', end);
  const from = text.lastIndexOf('\n', start - 1) + 1;
  return {
    title: l10n.t('Remove {0}', name.text),
    edits: [{ start: from, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' }],
  };
}

/** A line of its own behind the one on which something ends. */
export function lineAfter({ text }: File, { end }: Span, line: string): Edit {
  const lineFeed = text.indexOf('\n', end);
  if (lineFeed < 0) return { start: text.length, end: text.length, text: `\n${line}` };
  const lineEnd = text.charCodeAt(lineFeed - 1) === 13 ? '\r\n' : '\n';
  return { start: lineFeed + 1, end: lineFeed + 1, text: line + lineEnd };
}

export const optionsOf = oncePerFile((file): readonly Option[] => {
  const all: Option[] = [];
  for (const { options } of sectionsOf(file)) for (const option of options.values()) all.push(option);
  return all;
});

const byType = oncePerFile((file): ReadonlyMap<string, readonly ValuedOption[]> => {
  const found = new Map<string, ValuedOption[]>();
  for (const option of optionsOf(file)) {
    if (!hasValue(option)) continue;
    const { type } = option.record;
    const same = found.get(type);
    if (same) same.push(option);
    else found.set(type, [option]);
  }
  return found;
});

function hasValue(option: Option): option is ValuedOption {
  return option.record !== undefined && option.value !== undefined;
}

/** The options of one type that have a value. */
export function optionsOfType(file: File, type: string): readonly ValuedOption[] {
  return byType(file).get(type) ?? [];
}

/** The value as it stands in the file, each comment between its lines made blank, so that offsets stay. */
export function sourceOf(file: File, { start, end, text }: Token): string {
  const source = file.text.slice(start, end);
  if (source === text) return source;
  return withoutComments(file, { start, end }).slice(start, end);
}

export function isOn(option: Option | undefined): boolean {
  return /^(?:yes|true|on|1)$/i.test(option?.value?.text ?? '');
}

export function isOff(option: Option | undefined): boolean {
  return /^(?:no|false|off|0)$/i.test(option?.value?.text ?? '');
}
