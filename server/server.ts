/** The language server: every handler turns a document into a File, asks one feature, and turns its offsets into positions. */
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  FileChangeType,
  type FoldingRange,
  type FormattingOptions,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  InsertTextFormat,
  type Location,
  LSPErrorCodes,
  MarkupKind,
  type Range,
  ResponseError,
  type SignatureHelp,
  type SignatureHelpParams,
  SymbolKind,
  type TextDocumentIdentifier,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
  type WorkDoneProgressServerReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI, Utils } from 'vscode-uri';
import { version } from '../package.json';
import { DeploymentFiles } from './deploymentFiles.ts';
import { type Environment, Files } from './environment.ts';
import { type Completion, complete, completionDocumentation } from './features/completion.ts';
import { definition, references } from './features/definition.ts';
import { fixAll, fixesAt } from './features/fixes.ts';
import { folds } from './features/folding.ts';
import { format } from './features/format.ts';
import { highlights } from './features/highlight.ts';
import { documentationUrl, hover } from './features/hover.ts';
import { links } from './features/links.ts';
import { problems } from './features/problems.ts';
import { rename, renamed } from './features/rename.ts';
import { signatures } from './features/signature.ts';
import { suppress } from './features/suppress.ts';
import { symbols } from './features/symbols.ts';
import { workspaceSymbols } from './features/workspaceSymbols.ts';
import { localeOf, setLocale } from './l10n/messages.ts';
import { languageById, languageOf } from './languages/index.ts';
import type { Named } from './names.ts';
import { Workspace } from './project.ts';
import { defaults, readSettings, recordOf, type Settings } from './settings.ts';
import type {
  Edit,
  File,
  Fix,
  Locale,
  NameKind,
  OutlineItem,
  Problem,
  Project,
  Severity,
  Span,
  Tree,
} from './types.ts';

/** A version of a document: the editor's may have gone on while a request waits. */
interface Opened {
  file: File;
  document: TextDocument;
}

/** What a code action that is not worked out yet needs for it. */
interface FixAllData {
  uri: string;
  rule?: string;
}

