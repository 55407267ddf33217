/** What the suite does in VS Code, in few words. */
import * as vscode from 'vscode';
import type { Api } from '../../../client/client.ts';
import { until } from './harness.ts';

export const extension = vscode.extensions.getExtension<Api>('deploy-config.deploy-config');

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
let made = 0;

export interface Opened {
  document: vscode.TextDocument;
  /** Where the text had its `<|>`. */
  position: vscode.Position;
}

/** Opens a file of the sample in the editor. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Writes a new file under this name, in a folder of its own, and opens it; `<|>` in the text is the cursor. */
export async function openNew(name: string, marked: string): Promise<Opened> {
  const cursor = marked.indexOf('<|>');
  const uri = vscode.Uri.joinPath(folder, 'made', String(made++), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(marked.replace('<|>', '')));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const position = document.positionAt(Math.max(cursor, 0));
  editor.selection = new vscode.Selection(position, position);
  return { document, position };
}

/** Writes files into a folder of their own and opens each of them. */
export async function openFiles<Name extends string>(
  texts: Record<Name, string>,
): Promise<Record<Name, vscode.TextDocument>> {
  const inside = vscode.Uri.joinPath(folder, 'made', String(made++));
  const opened: Partial<Record<Name, vscode.TextDocument>> = {};
  const names = Object.keys(texts) as Name[];
  const uriOf = (name: Name) => vscode.Uri.joinPath(inside, name);
  for (const name of names) await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(texts[name]));
  for (const name of names) {
    opened[name] = await vscode.workspace.openTextDocument(uriOf(name));
    await vscode.window.showTextDocument(opened[name], { preview: false });
  }
  return opened as Record<Name, vscode.TextDocument>;
}

/** Where this text first stands in the document. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.fileName} does not have ${text}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

export async function textOnDisk(document: vscode.TextDocument): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
}

/** The text of all hovers at a place, once it holds what is awaited. */
export function hover(document: vscode.TextDocument, position: vscode.Position, awaited: RegExp): Promise<string> {
  return until(`a hover with ${awaited}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    return awaited.test(text) ? text : undefined;
  });
}

/** All that completion offers at a place, once this label is among it; the first `resolved` come with their documentation. */
export function complete(
  { document, position }: Opened,
  label: string,
  resolved = 0,
): Promise<vscode.CompletionItem[]> {
  return until(`a completion ${label}`, async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      undefined,
      resolved,
    );
    return items.some((item) => labelOf(item) === label) ? items : undefined;
  });
}

export function documentationOf(items: readonly vscode.CompletionItem[], label: string): string {
  const documentation = items.find((item) => labelOf(item) === label)?.documentation ?? '';
  return typeof documentation === 'string' ? documentation : documentation.value;
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

export function problems(document: vscode.TextDocument, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ code }) => {
    return (typeof code === 'object' ? code.value : code) === rule;
  });
}

/** The first problem of a rule, once there is one. */
export function problem(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  return until(`a problem ${rule}`, () => problems(document, rule)[0]);
}

/** The code actions at a place, once one of them has such a title. */
export function actions(document: vscode.TextDocument, range: vscode.Range, title: RegExp): Promise<vscode.CodeAction> {
  return until(`a code action ${title}`, async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    return found.find((action) => title.test(action.title));
  });
}

/** Applies a code action as VS Code does: its edit, then its command. */
export async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) await vscode.workspace.applyEdit(edit);
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** Changes a setting for the time of a piece of work. */
export async function withSetting(name: string, value: unknown, work: () => Promise<unknown>): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration();
  await settings().update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await work();
  } finally {
    await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}
