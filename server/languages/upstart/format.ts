/** White space between stanzas; scripts, commands and what stands in parentheses stay as they are. */
import type { Edit, File, FormatStyle, Span, Statement } from '../../types.ts';

/** Each stanza and each comment begins its line, and no more than one line is empty between them. */
export function format({ text, tree }: File, { alignment }: FormatStyle): Edit[] {
  const edits: Edit[] = [];
  const put = (start: number, end: number, blank: string): void => {
    if (/^[ \t\r\n]*$/.test(text.slice(start, end)) && text.slice(start, end) !== blank)
      edits.push({ start, end, text: blank });
  };
  const lineFeed = text.includes('\r\n') ? '\r\n' : '\n';
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  const first = end;
  for (const piece of outerPieces(tree.statements, tree.comments)) {
    const lines = text.slice(end, piece.start).split('\n').length - 1;
    if (lines > 0 || end === first) put(end, piece.start, end === first ? '' : lineFeed.repeat(Math.min(lines, 2)));
    if ('name' in piece) {
      if (piece.raw && piece.close !== undefined) {
        put((piece.args[piece.args.length - 1] ?? piece.name).end, piece.raw.start, lineFeed);
        put(piece.raw.end, piece.close, '');
      }
      if (alignment === 'none') for (const gap of gapsIn(piece)) put(gap.start, gap.end, ' ');
    }
    end = piece.end;
  }
  if (end > first) put(end, text.length, lineFeed);
  return edits.sort(byStart);
}

const byStart = (one: Span, other: Span): number => one.start - other.start;

/** Stanzas and the comments between them, in the order of the text. */
function outerPieces(statements: readonly Statement[], comments: readonly Span[]): (Statement | Span)[] {
  const found: (Statement | Span)[] = [];
  let next = 0;
  for (const statement of statements) {
    for (; next < comments.length; next++) {
      const comment = comments[next];
      if (!comment || comment.start > statement.start) break;
      found.push(comment);
    }
    found.push(statement);
    while ((comments[next]?.start ?? statement.end) < statement.end) next++;
  }
  return [...found, ...comments.slice(next)];
}

/** Between the name and what stands behind it, where the words are read one by one. */
function gapsIn({ name, args }: Statement): Span[] {
  const isCommand = name.text === 'exec' || args[0]?.text === 'exec';
  const isEvents = name.text === 'start' || name.text === 'stop';
  const words = isCommand ? args.slice(0, name.text === 'exec' ? 1 : 2) : isEvents ? args.slice(0, 2) : args;
  return words.map((word, index) => ({ start: words[index - 1]?.end ?? name.end, end: word.start }));
}
