/** What a command line or a file of settings says of Gunicorn's settings, in one form for the rules about both. */
import type { File, Span } from '../../types.ts';
import type { Flag } from './command/arguments.ts';
import { commandFacts } from './command/facts.ts';
import type { Literal } from './conf/literals.ts';
import { moduleOf } from './conf/parse.ts';

export interface Given extends Span {
  /** The flag or the name. */
  name: Span & { text: string };
  /** Where the text stands, without quotes; absent where it is not known as it stands. */
  inner: Span | undefined;
  /** A number or text as it is written; undefined where it is made when Gunicorn runs. */
  text: string | undefined;
}

const none: readonly Given[] = [];

/** Every place that gives the setting. */
export function givenIn(file: File, setting: string): readonly Given[] {
  if (!file.host) return givenInModule(file, setting);
  const flags = commandFacts(file)?.read.flags ?? [];
  // Most rules are about what most commands do not say.
  if (!flags.some((flag) => flag.setting === setting)) return none;
  return flags.flatMap((flag) => (flag.setting === setting ? givenBy(file, flag) : []));
}

/** Whether it is said here, or at a place that is read for the same process. */
export function isGiven(file: File, setting: string): boolean {
  return file.host ? commandFacts(file)?.has(setting) === true : givenIn(file, setting).length > 0;
}

/** The last value, where that is known as it stands. */
export function valueGiven(file: File, setting: string): string | undefined {
  return file.host ? commandFacts(file)?.value(setting) : givenIn(file, setting).at(-1)?.text;
}

/** Whether nothing is said elsewhere that is not known here. */
export function isWhole(file: File): boolean {
  const facts = commandFacts(file);
  return !facts || (facts.call.kind !== 'environment' && !facts.has('config'));
}

function givenBy(file: File, { name, value, isDynamic, flag }: Flag): Given {
  const isKnown = value !== undefined && !isDynamic && !/[%${<]/.test(value.text);
  const at = isKnown ? file.text.slice(value.start, value.end).indexOf(value.text) : -1;
  return {
    start: name.start,
    end: Math.max(name.end, value?.end ?? 0),
    name: { start: name.start, end: name.end, text: flag },
    inner: isKnown && at >= 0 ? { start: value.start + at, end: value.start + at + value.text.length } : undefined,
    text: isKnown ? value.text : undefined,
  };
}

function givenInModule(file: File, setting: string): Given[] {
  return moduleOf(file)
    .assignments.filter(({ name }) => name.text === setting)
    .flatMap(({ name, value, isConditional }): Given[] => {
      const { literal, start, end } = value;
      const given = { start: name.start, end, name };
      // Of a list, each of its texts.
      if (literal.kind === 'list')
        return literal.items.map((item) => ({ ...given, ...(isConditional ? unknown : textOf(item, undefined)) }));
      return [{ ...given, ...(isConditional ? unknown : textOf(literal, { start, end })) }];
    });
}

const unknown = { inner: undefined, text: undefined };

function textOf(literal: Literal, span: Span | undefined): Pick<Given, 'inner' | 'text'> {
  if (literal.kind === 'string') return { inner: literal.inner, text: literal.text };
  if (literal.kind === 'number' || literal.kind === 'boolean') return { inner: span, text: String(literal.value) };
  return unknown;
}
