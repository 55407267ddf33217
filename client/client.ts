/** What both entries share: the commands, and the language server, started when the first document that it is for is open. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { offerLanguages } from './detection.ts';
import { selector, watched } from './documents.ts';
import { find, read } from './files.ts';
import { traceChannel } from './log.ts';
import { openSample } from './sample.ts';
import { type Disk, offerServices } from './services.ts';
import { addToSetting, settingsFeature } from './settings.ts';

/** Makes a client that is not started yet. vscode-languageclient is loaded here and not before. */
export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => Promise<BaseLanguageClient>;

let client: Promise<BaseLanguageClient> | undefined;

/** What the extension tells other extensions and its tests. */
export interface Api {
  /** Whether the language server has been started: not before a document that it is for is open. */
  isRunning(): boolean;
}

export function run(context: vscode.ExtensionContext, makeClient: MakeClient, disk?: Disk): Api {
  const api: Api = { isRunning: () => client !== undefined };
  let options: LanguageClientOptions | undefined;
  const start = () => {
    options ??= clientOptions(context);
    client = startClient(makeClient, options);
  };
  const command = <Arguments extends unknown[]>(name: string, does: (...args: Arguments) => unknown) =>
    vscode.commands.registerCommand(`deployConfig.${name}`, does);
  context.subscriptions.push(
    command('restartServer', async () => {
      await deactivate();
      start();
    }),
    command('showLog', () => options?.outputChannel?.show()),
    command('openDocumentation', openDocumentation),
    command('openSample', () => openSample(context.extensionUri)),
    command('addToSetting', addToSetting),
  );
  offerLanguages(context);
  offerServices(context, disk);

  const isOurs = (document: vscode.TextDocument) => vscode.languages.match(selector, document) > 0;
  if (vscode.workspace.textDocuments.some(isOurs)) {
    start();
    return api;
  }
  const waiting = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!isOurs(document)) return;
    waiting.dispose();
    if (client === undefined) start();
  });
  context.subscriptions.push(waiting);
  return api;
}

export async function deactivate(): Promise<void> {
  const running = await client;
  client = undefined;
  // A client that did not start cannot be stopped.
  if (running?.isRunning()) await running.dispose();
}

function clientOptions(context: vscode.ExtensionContext): LanguageClientOptions {
  const outputChannel = vscode.window.createOutputChannel('Deploy Config', { log: true });
  const fileEvents = vscode.workspace.createFileSystemWatcher(watched);
  context.subscriptions.push(outputChannel, fileEvents);
  void vscode.commands.executeCommand('setContext', 'deployConfig.running', true);
  return {
    documentSelector: selector,
    outputChannel,
    traceOutputChannel: traceChannel(context, outputChannel),
    synchronize: { fileEvents },
  };
}

async function startClient(makeClient: MakeClient, options: LanguageClientOptions): Promise<BaseLanguageClient> {
  const made = await makeClient('deployConfig', 'Deploy Config', options);
  made.registerFeature(settingsFeature);
  made.onRequest('deployConfig/read', ({ uri }: { uri: string }) => read(uri));
  made.onRequest('deployConfig/find', ({ base, glob }: { base: string; glob: string }) => find(base, glob));
  // A failure is shown by the client itself; the command restarts it.
  await made.start().catch((error) => options.outputChannel?.error(error));
  return made;
}

async function openDocumentation(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const running = await client;
  if (editor === undefined || running === undefined) return;
  const { document, selection } = editor;
  const url = await running.sendRequest<string | null>('deployConfig/documentationUrl', {
    textDocument: running.code2ProtocolConverter.asTextDocumentIdentifier(document),
    position: running.code2ProtocolConverter.asPosition(selection.active),
  });
  if (url === null)
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no documentation for what is under the cursor.'));
  else await vscode.env.openExternal(vscode.Uri.parse(url));
}
