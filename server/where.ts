/** Where something else stands, as part of a message. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from './memory.ts';
import type { File } from './types.ts';

const lineStarts = oncePerFile(({ text }): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
});

function lineAt(file: File, offset: number): number {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line, with the file's name where that is another one. */
export function where(file: File, offset: number, from: File): string {
  const line = lineAt(file, offset);
  if (file.uri === from.uri) return l10n.t('line {0}', line);
  return l10n.t('{0}, line {1}', nameOf(file), line);
}

/** The file's name as people write it. */
export function nameOf({ uri }: File): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The place as Markdown, for texts that lead there. */
export function linkTo(file: File, offset: number): string {
  const line = lineAt(file, offset);
  return `[${nameOf(file)}:${line}](${file.uri}#L${line})`;
}
