/** What a command line or a file of settings says of Gunicorn's settings, in one form for the rules about both. */
import type { File, Span } from '../../types.ts';
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

export interface GivenSettings {
  all(setting: string): readonly Given[];
  /** Whether it is said here, or at a place that is read for the same process. */
  has(setting: string): boolean;
  /** The last value, where that is known as it stands. */
  value(setting: string): string | undefined;
  /** Nothing is said elsewhere that is not known here. */
  isWhole: boolean;
}

export function givenIn(file: File): GivenSettings | undefined {
  return file.host ? givenInCommand(file) : givenInModule(file);
}

function givenInCommand(file: File): GivenSettings | undefined {
  const facts = commandFacts(file);
  if (!facts) return undefined;
  const flags = facts.read.flags;
  return {
    all: (setting) =>
      flags
        .filter((flag) => flag.setting === setting)
        .map(({ name, value, isDynamic, flag }): Given => {
          const isKnown = value !== undefined && !isDynamic && !/[%${<]/.test(value.text);
          const at = isKnown ? file.text.slice(value.start, value.end).indexOf(value.text) : -1;
          return {
            start: name.start,
            end: Math.max(name.end, value?.end ?? 0),
            name: { start: name.start, end: name.end, text: flag },
            inner:
              isKnown && at >= 0 ? { start: value.start + at, end: value.start + at + value.text.length } : undefined,
            text: isKnown ? value.text : undefined,
          };
        }),
    has: facts.has,
    value: facts.value,
    isWhole: facts.call.kind !== 'environment' && !facts.has('config'),
  };
}

function givenInModule(file: File): GivenSettings {
  const all = (setting: string): Given[] =>
    moduleOf(file)
      .assignments.filter(({ name }) => name.text === setting)
      .flatMap(({ name, value, isConditional }): Given[] => {
        const { literal, start, end } = value;
        const given = { start: name.start, end, name };
        // Of a list, each of its texts.
        if (literal.kind === 'list')
          return literal.items.map((item) => ({ ...given, ...(isConditional ? unknown : textOf(item, undefined)) }));
        return [{ ...given, ...(isConditional ? unknown : textOf(literal, { start, end })) }];
      });
  return {
    all,
    has: (setting) => all(setting).length > 0,
    value: (setting) => all(setting).at(-1)?.text,
    isWhole: true,
  };
}

const unknown = { inner: undefined, text: undefined };

function textOf(literal: Literal, span: Span | undefined): Pick<Given, 'inner' | 'text'> {
  if (literal.kind === 'string') return { inner: literal.inner, text: literal.text };
  if (literal.kind === 'number' || literal.kind === 'boolean') return { inner: span, text: String(literal.value) };
  return unknown;
}
