/** The configuration of the walkthrough: in front of Gunicorn, and without the one header that its third step adds. */
import * as vscode from 'vscode';

let sample: vscode.TextDocument | undefined;

/** Opens it in a file without a name, once, with the cursor at what is to be mended. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  if (sample === undefined || sample.isClosed) {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'walkthrough', 'nginx.conf'));
    sample = await vscode.workspace.openTextDocument({ language: 'nginx', content: new TextDecoder().decode(bytes) });
  }
  const editor = await vscode.window.showTextDocument(sample);
  const cursor = sample.positionAt(sample.getText().indexOf('proxy_pass'));
  editor.selection = new vscode.Selection(cursor, cursor);
}
