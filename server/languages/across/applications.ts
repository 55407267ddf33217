/** The calls of Gunicorn and its settings files, as what they say of one application. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import { namesOf } from '../../names.ts';
import type { File, NameUse, Span } from '../../types.ts';
import { commandFacts } from '../gunicorn/command/facts.ts';
import { moduleOf } from '../gunicorn/conf/parse.ts';

export interface Application {
  /** The file that people open, and the piece of it that the call is. */
  file: File;
  piece: File;
  binds: readonly NameUse[];
  /** The last value of a setting, where it is known as it stands. */
  value(setting: string): (Span & { text: string }) | undefined;
  has(setting: string): boolean;
}

const isAddress = ({ kind }: NameUse): boolean => kind === 'address';

/** The applications of a file: each call, or the settings themselves. */
export const applicationsOf = oncePerFile((file): readonly Application[] => {
  const calls = embeddedFiles(file).flatMap((piece) => callOf(file, piece) ?? []);
  return file.language.id === 'gunicorn' && !file.host ? [...calls, settingsOf(file)] : calls;
});

function callOf(file: File, piece: File): Application | undefined {
  const facts = commandFacts(piece);
  if (!facts || facts.call.kind === 'environment') return undefined;
  const own = namesOf(piece).filter(isAddress);
  const outer = facts.inherited;
  return {
    file,
    piece,
    binds:
      own.length > 0 || !outer || facts.read.flags.some(({ setting }) => setting === 'bind')
        ? own
        : namesOf(outer.piece).filter(isAddress),
    value: (setting) => {
      const text = facts.value(setting);
      const token = facts.values(setting).at(-1) ?? outer?.facts.values(setting).at(-1);
      return text === undefined || !token ? undefined : { start: token.start, end: token.end, text };
    },
    has: (setting) => facts.has(setting),
  };
}

function settingsOf(file: File): Application {
  const given = (setting: string) => moduleOf(file).assignments.filter(({ name }) => name.text === setting);
  return {
    file,
    piece: file,
    binds: namesOf(file).filter(isAddress),
    value: (setting) => {
      const last = given(setting).at(-1);
      const literal = last?.value.literal;
      if (!last || last.isConditional || !literal) return undefined;
      const { start, end } = last.value;
      if (literal.kind === 'number') return { start, end, text: String(literal.value) };
      return literal.kind === 'string' && literal.inner ? { ...literal.inner, text: literal.text } : undefined;
    },
    has: (setting) => given(setting).length > 0,
  };
}
