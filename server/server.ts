/** The language server: every handler turns a document into a File, asks one feature, and turns its offsets into positions. */
import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkDoneProgressServerReporter,
} from 'vscode-languageserver';
import { version } from '../package.json';
import type { Environment } from './environment.ts';
import { localeOf, setLocale } from './l10n/messages.ts';
import { answerCodeActions, fixAllKind } from './protocol/codeActions.ts';
import { answerAtCursor } from './protocol/cursor.ts';
import { answerDiagnostics } from './protocol/diagnostics.ts';
import { answerFormatting } from './protocol/formatting.ts';
import { answerNames, answerStructure } from './protocol/names.ts';
import { startSession } from './protocol/session.ts';

/** Milliseconds of work that need no word. */
const patience = 500;

/** Serves one editor over a connection until it shuts down. */
export function serve(connection: Connection, environment: Environment): void {
  const session = startSession(connection, environment);
  const { documents, workspace, deployment, opened, stale, settings, complaints, editor, report, guarded } = session;
  const diagnostics = answerDiagnostics(session);
  answerAtCursor(session);
  answerCodeActions(session);
  answerNames(session);
  answerStructure(session);
  answerFormatting(session);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    editor.capabilities = params.capabilities;
    editor.name = params.clientInfo?.name ?? '';
    if (params.locale !== undefined) editor.locale = localeOf(params.locale);
    setLocale(editor.locale ?? 'en');
    editor.settings = params.initializationOptions;
    const root = params.rootUri ? [{ uri: params.rootUri }] : [];
    workspace.folders = (params.workspaceFolders ?? root).map(({ uri }) => uri);
    return {
      serverInfo: { name: 'Deploy Config', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['$', ' '], resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: ['='] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true },
        documentSymbolProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: editor.capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
        workspaceSymbolProvider: true,
        foldingRangeProvider: true,
        documentLinkProvider: {},
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: [';'] },
        ...(diagnostics.pulls() && { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } }),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (editor.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration)
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'deployConfig' })
        .catch((error) => report('client/registerCapability', error));
    if (editor.capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        workspace.folders = [...workspace.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        workspace.forget(undefined);
        void readDeployment();
      });
    void readDeployment();
  });

  /** In the background, with a word in the editor where it takes long. */
  async function readDeployment(): Promise<void> {
    const before = workspace.version;
    const begin = performance.now();
    let shown: Promise<WorkDoneProgressServerReporter> | undefined;
    try {
      await deployment.read(workspace.folders, async (done, all) => {
        if (performance.now() - begin < patience || !editor.capabilities.window?.workDoneProgress) return;
        const isFirst = shown === undefined;
        shown ??= connection.window.createWorkDoneProgress();
        const progress = await shown;
        if (isFirst) progress.begin('Deploy Config', 0, l10n.t('Reading deployment files'));
        progress.report((100 * done) / all, `${done} / ${all}`);
      });
    } catch (error) {
      report('deployment files', error);
    }
    (await shown)?.done();
    if (workspace.version !== before) diagnostics.renewAll();
  }

  // Documents, files and settings come and go.

  documents.onDidChangeContent(({ document: { uri } }) => {
    stale.add(uri);
    diagnostics.renew(uri);
  });

  documents.onDidClose(({ document: { uri } }) => {
    opened.delete(uri);
    stale.delete(uri);
    settings.delete(uri);
    workspace.close(uri);
    if (!diagnostics.pulls()) void connection.sendDiagnostics({ uri, diagnostics: [] });
    diagnostics.renew(uri);
  });

  // Not every editor watches files, and none watches those outside of its folders.
  documents.onDidSave(() =>
    editor.capabilities.workspace?.didChangeWatchedFiles ? workspace.forgetOutside() : workspace.forget(undefined),
  );

  connection.onDidChangeWatchedFiles(
    guarded(
      'workspace/didChangeWatchedFiles',
      () => undefined,
      async ({ changes }) => {
        await Promise.all(changes.map(({ uri, type }) => workspace.renew(uri, type !== FileChangeType.Changed)));
        await Promise.all(
          changes.map(({ uri, type }) => (type === FileChangeType.Deleted ? undefined : deployment.renew(uri))),
        );
        if (changes.some(({ uri, type }) => type !== FileChangeType.Changed || !opened.has(uri)))
          diagnostics.renewAll();
      },
    ),
  );

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    if (typeof sent === 'object' && sent !== null && 'deployConfig' in sent) editor.settings = sent.deployConfig;
    settings.clear();
    complaints.clear();
    diagnostics.renewAll();
  });

  documents.listen(connection);
  connection.listen();
}

/** The files of an editor that has them where no disk is: in a browser, in a repository that is not checked out. */
export function filesOfEditor(connection: Connection): Environment {
  return {
    async read(uri) {
      return (await connection.sendRequest<{ text: string } | null>('deployConfig/read', { uri }))?.text;
    },
    async find(base, glob) {
      return (await connection.sendRequest<string[] | null>('deployConfig/find', { base, glob })) ?? [];
    },
  };
}
