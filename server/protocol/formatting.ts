/** Formatting of a document, of a range, and of a line that has just been ended. */
import type { FormattingOptions, TextEdit } from 'vscode-languageserver';
import { format } from '../features/format.ts';
import type { Span } from '../types.ts';
import { type Opened, rangeOf, spanOf } from './conversions.ts';
import type { Session } from './session.ts';

export function answerFormatting({ connection, documents, about, settingsOf }: Session): void {
  connection.onDocumentFormatting(
    about('textDocument/formatting', [] as TextEdit[], (current, { options }) => formatted(current, options)),
  );

  connection.onDocumentRangeFormatting(
    about('textDocument/rangeFormatting', [] as TextEdit[], (current, { options, range }) =>
      formatted(current, options, spanOf(current.document, range)),
    ),
  );

  connection.onDocumentOnTypeFormatting(
    about('textDocument/onTypeFormatting', [] as TextEdit[], (current, { options, position: { line, character } }) =>
      formatted(
        current,
        options,
        spanOf(current.document, { start: { line, character: 0 }, end: { line, character } }),
        true,
      ),
    ),
  );

  /** Files whose refusal to be formatted has been said: an editor that formats on save would hear it each time. */
  const refusals = new Map<string, string>();

  async function formatted(
    { file, document }: Opened,
    { insertSpaces, tabSize }: FormattingOptions,
    within?: Span,
    isQuiet = false,
  ): Promise<TextEdit[]> {
    const { alignment } = await settingsOf(file.uri);
    const style = { indentation: insertSpaces ? ' '.repeat(Math.min(Math.max(tabSize, 1), 16)) : '\t', alignment };
    const { edits, refusal } = format(file, style, within);
    if (refusal === undefined) refusals.delete(file.uri);
    else if (!isQuiet && refusals.get(file.uri) !== refusal) {
      refusals.set(file.uri, refusal);
      connection.window.showInformationMessage(refusal);
    }
    return edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
  }

  documents.onDidClose(({ document: { uri } }) => refusals.delete(uri));
}
