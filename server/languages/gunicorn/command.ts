/** Gunicorn's command line as a piece of the file in which it stands. */
import type { EmbeddedFile, File, Span, Statement, Token } from '../../types.ts';
import { withoutComments } from '../comments.ts';
import type { Quoting } from '../shellWords.ts';
import { readArguments } from './command/arguments.ts';
import { remember } from './command/facts.ts';
import { type Call, callsIn } from './command/find.ts';
import { commandLine } from './command/language.ts';

/** The calls of Gunicorn between the offsets of the host, through `env`, `chpst`, `sh -c "…"` and the like. */
export function gunicornCommand(host: File, span: Span, quoting: Quoting): readonly EmbeddedFile[] {
  const text = host.text.slice(span.start, span.end);
  if (!/g[a-z]{5,7}n|gunicorn/i.test(text)) return [];
  return callsIn(withoutComments(host, span), span, quoting).map((call) => pieceOf(host, call));
}

function pieceOf(host: File, call: Call): EmbeddedFile {
  const read = readArguments(call.words);
  const statement = (name: Token, args: Token[]): Statement => ({
    start: name.start,
    end: Math.max(name.end, args[args.length - 1]?.end ?? 0),
    name,
    args,
    parent: undefined,
  });
  const statements = [
    statement(call.program, []),
    ...read.flags.map(({ name, value }) => statement(name, value ? [value] : [])),
    ...read.positionals.map((word) => statement(word, [])),
    // What is refused has its place in the line all the same.
    ...read.faults.map(({ word }) => statement(word, [])),
  ].sort((one, other) => one.start - other.start);
  const tree = { statements, comments: [], errors: [] };
  remember(tree, call, read);
  const { uri, text } = host;
  // Behind the last word another one may be written.
  let { end } = call.span;
  while (' \t'.includes(text.charAt(end)) && end < text.length) end++;
  return { uri, text, tree, language: commandLine, host, start: call.span.start, end };
}
