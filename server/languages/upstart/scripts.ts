/** Where a script ends: libnih looks for a line `end script`, whatever quotes or here-documents stand open. */
import * as l10n from '@vscode/l10n';
import type { Fix, Span, Statement } from '../../types.ts';
import { nearest } from '../spelling.ts';
import { lineEnd } from './words.ts';

/** The whole words `end script` on their line, or the place behind the text where there are none. */
const ending = /^[ \t\r]*end[ \t\r]+script[ \t\r]*(?:#|$)/;

/** Knows where scripts end, so that a text is passed once however often it is asked. */
export class ScriptEnds {
  private readonly text: string;
  private found: { from: number; end: Span | undefined } | undefined;
  private opener: { from: number; start: number } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** The first line `end script` at or behind the offset. */
  after(from: number): Span | undefined {
    const { found } = this;
    if (found && found.from <= from && (!found.end || from <= found.end.start)) return found.end;
    this.found = { from, end: scriptEnd(this.text, from) };
    return this.found.end;
  }

  /** Whether a script begins between the lines. */
  opensBetween(start: number, end: number): boolean {
    const { opener } = this;
    if (!opener || start < opener.from || opener.start < start)
      this.opener = { from: start, start: nextOpening(this.text, start) };
    return (this.opener?.start ?? end) < end;
  }
}

/** The line `end script` at or behind the offset: from its beginning to the end of its words. */
function scriptEnd(text: string, from: number): Span | undefined {
  for (let start = from; start < text.length; ) {
    const end = lineEnd(text, start);
    // Longer lines cannot be it, but for blanks and comments.
    const line = text.slice(start, end);
    if (line.includes('end') && ending.test(line)) {
      const script = line.indexOf('script') + 'script'.length;
      return { start, end: start + script };
    }
    start = end + 1;
  }
  return undefined;
}

const opening = /^[ \t\r]*(?:(?:pre|post)-(?:start|stop)[ \t\r]+)?script[ \t\r]*(?:#|$)/;

/** The first line at or behind the offset that opens a script, or the place behind the text. */
function nextOpening(text: string, from: number): number {
  for (let start = from; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start));
    if (line.includes('script') && opening.test(line)) return start;
  }
  return text.length + 1;
}

const nearEnding = /^([ \t]*)(end[-_ \t]*s\w{4,6})[ \t\r]*$/;
const stanzaLine = /^(?:start|stop)[ \t]+on[ \t]|^respawn\b|^exec[ \t]|^(?:pre|post)-(?:start|stop)[ \t]/;

/** What would end a script that begins at the offset: its last line as it was meant, or one before the next stanza. */
export function missingEnd(text: string, from: number): Fix[] {
  for (let start = from; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, Math.min(lineEnd(text, start), start + 200));
    const [, blanks, words] = nearEnding.exec(line) ?? [];
    if (blanks !== undefined && words !== undefined && nearest(words.replace(/[-_ \t]/g, ''), ['endscript'])) {
      const at = start + blanks.length;
      const edits = [{ start: at, end: at + words.length, text: 'end script' }];
      return [{ title: l10n.t('Change to "{0}"', 'end script'), edits, preferred: true }];
    }
    if (start > from && (stanzaLine.test(line) || opening.test(line))) return [endBefore(text, start)];
  }
  return [endBefore(text, text.length)];
}

function endBefore(text: string, at: number): Fix {
  const before = text.charAt(at - 1) === '\n' ? '' : '\n';
  return {
    title: l10n.t('Insert "{0}"', 'end script'),
    edits: [{ start: at, end: at, text: `${before}end script\n` }],
  };
}

/** Whether a stanza that is none would have opened a script. */
export function isNearScript({ name, args }: Statement): boolean {
  const last = args.length > 0 ? args[args.length - 1] : name;
  return args.length <= 1 && last !== undefined && nearest(last.text, ['script']) !== undefined;
}
