/** Gunicorn's command line as a piece of the file in which it stands. */
import type { EmbeddedFile, File, Span, Statement, Token } from '../../types.ts';
import { withoutComments } from '../comments.ts';
import { commandWords, type Quoting, type Word } from '../shellWords.ts';
import { readArguments } from './command/arguments.ts';
import { remember } from './command/facts.ts';
import { type Call, callsIn, noPrograms, type Programs } from './command/find.ts';
import { commandLine } from './command/language.ts';

/** The calls of Gunicorn between the offsets of the host, through `env`, `chpst`, `sh -c "…"` and the like. */
export function gunicornCommand(
  host: File,
  span: Span,
  quoting: Quoting,
  environment: readonly EmbeddedFile[] = [],
  programs: Programs = noPrograms,
): readonly EmbeddedFile[] {
  const text = host.text.slice(span.start, span.end);
  if (!/g[a-z]{5,7}n|gunicorn/i.test(text) && !(programs.size > 0 && text.includes('$'))) return [];
  return callsIn(withoutComments(host, span), span, quoting, programs).flatMap((call) => {
    const own = call.variables.flatMap(({ word }) => gunicornArguments(host, word));
    return [...own, pieceOf(host, call, own.at(-1) ?? environment.at(-1))];
  });
}

const variable = 'GUNICORN_CMD_ARGS';

/**
 * What `GUNICORN_CMD_ARGS=…` holds, with quotes around the whole or around the value: Gunicorn parts it by Python's shlex and reads it
 * as its command line, without an application (config.get_cmd_args_from_env).
 */
export function gunicornArguments(host: File, assignment: Span): readonly EmbeddedFile[] {
  const source = host.text.slice(assignment.start, assignment.end);
  const found = /^(["']?)GUNICORN_CMD_ARGS=(["']?)/.exec(source);
  if (!found) return [];
  const [head, outer = '', inner = ''] = found;
  const quote = inner || outer;
  const isClosed = quote !== '' && source.endsWith(quote) && source.length > head.length;
  return argumentsBetween(host, {
    start: assignment.start + head.length,
    end: assignment.end - (isClosed ? 1 : 0),
  });
}

/** The same of a value that stands alone. */
export function argumentsBetween(host: File, span: Span): readonly EmbeddedFile[] {
  const source = host.text.slice(span.start, span.end);
  // Behind escapes it is not known which word begins where.
  if (/\\(?!\r?\n)/.test(source)) return [];
  const words = commandWords(host.text, span, 'shlex').map(
    (word): Word => ({
      ...word,
      isDynamic: word.isDynamic || /[$`]|%[(A-Za-z]/.test(word.text),
    }),
  );
  const program: Word = {
    start: span.start,
    end: span.start,
    text: variable,
    quote: '',
    isOperator: false,
    isDynamic: false,
  };
  const call: Call = { program, kind: 'environment', words, quoting: 'shlex', variables: [], span };
  return [pieceOf(host, call)];
}

function pieceOf(host: File, call: Call, environment?: EmbeddedFile): EmbeddedFile {
  const read = readArguments(call.words);
  const statement = (name: Token, args: Token[]): Statement => ({
    start: name.start,
    end: Math.max(name.end, args[args.length - 1]?.end ?? 0),
    name,
    args,
    parent: undefined,
  });
  const statements = [
    ...(call.kind === 'environment' ? [] : [statement(call.program, [])]),
    ...read.flags.map(({ name, value }) => statement(name, value ? [value] : [])),
    ...read.positionals.map((word) => statement(word, [])),
    // What is refused has its place in the line all the same.
    ...read.faults.map(({ word }) => statement(word, [])),
  ].sort((one, other) => one.start - other.start);
  const tree = { statements, comments: [], errors: [] };
  remember(tree, call, read, environment);
  const { uri, text } = host;
  // Behind the last word another one may be written.
  let { end } = call.span;
  if (call.kind !== 'environment') while (' \t'.includes(text.charAt(end)) && end < text.length) end++;
  return { uri, text, tree, language: commandLine, host, start: call.span.start, end };
}
