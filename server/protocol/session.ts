/** What one editor has open, its settings, and the verdicts on its documents. */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type Location,
  type TextDocumentIdentifier,
  TextDocuments,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { DeploymentFiles } from '../deploymentFiles.ts';
import { type Environment, Files } from '../environment.ts';
import { problems } from '../features/problems.ts';
import { setLocale } from '../l10n/messages.ts';
import { languageById, languageOf } from '../languages/index.ts';
import type { Named } from '../names.ts';
import { Workspace } from '../project.ts';
import { defaults, readSettings, type Settings } from '../settings.ts';
import type { Edit, File, Locale, Problem, Project, Tree } from '../types.ts';
import { type Opened, rangeOf } from './conversions.ts';

/** What an editor says of itself when it starts the server. */
interface Editor {
  capabilities: ClientCapabilities;
  name: string;
  /** Its own language, when it says so. */
  locale: Locale | undefined;
  /** Its settings, where it sends them without being asked. */
  settings: unknown;
}

export type Session = ReturnType<typeof startSession>;

export function startSession(connection: Connection, environment: Environment) {
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
  const editor: Editor = { capabilities: {}, name: '', locale: undefined, settings: undefined };

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
    const section: unknown = editor.capabilities.workspace?.configuration
      ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'deployConfig' })
      : editor.settings;
    const read = readSettings(section, (sentence) => {
      if (complaints.has(sentence)) return;
      complaints.add(sentence);
      connection.console.warn(sentence);
    });
    if (editor.locale === undefined) setLocale(read.documentation === 'zh-cn' ? 'zh-cn' : 'en');
    return read;
  }

  async function documentationLanguage(uri: string) {
    return (await settingsOf(uri)).documentation ?? editor.locale ?? 'en';
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

  const readOf = new WeakMap<Tree, TextDocument>();

  /** The document that a file is, made anew for one that is not open. */
  function documentFor({ uri, text, tree }: File): TextDocument {
    const known = documentOf.get(tree) ?? readOf.get(tree);
    if (known !== undefined) return known;
    const read = TextDocument.create(uri, '', 0, text);
    readOf.set(tree, read);
    return read;
  }

  function locationOf({ file, use }: Named): Location {
    return { uri: file.uri, range: rangeOf(documentFor(file), use) };
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
    return editor.capabilities.workspace?.workspaceEdit?.documentChanges
      ? { documentChanges: changed }
      : { changes: Object.fromEntries(changed.map(({ textDocument, edits }) => [textDocument.uri, edits])) };
  }

  return {
    connection,
    documents,
    workspace,
    deployment,
    opened,
    stale,
    settings,
    complaints,
    editor,
    report,
    guarded,
    about,
    currentOf,
    placed,
    settingsOf,
    documentationLanguage,
    viewOf,
    judge,
    judgeAs,
    documentFor,
    locationOf,
    workspaceEdit,
    editOf,
  };
}
