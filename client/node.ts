/** The entry in desktop and remote extension hosts: the language server is a Node process. */
import * as vscode from 'vscode';
import { type Api, type MakeClient, run } from './client.ts';
import { disk } from './disk.ts';

export { deactivate } from './client.ts';

/**
 * Each version of a long file is some megabytes that are soon done with: with more room for what is new than V8 takes by itself,
 * they are swept up at less cost.
 */
const roomForNew = '--max-semi-space-size=32';

export function activate(context: vscode.ExtensionContext): Api {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath;
  const makeClient: MakeClient = async (id, name, options) => {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const server = { module, args: ['lsp'], transport: TransportKind.ipc };
    const starts = (...execArgv: string[]) => ({ ...server, options: { execArgv: [roomForNew, ...execArgv] } });
    return new LanguageClient(id, name, { run: starts(), debug: starts('--nolazy', '--inspect=6009') }, options);
  };
  // Windows has no run bits.
  return run(context, makeClient, process.platform === 'win32' ? undefined : disk);
}
