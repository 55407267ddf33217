/** Lines that are no entries to the program that reads them. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Span } from '../../../types.ts';
import { isRegular, type Judged, judgedLines, readerOf } from '../judged.ts';
import type { Line } from '../parse.ts';

export const lineWithoutEntry: Rule = {
  id: 'line-without-entry',
  severity: 'error',
  *check(file, project) {
    const reader = readerOf(project);
    const title = reader?.title;
    for (const { start, end } of file.tree.comments) {
      const text = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, end);
      if (!reader || reader.comment.test(text)) continue;
      yield { start, end, message: l10n.t('{0} takes a comment only at the beginning of its line.', reader.title) };
    }
    const all = judgedLines(file, project);
    const hasEntries = all.some(({ read }) => typeof read !== 'string');
    for (const judged of all) {
      const { line, read } = judged;
      // What is wrong with the name, or with the rest of it, is another rule's to say.
      if (isRegular(file, line) || line.isContinued) continue;
      const equals = equalsOf(file, line);
      if (equals) yield { ...equals, message: inPlaceOfColon(), fixes: fixesOf(file, line) };
      else if (typeof read === 'string' && read !== 'comment') yield finding(file, judged, hasEntries, title);
    }
  },
};

function inPlaceOfColon(): string {
  return l10n.t('An entry is "name: command": with "=" the line is passed over, and nothing is started.');
}

function finding(file: File, { line, read }: Judged, hasEntries: boolean, title: string | undefined): Finding {
  const { start, end, entry } = line;
  const isSerious = entry !== undefined || !hasEntries || (title !== undefined && read === 'refused');
  return {
    start,
    end,
    severity: isSerious ? 'error' : 'warning',
    message:
      title === undefined
        ? l10n.t('This is no entry "name: command": foreman passes over it, others refuse the file.')
        : read === 'refused'
          ? l10n.t('{0} refuses the file: this is no entry "name: command".', title)
          : l10n.t('{0} passes over this line: it is no entry "name: command".', title),
    fixes: fixesOf(file, line),
  };
}

function equalsOf(file: File, { sign }: Line): Span | undefined {
  if (!sign) return undefined;
  const source = file.text.slice(sign.start, sign.end);
  const at = sign.start + source.indexOf('=');
  return source.includes('=') ? { start: at, end: at + 1 } : undefined;
}

function fixesOf(file: File, { lineStart, start, entry, sign }: Line): Fix[] {
  if (!entry || !sign || entry.name.text.includes('.')) return [];
  return [
    {
      title: l10n.t('Write "{0}"', `${entry.name.text}: …`),
      edits: [
        ...(lineStart < start ? [{ start: lineStart, end: start, text: '' }] : []),
        ...(file.text.slice(sign.start, sign.end) === ': ' ? [] : [{ ...sign, text: ': ' }]),
      ],
      // A variable may have gone astray.
      preferred: !/^[A-Z_]+$/.test(entry.name.text),
    },
  ];
}
