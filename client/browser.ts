/** The entry in web extension hosts: the language server is a worker. */
import * as vscode from 'vscode';
import { type Api, run } from './client.ts';

export { deactivate } from './client.ts';

declare const Worker: new (url: string) => unknown;

export function activate(context: vscode.ExtensionContext): Api {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js').toString(true);
  return run(context, async (id, name, options) => {
    const library = await import('vscode-languageclient/browser');
    // VS Code's workers are no instances of Worker, so the library could not tell one from a connection.
    const connect = async () => {
      const worker = new Worker(module);
      return { reader: new library.BrowserMessageReader(worker), writer: new library.BrowserMessageWriter(worker) };
    };
    return new library.LanguageClient(id, name, connect, options);
  });
}
