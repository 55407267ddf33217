/** What an editor asks about the place of its cursor: hover, completion, signatures, the page of the documentation. */
import {
  type CompletionItem,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type Range,
  type SignatureHelp,
  type SignatureHelpParams,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Completion, complete, completionDocumentation } from '../features/completion.ts';
import { documentationUrl, hover } from '../features/hover.ts';
import { signatures } from '../features/signature.ts';
import type { File } from '../types.ts';
import { completionKinds, rangeOf, withoutStops } from './conversions.ts';
import type { Session } from './session.ts';

interface CompletionData {
  uri: string;
  context: string;
}

/** Editors made from VS Code open the list again by this command after an item was inserted; others do not know it. */
const suggest = { title: '', command: 'editor.action.triggerSuggest' };
const knowsSuggest = /\bcode\b|code-server|codium|cursor|windsurf|positron|theia/i;

export function answerAtCursor({
  connection,
  editor,
  about,
  guarded,
  currentOf,
  viewOf,
  documentationLanguage,
}: Session): void {
  connection.onHover(
    about<{ textDocument: TextDocumentIdentifier; position: Range['start'] }, Hover | null>(
      'textDocument/hover',
      null,
      async ({ file, document }, { position }) => {
        const found = hover(
          file,
          await viewOf(file),
          document.offsetAt(position),
          await documentationLanguage(file.uri),
        );
        if (found === undefined) return null;
        const formats = editor.capabilities.textDocument?.hover?.contentFormat ?? [MarkupKind.Markdown];
        const kind = formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
        return { contents: { kind, value: found.markdown }, range: rangeOf(document, found) };
      },
    ),
  );

  connection.onCompletion(
    about('textDocument/completion', [] as CompletionItem[], async ({ file, document }, { position, context }) => {
      const offset = document.offsetAt(position);
      const found = complete(file, await viewOf(file), offset, await documentationLanguage(file.uri));
      // A space opens the list only where the directive says what may follow.
      const spoken = context?.triggerCharacter === ' ' ? found.filter(({ kind }) => kind === 'value') : found;
      return spoken.map((completion) => completionItemOf(file, document, completion));
    }),
  );

  connection.onCompletionResolve(
    guarded(
      'completionItem/resolve',
      (item) => item,
      async (item: CompletionItem) => {
        const { uri, context } = item.data as CompletionData;
        const current = currentOf(uri);
        if (current === undefined) return item;
        const language = await documentationLanguage(uri);
        const value = completionDocumentation(current.file, item.label, context, language);
        return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
      },
    ),
  );

  connection.onSignatureHelp(
    about<SignatureHelpParams, SignatureHelp | null>(
      'textDocument/signatureHelp',
      null,
      async ({ file, document }, { position }) => {
        const found = signatures(file, document.offsetAt(position), await documentationLanguage(file.uri));
        if (found === undefined) return null;
        const documentation = { kind: MarkupKind.Markdown, value: found.documentation };
        return {
          signatures: found.forms.map(({ label, parameters }) => ({
            label,
            documentation,
            parameters: parameters.map(({ start, end }) => ({ label: [start, end] })),
          })),
          activeSignature: found.active,
          // Past the last one none is marked.
          activeParameter: found.parameter ?? found.forms[found.active]?.parameters.length ?? 0,
        };
      },
    ),
  );

  connection.onRequest(
    'deployConfig/documentationUrl',
    about<{ textDocument: TextDocumentIdentifier; position: Range['start'] }, string | null>(
      'deployConfig/documentationUrl',
      null,
      ({ file, document }, { position }) => documentationUrl(file, document.offsetAt(position)) ?? null,
    ),
  );

  function completionItemOf(file: File, document: TextDocument, completion: Completion): CompletionItem {
    const { label, detail, insert, sort, context, retrigger } = completion;
    const snippets = editor.capabilities.textDocument?.completion?.completionItem?.snippetSupport;
    return {
      label,
      kind: completionKinds[completion.kind],
      detail,
      sortText: sort,
      insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: rangeOf(document, completion), newText: snippets ? insert : withoutStops(insert) },
      ...(retrigger && knowsSuggest.test(editor.name) && { command: suggest }),
      data: { uri: file.uri, context } satisfies CompletionData,
    };
  }
}
