/**
 * VS Code gives every `.conf` to its language "properties" where no name or folder says more. Here the file in front of the user
 * is looked at, and when its text is plainly one of ours, switching is offered: once per file, or done unasked, or never.
 *
 * To see such files the extension wakes up with "properties" (package.json's activationEvents; an event cannot name a path).
 * Then nothing but this runs: one look at the first lines of a `.conf`; the server and its client are not even loaded. Plain
 * text is looked at too, but does not wake the extension: too many files that are nobody's are plain text.
 */
import * as vscode from 'vscode';
import { languageIdByContent } from '../server/languages/detection.ts';

const titles = new Map([
  ['nginx', 'nginx'],
  ['supervisor', 'Supervisor'],
  ['upstart', 'Upstart'],
  ['gaffer', 'Gaffer'],
]);

/** What is remembered of a file in this workspace: asked and not answered, changed back by hand, or the language chosen. */
type Answer = 'asked' | 'kept' | (string & {});

export function offerLanguages(context: vscode.ExtensionContext): void {
  const key = 'deployConfig.languages';
  const answerFor = (file: string) => context.workspaceState.get<Record<string, Answer>>(key, {})[file];
  const remember = (file: string, answer: Answer) =>
    context.workspaceState.update(key, { ...context.workspaceState.get(key, {}), [file]: answer });
  /** The files dealt with since they were opened. */
  const handled = new Set<string>();

  const consider = async (document: vscode.TextDocument | undefined) => {
    if (document === undefined || !mayBeOurs(document)) return;
    const file = document.uri.toString();
    const settings = vscode.workspace.getConfiguration('deployConfig', document);
    const detection = settings.get<'ask' | 'auto' | 'off'>('languageDetection', 'ask');
    if (detection === 'off' || handled.has(file)) return;
    const id = languageIdByContent(document.getText());
    const title = titles.get(id ?? '');
    if (id === undefined || title === undefined) return;
    handled.add(file);
    const switchLanguage = () => vscode.languages.setTextDocumentLanguage(document, id);
    const answer = answerFor(file);
    if (answer === id || (detection === 'auto' && answer !== 'kept')) await switchLanguage();
    if (answer !== undefined || detection === 'auto') return;

    await remember(file, 'asked');
    const [yes, always, never] = [vscode.l10n.t('Switch'), vscode.l10n.t('Always'), vscode.l10n.t('Never')];
    const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    const question = vscode.l10n.t('{0} looks like a configuration file of {1}. Switch its language?', name, title);
    const chosen = await vscode.window.showInformationMessage(question, yes, always, never);
    if (chosen === always) await settings.update('languageDetection', 'auto', vscode.ConfigurationTarget.Global);
    if (chosen === never) await settings.update('languageDetection', 'off', vscode.ConfigurationTarget.Global);
    if (chosen !== yes && chosen !== always) return;
    await remember(file, id);
    await switchLanguage();
  };

  context.subscriptions.push(
    vscode.window.onDidChangeActiveTextEditor((editor) => consider(editor?.document)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document === vscode.window.activeTextEditor?.document) void consider(document);
    }),
    // A change of language arrives as closing and opening in one go: who changes a file back by hand is not overruled.
    vscode.workspace.onDidOpenTextDocument((document) => {
      const file = document.uri.toString();
      if (handled.has(file) && mayBeOurs(document)) void remember(file, 'kept');
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const file = uri.toString();
      const isOpen = () => vscode.workspace.textDocuments.some((document) => document.uri.toString() === file);
      if (handled.has(file)) setTimeout(() => isOpen() || handled.delete(file), 0);
    }),
  );
  void consider(vscode.window.activeTextEditor?.document);
}

function mayBeOurs({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    ['properties', 'ini', 'plaintext'].includes(languageId) &&
    /\.(?:conf|cfg|ini)(?:\.[\w-]+)?$/i.test(uri.path) &&
    vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true
  );
}
