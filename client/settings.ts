/** What quick fixes put into the settings. */
import * as vscode from 'vscode';
import type { StaticFeature } from 'vscode-languageclient';

/** Tells the server that this editor can do so. */
export const settingsFeature: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, deployConfigSettings: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** Adds a word to a list of the settings: where the list stands already, else in the workspace, else for the user. */
export async function addToSetting(name: string, word: string, uri: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('deployConfig', vscode.Uri.parse(uri));
  const list = settings.get<unknown>(name);
  const known = Array.isArray(list) ? list : [];
  if (known.includes(word)) return;
  const set = settings.inspect(name);
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const nearest = vscode.workspace.workspaceFolders === undefined ? Global : Workspace;
  const target = set?.workspaceFolderValue === undefined ? nearest : WorkspaceFolder;
  await settings.update(name, [...known, word], target);
}
