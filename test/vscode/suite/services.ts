/** What a fix asks of VS Code beside edits: a line for the terminal, a word for the settings, a new file. */
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { actions, apply, find, openFiles, openNew, problem, problems } from './editor.ts';
import { test, until } from './harness.ts';

const script = '#!/bin/sh\nexec 2>&1\nexec /srv/venv/bin/gunicorn app:app\n';

test('runit: the line that makes a script executable is typed, and the user runs it', async () => {
  const { document } = await openNew('sv/app/run', script);
  const shown = new Promise<vscode.Terminal>((resolve) => {
    const waiting = vscode.window.onDidOpenTerminal((terminal) => {
      waiting.dispose();
      resolve(terminal);
    });
  });
  await apply(await actions(document, find(document, 'exec 2>&1'), /^Make this script executable$/));
  const terminal = await shown;
  assert.equal(terminal.name, 'Deploy Config');
  assert.equal((await stat(document.uri.fsPath)).mode & 0o111, 0);
  terminal.dispose();
});

test('nginx: a directive that nobody knows is made known in the settings', async () => {
  const { document } = await openNew('nginx.conf', 'events {\n}\nhttp {\n    qwertz_cache on;\n}\n');
  const { range } = await problem(document, 'unknown-directive');
  const settings = () => vscode.workspace.getConfiguration('deployConfig', document.uri);
  try {
    await apply(await actions(document, range, /^Make "qwertz_cache" known in the settings$/));
    assert.deepEqual(settings().get('nginx.directives'), ['qwertz_cache']);
    await until('no problem', () => problems(document, 'unknown-directive').length === 0 || undefined);
  } finally {
    await settings().update('nginx.directives', undefined, vscode.ConfigurationTarget.Workspace);
  }
});

test('nginx: an included file that is missing is made', async () => {
  const opened = await openFiles({
    'nginx.conf': 'events {\n}\nhttp {\n    include lost.conf;\n    include there.conf;\n}\n',
    'there.conf': 'gzip on;\n',
  });
  const document = opened['nginx.conf'];
  const { range } = await problem(document, 'missing-include');
  await apply(await actions(document, range, /^Create "lost\.conf"$/));
  await until('no problem', () => problems(document, 'missing-include').length === 0 || undefined);
});
