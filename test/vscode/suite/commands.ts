import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { find, hover, open } from './editor.ts';
import { test } from './harness.ts';

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

test('the log can be shown', async () => {
  await vscode.commands.executeCommand('deployConfig.showLog');
});
