/** Where names stand and what a document is made of: definition, references, rename, symbols, outline, folds, links. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { definition, references } from '../features/definition.ts';
import { folds } from '../features/folding.ts';
import { highlights } from '../features/highlight.ts';
import { links } from '../features/links.ts';
import { rename, renamed } from '../features/rename.ts';
import { symbols } from '../features/symbols.ts';
import { workspaceSymbols } from '../features/workspaceSymbols.ts';
import { defaults } from '../settings.ts';
import { nameKinds, rangeOf, symbolOf } from './conversions.ts';
import type { Session } from './session.ts';

export function answerNames({
  connection,
  workspace,
  about,
  guarded,
  currentOf,
  placed,
  viewOf,
  locationOf,
  editOf,
}: Session): void {
  connection.onDefinition(
    about('textDocument/definition', [] as Location[], async ({ file, document }, { position }) =>
      definition(file, await viewOf(file), document.offsetAt(position)).map(locationOf),
    ),
  );

  connection.onReferences(
    about('textDocument/references', [] as Location[], async ({ file, document }, { position, context }) =>
      references(file, await viewOf(file), document.offsetAt(position), context.includeDeclaration).map(locationOf),
    ),
  );

  connection.onDocumentHighlight(
    about('textDocument/documentHighlight', [] as DocumentHighlight[], async ({ file, document }, { position }) =>
      highlights(file, await viewOf(file), document.offsetAt(position)).map((use) => ({
        range: rangeOf(document, use),
        kind: use.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );

  // A refusal reaches people as the error of the request.
  connection.onPrepareRename(async ({ textDocument, position }) => {
    const current = currentOf(textDocument.uri);
    if (current === undefined) return null;
    const { file, document } = await placed(current);
    const found = renamed(file, await viewOf(file), document.offsetAt(position));
    if ('refusal' in found) return new ResponseError(LSPErrorCodes.RequestFailed, found.refusal);
    return { range: rangeOf(document, found), placeholder: found.name };
  });

  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const current = currentOf(textDocument.uri);
    if (current === undefined) return null;
    const { file, document } = await placed(current);
    const found = rename(file, await viewOf(file), document.offsetAt(position), newName);
    if ('refusal' in found) return new ResponseError(LSPErrorCodes.RequestFailed, found.refusal);
    return editOf(found.changes);
  });

  connection.onWorkspaceSymbol(
    guarded(
      'workspace/symbol',
      () => [],
      ({ query }): WorkspaceSymbol[] => {
        currentOf('');
        return workspaceSymbols(workspace.view(defaults.options), query).map((named) => ({
          name: named.file.text.slice(named.use.start, named.use.end),
          kind: nameKinds[named.use.kind],
          containerName: Utils.basename(URI.parse(named.file.uri)),
          location: locationOf(named),
        }));
      },
    ),
  );
}

export function answerStructure({ connection, workspace, editor, about, viewOf }: Session): void {
  connection.onDocumentSymbol(
    about('textDocument/documentSymbol', [] as DocumentSymbol[], ({ file, document }) =>
      symbols(file).map((item) => symbolOf(document, item, 1)),
    ),
  );

  connection.onFoldingRanges(
    about('textDocument/foldingRange', [] as FoldingRange[], ({ file, document }) =>
      folds(file)
        .map(({ start, end, kind }) => ({
          startLine: document.positionAt(start).line,
          endLine: document.positionAt(end).line,
          ...(kind && { kind }),
        }))
        .filter(({ startLine, endLine }) => startLine < endLine)
        .slice(0, editor.capabilities.textDocument?.foldingRange?.rangeLimit),
    ),
  );

  connection.onDocumentLinks(
    about('textDocument/documentLink', [] as DocumentLink[], async ({ file, document }) => {
      const found = links(file, await viewOf(file)).map(async (link): Promise<DocumentLink[]> => {
        const range = rangeOf(document, link);
        const { target, tooltip } = link;
        if (/^https?:\/\//.test(target)) return [{ range, target, tooltip }];
        const uris = await workspace.find(file, target);
        const names = uris.map((uri) => Utils.basename(URI.parse(uri))).join(', ');
        return uris.slice(0, 1).map((uri) => ({ range, target: uri, tooltip: uris.length > 1 ? names : tooltip }));
      });
      return (await Promise.all(found)).flat();
    }),
  );
}
