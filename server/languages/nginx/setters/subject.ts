/** What a setter is given and what it answers: each reads the arguments of one statement as a function of nginx's source does. */
import * as l10n from '@vscode/l10n';
import { quotedList } from '../../../l10n/lists.ts';
import type { File, Finding, Fix, Span, Statement, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { namedOn } from '../inheritance.ts';
import type { DirectiveRecord } from '../reference.ts';

export interface Subject {
  file: File;
  statement: Statement;
  /** The context that the statement stands in. */
  context: string;
  record: DirectiveRecord;
  /** Takes the variables that the setter comes upon, where somebody asks for them. */
  used: VariableUse[] | undefined;
}

/** A variable in a word, without its sign. */
export interface VariableUse {
  statement: Statement;
  context: string;
  token: Token;
  from: number;
  to: number;
}

/** The rules that speak of one statement's arguments. */
export const valueFaults = [
  'invalid-flag',
  'invalid-value',
  'invalid-parameter',
  'missing-parameter',
  'conflicting-parameters',
  'invalid-address',
  'invalid-variable',
  'invalid-condition',
  'invalid-entry',
  'forbidden-uri',
  'misplaced-location',
] as const;

export type ValueFault = (typeof valueFaults)[number];

export interface Refusal extends Finding {
  fault: ValueFault | 'misplaced-directive';
}

/** Answers what nginx refuses: one fault, or the faults of a block's entries. */
export type Setter = (subject: Subject) => Refusal | readonly Refusal[] | undefined;

/** A type of value, such as a size. */
export interface Kind {
  reads(text: string): boolean;
  /** What it takes, as part of a sentence. */
  takes(): string;
  /** What was surely meant by a text that it does not read. */
  mend?(text: string): string | undefined;
}

/** A part of a token's text as a place in the file; the whole token where quotes or escapes stand between. */
export function partOf({ text: source }: File, token: Token, from: number, to = token.text.length): Span {
  const { start, end, text, quote } = token;
  if (quote === '' && end - start === text.length) return { start: start + from, end: start + to };
  if (quote !== '' && end - start === text.length + 2 && source.charAt(start) === quote)
    return { start: start + 1 + from, end: start + 1 + to };
  return { start, end };
}

export function refuse(
  fault: Refusal['fault'],
  { start, end }: Span,
  message: string,
  fixes?: readonly Fix[],
): Refusal {
  return { fault, start, end, message, ...(fixes && fixes.length > 0 && { fixes: [...fixes] }) };
}

export function change({ start, end }: Span, text: string, preferred = false): Fix {
  return { title: l10n.t('Change to "{0}"', text), edits: [{ start, end, text }], preferred };
}

/** A value that is not of its kind: from `from` on in the token, where a parameter's name stands before it. */
export function wrongValue({ file, statement }: Subject, token: Token, kind: Kind, from = 0): Refusal {
  const value = token.text.slice(from);
  const span = partOf(file, token, from);
  // Lists have no commas.
  const bare = value.replace(/,$/, '');
  const meant = bare !== value && kind.reads(bare) ? bare : kind.mend?.(value);
  const isExact = span.end - span.start === value.length;
  return refuse(
    'invalid-value',
    span,
    l10n.t('Invalid value "{0}" in "{1}" directive: it takes {2}.', value, statement.name.text, kind.takes()),
    meant !== undefined && isExact ? [change(span, meant, true)] : [],
  );
}

/** The refusal of the token, or of its end, if it is not of the kind. */
export function checkKind(subject: Subject, token: Token | undefined, kind: Kind, from = 0): Refusal | undefined {
  if (!token || kind.reads(token.text.slice(from))) return undefined;
  return wrongValue(subject, token, kind, from);
}

/** A word that the directive does not know. */
export function wrongParameter({ statement }: Subject, token: Token, known: readonly string[] = []): Refusal {
  const { text } = token;
  const name = statement.name.text;
  const equals = text.indexOf('=') + 1;
  const head = text.slice(0, equals);
  const candidates = known.filter((word) => equals > 0 === word.endsWith('='));
  const bare = text.replace(/,$/, '');
  const meant = equals > 0 ? nearest(head, candidates) : known.includes(bare) ? bare : nearest(text, candidates);
  if (meant === undefined) {
    const message =
      known.length === 0 || known.length > 8
        ? l10n.t('Invalid parameter "{0}" in "{1}" directive.', text, name)
        : l10n.t('Invalid parameter "{0}" in "{1}" directive: it takes {2}.', text, name, quotedList(known));
    return refuse('invalid-parameter', token, message);
  }
  return refuse(
    'invalid-parameter',
    token,
    l10n.t('Invalid parameter "{0}" in "{1}" directive. Did you mean "{2}"?', text, name, meant),
    [change(token, equals > 0 ? meant + text.slice(equals) : meant, true)],
  );
}

export function missingParameter({ statement }: Subject, parameter: string): Refusal {
  const { name, args } = statement;
  return refuse(
    'missing-parameter',
    { start: name.start, end: args[args.length - 1]?.end ?? name.end },
    l10n.t('"{0}" directive must have the "{1}" parameter.', name.text, parameter),
  );
}

/** Two parameters that nginx does not take together. */
export function conflict({ statement }: Subject, token: Token, other: string): Refusal {
  return refuse(
    'conflicting-parameters',
    token,
    l10n.t('"{0}" cannot be used together with "{1}" in "{2}" directive.', token.text, other, statement.name.text),
  );
}

/** What may stand among the parameters: a word alone (`true`), or a word up to its `=` and the kind of its value. */
export type Parameters = Readonly<Record<string, Kind | true>>;

/** Reads the arguments from an index on as parameters in any order. */
export function checkParameters(subject: Subject, from: number, parameters: Parameters): Refusal | undefined {
  const { args } = subject.statement;
  for (let index = from; index < args.length; index++) {
    const token = args[index];
    if (!token) continue;
    const { text } = token;
    const equals = text.indexOf('=') + 1;
    const word = equals > 0 ? text.slice(0, equals) : text;
    const kind = Object.hasOwn(parameters, word) ? parameters[word] : undefined;
    if (kind === undefined) return wrongParameter(subject, token, Object.keys(parameters));
    if (kind !== true) {
      const wrong = checkKind(subject, token, kind, equals);
      if (wrong) return wrong;
    }
  }
  return undefined;
}

/** The argument that is this word or begins with this `word=`. */
export function parameterOf({ args }: Statement, word: string, from = 0): Token | undefined {
  for (let index = from; index < args.length; index++) {
    const token = args[index];
    if (token && (word.endsWith('=') ? token.text.startsWith(word) : token.text === word)) return token;
  }
  return undefined;
}

/** The first statement of a name in a block. */
export function firstNamed(file: File, parent: Statement | undefined, name: string): Statement | undefined {
  return parent && namedOn(file, parent, name)[0];
}
