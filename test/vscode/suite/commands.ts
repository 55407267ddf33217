import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actions, apply, find, hover, open, problem } from './editor.ts';
import { test, until } from './harness.ts';

test('the commands are there', async () => {
  const commands = await vscode.commands.getCommands(true);
  for (const name of ['restartServer', 'showLog', 'openDocumentation']) {
    assert.ok(commands.includes(`deployConfig.${name}`), name);
  }
});

test('the server answers after a restart', async () => {
  const document = await open('nginx/nginx.conf');
  await vscode.commands.executeCommand('deployConfig.restartServer');
  await hover(document, find(document, 'proxy_pass').start, /proxied server/);
});

test("the walkthrough's sample has the one fault that its third step mends", async () => {
  await vscode.commands.executeCommand('deployConfig.openSample');
  const document = vscode.window.activeTextEditor?.document ?? assert.fail('nothing is open');
  const found = await problem(document, 'missing-forwarded-proto');
  assert.equal(vscode.languages.getDiagnostics(document.uri).length, 1);
  assert.ok(found.range.contains(vscode.window.activeTextEditor?.selection.active ?? new vscode.Position(0, 0)));
  await apply(await actions(document, found.range, /X-Forwarded-Proto/));
  await until('no problem left', () => vscode.languages.getDiagnostics(document.uri).length === 0);
});

test('the log can be shown', async () => {
  await vscode.commands.executeCommand('deployConfig.showLog');
});