interface CompletionData {
  uri: string;
  context: string;
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.deployConfig`;
/** More would only slow the editor down: such a file is not a configuration. */
const mostProblems = 1000;
/** Of a larger configuration, who changes one file waits too long for the verdicts on all the others. */
const mostDependents = 300;
const deepestSymbol = 50;
/** Milliseconds of work that need no word. */
const patience = 500;
/** Editors made from VS Code open the list again by this command after an item was inserted; others do not know it. */
const suggest = { title: '', command: 'editor.action.triggerSuggest' };
const knowsSuggest = /\bcode\b|code-server|codium|cursor|windsurf|positron|theia/i;

/** Serves one editor over a connection until it shuts down. */
export function serve(connection: Connection, environment: Environment): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = new Workspace(new Files(environment), { seeks: true });
  const deployment = new DeploymentFiles(environment, workspace);
  const opened = new Map<string, Opened>();
  /** The version of the document that a tree was made from. */
  const documentOf = new WeakMap<Tree, TextDocument>();
  /** Documents that have changed since they were parsed. */
  const stale = new Set<string>();
  const judged = new WeakMap<File, { version: unknown; settings: Settings; found: Problem[] }>();
  const settings = new Map<string, Promise<Settings>>();
  const complaints = new Set<string>();
  let client: ClientCapabilities = {};
  let clientName = '';
  /** The editor's own language, when it says so. */
  let editorLocale: Locale | undefined;
  /** The settings of an editor that sends them without being asked. */
  let sentSettings: unknown;

  const report = (what: string, error: unknown) =>
    connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);

  const guarded =
    <Params, Result>(
      what: string,
      otherwise: (params: Params) => Result,
      handle: (params: Params, token?: CancellationToken) => Result | Promise<Result>,
    ) =>
    async (params: Params, token?: CancellationToken): Promise<Result> => {
      try {
        return await handle(params, token);
      } catch (error) {
        report(what, error);
        return otherwise(params);
      }
    };

  /** A request about a document; `empty` is the answer for documents that are not ours, and when something fails. */
  const about = <Params extends { textDocument: TextDocumentIdentifier }, Result>(
    what: string,
    empty: Result,
    handle: (opened: Opened, params: Params) => Result | Promise<Result>,
  ) =>
    guarded<Params, Result>(
      what,
      () => empty,
      async (params) => {
        const current = currentOf(params.textDocument.uri);
        return current === undefined ? empty : handle(await placed(current), params);
      },
    );

  function currentOf(uri: string): Opened | undefined {
    const changedUris = [...stale];
    stale.clear();
    for (const changedUri of changedUris) {
      const document = documents.get(changedUri);
      try {
        if (document !== undefined) parse(document);
      } catch (error) {
        report(changedUri, error);
      }
    }
    return opened.get(uri);
  }

  /** The document in the midst of the files that belong to it. */
  async function placed({ file, document }: Opened): Promise<Opened> {
    await workspace.load(file);
    return { file: workspace.placed(file), document };
  }

  function parse(document: TextDocument): void {
    const { uri, languageId } = document;
    const text = document.getText();
    const language = languageById(languageId) ?? languageOf(URI.parse(uri).path, text);
    if (language === undefined) {
      opened.delete(uri);
      workspace.close(uri);
      return;
    }
    const file: File = { uri, text, tree: language.parse(text), language };
    const version = TextDocument.create(uri, languageId, document.version, text);
    documentOf.set(file.tree, version);
    opened.set(uri, { file, document: version });
    workspace.open(file);
  }

  function settingsOf(uri: string): Promise<Settings> {
    const known = settings.get(uri);
    if (known !== undefined) return known;
    const asked = askSettings(uri).catch((error) => {
      report('workspace/configuration', error);
      return defaults;
    });
    settings.set(uri, asked);
    return asked;
  }

  async function askSettings(uri: string): Promise<Settings> {
    const section: unknown = client.workspace?.configuration
      ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'deployConfig' })
      : sentSettings;
    const read = readSettings(section, (sentence) => {
      if (complaints.has(sentence)) return;
      complaints.add(sentence);
      connection.console.warn(sentence);
    });
    if (editorLocale === undefined) setLocale(read.documentation === 'zh-cn' ? 'zh-cn' : 'en');
    return read;
  }

  async function documentationLanguage(uri: string) {
    return (await settingsOf(uri)).documentation ?? editorLocale ?? 'en';
  }

  async function viewOf({ uri }: File): Promise<Project> {
    return workspace.view((await settingsOf(uri)).options);
  }

  async function judge({ file }: Opened): Promise<Problem[]> {
    return judgeAs(file, await settingsOf(file.uri));
  }

  function judgeAs(file: File, chosen: Settings): Problem[] {
    const known = judged.get(file);
    if (known?.settings === chosen && known.version === workspace.version) return known.found;
    const found = problems(file, workspace.view(chosen.options), chosen.rules);
    judged.set(file, { version: workspace.version, settings: chosen, found });
    return found;
  }

  async function diagnose(current: Opened): Promise<Diagnostic[]> {
    return (await judge(current)).slice(0, mostProblems).map((problem) => diagnostic(current, problem));
  }

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = params.capabilities;
    clientName = params.clientInfo?.name ?? '';
    if (params.locale !== undefined) editorLocale = localeOf(params.locale);
    setLocale(editorLocale ?? 'en');
    sentSettings = params.initializationOptions;
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
        renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
        workspaceSymbolProvider: true,
        foldingRangeProvider: true,
        documentLinkProvider: {},
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: [';'] },
        ...(pulls() && { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } }),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'deployConfig' })
        .catch((error) => report('client/registerCapability', error));
    if (client.workspace?.workspaceFolders)
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
        if (performance.now() - begin < patience || !client.window?.workDoneProgress) return;
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
    if (workspace.version !== before) renewAll();
  }

  // Diagnostics: asked for by the editor, or sent a moment after the last key.

  const pulls = () => client.textDocument?.diagnostic !== undefined;
  /** The files that belonged to a document when it was last seen: what it no longer includes has changed too. */
  const related = new Map<string, readonly string[]>();
  const changed = new Set<string>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renewAll(): void {
    everything = true;
    renewAfter(0);
  }

  function renewAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(
      guarded(
        'diagnostics',
        () => undefined,
        async () => {
          const [all, own] = [everything, new Set(changed)];
          everything = false;
          changed.clear();
          const affected = new Set(all ? documents.keys() : own);
          for (const uri of own) for (const other of await relatedTo(uri)) affected.add(other);
          if (!pulls()) await Promise.all([...affected].map(push));
          else if ((all || affected.size > own.size) && client.workspace?.diagnostics?.refreshSupport)
            await connection.languages.diagnostics.refresh();
        },
      ),
      milliseconds,
    );
  }

  async function relatedTo(uri: string): Promise<Set<string>> {
    const current = currentOf(uri);
    if (current !== undefined) await workspace.load(current.file);
    const now = current === undefined ? [] : workspace.related(current.file).map((file) => file.uri);
    const affected = new Set([...(related.get(uri) ?? []), ...now]);
    related.set(uri, now);
    return affected;
  }

  async function push(uri: string): Promise<void> {
    const current = currentOf(uri);
    if (current === undefined) return;
    const diagnostics = await diagnose(await placed(current));
    if (opened.get(uri) === current)
      await connection.sendDiagnostics({ uri, version: current.document.version, diagnostics });
  }

  connection.languages.diagnostics.on(
    about('textDocument/diagnostic', { kind: 'full', items: [] }, async (current) => ({
      kind: 'full',
      items: await diagnose(current),
    })),
  );

  connection.languages.diagnostics.onWorkspace(
    guarded<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      () => ({ items: [] }),
      async ({ previousResultIds }, token) => {
        const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        for (const { file, settings: chosen } of await dependents()) {
          if (token?.isCancellationRequested) return { items };
          const found = judgeAs(file, chosen).slice(0, mostProblems);
          const report = found.map((problem) => diagnostic({ file, document: documentFor(file) }, problem));
          // Whatever it depends on, the same findings need not be sent again.
          const resultId = JSON.stringify(
            report.map(({ range, code, severity, message }) => [range, code, severity, message]),
          );
          items.push(
            before.get(file.uri) === resultId
              ? { kind: 'unchanged', uri: file.uri, version: null, resultId }
              : { kind: 'full', uri: file.uri, version: null, resultId, items: report },
          );
          before.delete(file.uri);
          // Requests of who is typing come in between.
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        for (const uri of before.keys()) items.push({ kind: 'full', uri, version: null, items: [] });
        return { items };
      },
    ),
  );

  /** The files that nobody has opened and that belong to one that is open, to be judged by its settings. */
  async function dependents(): Promise<{ file: File; settings: Settings }[]> {
    currentOf('');
    const found = new Map<string, { file: File; settings: Settings }>();
    for (const current of [...opened.values()]) {
      const { file } = await placed(current);
      const chosen = await settingsOf(file.uri);
      for (const other of workspace.together(file))
        if (!opened.has(other.uri) && found.size < mostDependents)
          found.set(other.uri, { file: other, settings: chosen });
    }
    return [...found.values()];
  }

  // Documents, files and settings come and go.

  documents.onDidChangeContent(({ document: { uri } }) => {
    stale.add(uri);
    changed.add(uri);
    renewAfter(200);
  });

  documents.onDidClose(({ document: { uri } }) => {
    opened.delete(uri);
    stale.delete(uri);
    settings.delete(uri);
    refusals.delete(uri);
    workspace.close(uri);
    if (!pulls()) void connection.sendDiagnostics({ uri, diagnostics: [] });
    changed.add(uri);
    renewAfter(200);
  });

  // Not every editor watches files, and none watches those outside of its folders.
  documents.onDidSave(() =>
    client.workspace?.didChangeWatchedFiles ? workspace.forgetOutside() : workspace.forget(undefined),
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
        if (changes.some(({ uri, type }) => type !== FileChangeType.Changed || !opened.has(uri))) renewAll();
      },
    ),
  );

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    if (typeof sent === 'object' && sent !== null && 'deployConfig' in sent) sentSettings = sent.deployConfig;
    settings.clear();
    complaints.clear();
    renewAll();
  });

  // Features.

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
        const formats = client.textDocument?.hover?.contentFormat ?? [MarkupKind.Markdown];
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

  connection.onCodeAction(
    about('textDocument/codeAction', [] as CodeAction[], async (current, { range, context }) => {
      const span = spanOf(current.document, range);
      const found = await judge(current);
      const { only, triggerKind } = context;
      const wants = (kind: string) =>
        only?.some((wanted) => kind === wanted || wanted === '' || kind.startsWith(`${wanted}.`)) ?? true;
      const actions: CodeAction[] = [];
      if (wants(CodeActionKind.QuickFix)) actions.push(...(await quickFixes(current, found, span)));
      if (
        wants(fixAllKind) &&
        (only !== undefined || triggerKind !== CodeActionTriggerKind.Automatic) &&
        found.some(isSure)
      ) {
        const title = l10n.t('Fix all problems that have one sure fix');
        actions.push(await fixingAll(current, { title, kind: fixAllKind }, { uri: current.file.uri }));
      }
      return actions;
    }),
  );

  connection.onCodeActionResolve(
    guarded(
      'codeAction/resolve',
      (action) => action,
      async (action: CodeAction) => {
        const data = action.data as FixAllData;
        const current = currentOf(data.uri);
        return current === undefined ? action : { ...action, edit: await fixAllEdit(await placed(current), data) };
      },
    ),
  );

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
        .slice(0, client.textDocument?.foldingRange?.rangeLimit),
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

  connection.onRequest(
    'deployConfig/documentationUrl',
    about<{ textDocument: TextDocumentIdentifier; position: Range['start'] }, string | null>(
      'deployConfig/documentationUrl',
      null,
      ({ file, document }, { position }) => documentationUrl(file, document.offsetAt(position)) ?? null,
    ),
  );

  async function quickFixes(current: Opened, found: readonly Problem[], span: Span): Promise<CodeAction[]> {
    const { file } = current;
    const here = fixesAt(found, span).filter(({ fix }) => canDo(fix));
    const kind = CodeActionKind.QuickFix;
    const single = here.map(({ problem, fix }) => ({
      title: fix.title,
      kind,
      diagnostics: [diagnostic(current, problem)],
      ...doing(current, fix),
      ...(fix.preferred && { isPreferred: true }),
    }));
    const rules = new Set(here.map(({ problem }) => problem.rule));
    const repeated = [...rules].filter(
      (id) => found.filter((problem) => problem.rule === id && isSure(problem)).length > 1,
    );
    const whole = repeated.map((rule) => {
      const title = l10n.t('Fix all {0} problems in this file', rule);
      return fixingAll(current, { title, kind }, { uri: file.uri, rule });
    });
    const silencing = new Map<string, CodeAction>();
    for (const problem of found) {
      const isHere = problem.start <= span.end && span.start <= problem.end;
      if (!isHere || !file.language.rules.some(({ id }) => id === problem.rule)) continue;
      const fix = silencing.has(problem.rule) ? undefined : suppress(file, problem);
      if (fix === undefined) continue;
      const edit = workspaceEdit(current, fix.edits);
      silencing.set(problem.rule, { title: fix.title, kind, diagnostics: [diagnostic(current, problem)], edit });
    }
    return [...single, ...(await Promise.all(whole)), ...silencing.values()];
  }

  /** An action whose edit is worked out when it is chosen, if the editor can wait for that. */
  async function fixingAll(current: Opened, action: CodeAction, data: FixAllData): Promise<CodeAction> {
    const resolves = client.textDocument?.codeAction?.resolveSupport?.properties.includes('edit');
    return resolves ? { ...action, data } : { ...action, edit: await fixAllEdit(current, data) };
  }

  async function fixAllEdit(current: Opened, { rule }: FixAllData): Promise<WorkspaceEdit> {
    const { file } = current;
    const { rules } = await settingsOf(file.uri);
    const ids = [...file.language.rules.map(({ id }) => id), ...(await judge(current)).map((problem) => problem.rule)];
    const others = rule === undefined ? [] : ids.filter((id) => id !== rule);
    const { text } = fixAll(file, await viewOf(file), {
      ...rules,
      ...Object.fromEntries(others.map((id) => [id, 'off' as const])),
    });
    return workspaceEdit(current, changedLines(file.text, text));
  }

  const readOf = new WeakMap<Tree, TextDocument>();

  /** The document that a file is, made anew for one that is not open. */
  function documentFor({ uri, text, tree }: File): TextDocument {
    const known = documentOf.get(tree) ?? readOf.get(tree);
    if (known !== undefined) return known;
    const read = TextDocument.create(uri, '', 0, text);
    readOf.set(tree, read);
    return read;
  }

  function diagnostic(current: Opened, problem: Problem): Diagnostic {
    const found = diagnosticOf(current, problem);
    if (!client.textDocument?.publishDiagnostics?.relatedInformation || !problem.related) return found;
    const relatedInformation = problem.related.map(({ file, message, ...span }) => ({
      location: { uri: file.uri, range: rangeOf(documentFor(file), span) },
      message,
    }));
    return { ...found, relatedInformation };
  }

  function locationOf({ file, use }: Named): Location {
    return { uri: file.uri, range: rangeOf(documentFor(file), use) };
  }

  /** Not every editor makes files, or lets its settings be changed. */
  function canDo({ creates, setting }: Fix): boolean {
    const { experimental, workspace: able } = client;
    if (setting) return recordOf(experimental).deployConfigSettings === true;
    return creates === undefined || (able?.workspaceEdit?.resourceOperations?.includes('create') ?? false);
  }

  function doing(current: Opened, { title, edits, creates, setting }: Fix): Pick<CodeAction, 'edit' | 'command'> {
    if (setting) {
      const { name, adds } = setting;
      return { command: { title, command: 'deployConfig.addToSetting', arguments: [name, adds, current.file.uri] } };
    }
    if (creates === undefined) return { edit: workspaceEdit(current, edits) };
    return { edit: { documentChanges: [{ kind: 'create', uri: creates, options: { ignoreIfExists: true } }] } };
  }

  function workspaceEdit({ file }: Opened, edits: readonly Edit[]): WorkspaceEdit {
    const files = new Set(edits.map((edit) => edit.file ?? file));
    return editOf(
      [...files].map((other) => ({ file: other, edits: edits.filter((edit) => (edit.file ?? file) === other) })),
    );
  }

  /** Edits of several files; the versions of those that are open stand with them. */
  function editOf(changes: readonly { file: File; edits: readonly Edit[] }[]): WorkspaceEdit {
    const changed = changes.map(({ file, edits }) => ({
      textDocument: { uri: file.uri, version: documentOf.get(file.tree)?.version ?? null },
      edits: edits.map((edit): TextEdit => ({ range: rangeOf(documentFor(file), edit), newText: edit.text })),
    }));
    return client.workspace?.workspaceEdit?.documentChanges
      ? { documentChanges: changed }
      : { changes: Object.fromEntries(changed.map(({ textDocument, edits }) => [textDocument.uri, edits])) };
  }

  function completionItemOf(file: File, document: TextDocument, completion: Completion): CompletionItem {
    const { label, detail, insert, sort, context, retrigger } = completion;
    const snippets = client.textDocument?.completion?.completionItem?.snippetSupport;
    return {
      label,
      kind: completionKinds[completion.kind],
      detail,
      sortText: sort,
      insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: rangeOf(document, completion), newText: snippets ? insert : withoutStops(insert) },
      ...(retrigger && knowsSuggest.test(clientName) && { command: suggest }),
      data: { uri: file.uri, context } satisfies CompletionData,
    };
  }

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

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const completionKinds: Record<Completion['kind'], CompletionItemKind> = {
  directive: CompletionItemKind.Property,
  block: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
};

const nameKinds: Record<NameKind, SymbolKind> = {
  upstream: SymbolKind.Class,
  variable: SymbolKind.Variable,
  location: SymbolKind.Function,
  'log format': SymbolKind.Struct,
  zone: SymbolKind.Object,
  cache: SymbolKind.Object,
  'server name': SymbolKind.Namespace,
  match: SymbolKind.Interface,
  'thread pool': SymbolKind.Object,
  address: SymbolKind.Constant,
};

const symbolKinds: Record<OutlineItem['kind'], SymbolKind> = {
  block: SymbolKind.Namespace,
  directive: SymbolKind.Property,
  section: SymbolKind.Module,
  command: SymbolKind.Function,
};

function diagnosticOf({ file, document }: Opened, problem: Problem): Diagnostic {
  const href = documentationUrl(file, problem.start);
  return {
    range: rangeOf(document, problem),
    severity: severities[problem.severity],
    source: `Deploy Config (${file.language.title})`,
    code: problem.rule,
    ...(href && { codeDescription: { href } }),
    message: problem.message,
    ...(/^(?:removed|deprecated)-/.test(problem.rule) && { tags: [DiagnosticTag.Deprecated] }),
    ...(/^unused-/.test(problem.rule) && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

function symbolOf(document: TextDocument, item: OutlineItem, depth: number): DocumentSymbol {
  const clamp = (offset: number) => Math.min(Math.max(offset, item.start), item.end);
  return {
    // VS Code refuses the whole outline for one name without a letter.
    name: item.name.trim() || '""',
    detail: item.detail,
    kind: symbolKinds[item.kind],
    range: rangeOf(document, item),
    selectionRange: rangeOf(document, { start: clamp(item.selection.start), end: clamp(item.selection.end) }),
    children: depth < deepestSymbol ? item.children.map((child) => symbolOf(document, child, depth + 1)) : [],
  };
}

function isSure({ fixes }: Problem): boolean {
  return fixes?.some(({ preferred }) => preferred) ?? false;
}

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

function spanOf(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** The edit that turns one text into another, from the first line that differs to the last. */
function changedLines(before: string, after: string): Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start > 0) start = before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const lineEnd = before.indexOf('\n', before.length - same);
  const end = lineEnd < 0 ? before.length : lineEnd + 1;
  return [{ start, end, text: after.slice(start, after.length - (before.length - end)) }];
}

/** A snippet as plain text, for editors without tab stops. */
function withoutStops(snippet: string): string {
  return snippet.replace(
    /\\([$}\\])|\$\d+|\$\{\d+\}|\$\{\d+:([^{}]*)\}|\$\{\d+\|([^,|]*)[^|]*\|\}/g,
    (_stop, escaped = '', text = '', choice = '') => escaped + text + choice,
  );
}
