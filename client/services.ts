/** Commands for the services of runit. They type a line into a terminal and leave it to the user to run it. */
import * as vscode from 'vscode';
import { selector } from './documents.ts';
import { executableLine, linkLine, serviceFolders, serviceScript } from './serviceCommands.ts';

/** What the entry on Node knows of the disk; a browser has none. */
export interface Disk {
  /** Whether someone may execute it; undefined where there is no such file. */
  isExecutable(path: string): Promise<boolean | undefined>;
  /** Whether the folder is there, and whether one of its entries leads to the other folder. */
  linksTo(folder: string, target: string): Promise<boolean | undefined>;
}

export function offerServices(context: vscode.ExtensionContext, disk: Disk | undefined): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('deployConfig.makeExecutable', makeExecutable),
    vscode.commands.registerCommand('deployConfig.linkService', (uri?: vscode.Uri) => linkService(uri, disk)),
  );
  if (!disk) return;
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: ({ uri }, { start }) =>
      vscode.workspace.isTrusted && uri.scheme === 'file' ? actions(uri, start.line === 0, disk) : [],
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  context.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(selector, provider, { providedCodeActionKinds }),
  );
}

/** A service need not be linked where it is edited, so that is offered in the first line alone. */
async function actions(uri: vscode.Uri, isFirstLine: boolean, disk: Disk): Promise<vscode.CodeAction[]> {
  const service = serviceScript(uri.path);
  if (!service) return [];
  const found: vscode.CodeAction[] = [];
  if ((await disk.isExecutable(uri.fsPath)) === false)
    found.push(action(vscode.l10n.t('Make this script executable'), 'makeExecutable', uri));
  if (isFirstLine && service.isRun && (await missingLink(service.folder, disk)) !== undefined)
    found.push(action(vscode.l10n.t('Link this service, so that runit starts it'), 'linkService', uri));
  return found;
}

function action(title: string, command: string, uri: vscode.Uri): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.command = { title, command: `deployConfig.${command}`, arguments: [uri] };
  return made;
}

/** The folder that runsvdir watches here, where this service is not in it. */
async function missingLink(folder: string, disk: Disk): Promise<string | undefined> {
  for (const services of serviceFolders) {
    if (folder.startsWith(`${services}/`)) return undefined;
    const links = await disk.linksTo(services, folder);
    if (links !== undefined) return links ? undefined : services;
  }
  return undefined;
}

function makeExecutable(given?: vscode.Uri): void {
  const uri = given ?? vscode.window.activeTextEditor?.document.uri;
  if (uri && serviceScript(uri.path)) type(executableLine(uri.path));
}

async function linkService(given: vscode.Uri | undefined, disk: Disk | undefined): Promise<void> {
  const uri = given ?? vscode.window.activeTextEditor?.document.uri;
  const service = uri && serviceScript(uri.path);
  const [usual = ''] = serviceFolders;
  if (service) type(linkLine(service.folder, (disk && (await missingLink(service.folder, disk))) ?? usual));
}

/** Into a terminal, without the Enter that would run it. */
function type(line: string): void {
  if (!vscode.workspace.isTrusted) return;
  const terminal = vscode.window.createTerminal('Deploy Config');
  terminal.show();
  terminal.sendText(line, false);
}
