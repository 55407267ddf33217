import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actions,
  apply,
  complete,
  find,
  hover,
  labelOf,
  open,
  openNew,
  problem,
  problems,
  textOnDisk,
  withSetting,
} from './editor.ts';
import { test, until } from './harness.ts';

const headerRule = 'missing-forwarded-proto';
const header = /^\s*proxy_set_header X-Forwarded-Proto \$scheme;$/m;

async function sampleText(): Promise<string> {
  return (await open('nginx/nginx.conf')).getText();
}

test('hover explains proxy_pass in English', async () => {
  const document = await open('nginx/nginx.conf');
  const text = await hover(document, find(document, 'proxy_pass').start, /proxied server/);
  assert.match(text, /location/, 'its contexts');
  assert.doesNotMatch(text, /\p{Script=Han}/u);
});

test('hover explains proxy_pass in Chinese when the setting says so, at once', () =>
  withSetting('deployConfig.documentation.language', 'zh-cn', async () => {
    const document = await open('nginx/nginx.conf');
    await hover(document, find(document, 'proxy_pass').start, /上游/);
  }));

test('completion in a location offers what may stand there', async () => {
  const items = await complete(
    await openNew(
      'nginx.conf',
      'events {\n}\nhttp {\n    server {\n        location / {\n            <|>\n        }\n    }\n}\n',
    ),
    'proxy_pass',
  );
  const labels = items.map(labelOf);
  assert.ok(labels.includes('proxy_set_header'));
  assert.ok(!labels.includes('worker_processes'), 'not what belongs elsewhere');
});

test('an unknown directive is shown and mended', async () => {
  const { document } = await openNew('nginx.conf', 'events {\n}\nhttp {\n    gizp on;\n}\n');
  const found = await problem(document, 'unknown-directive');
  assert.equal(document.getText(found.range), 'gizp');
  await apply(await actions(document, found.range, /gzip/));
  assert.match(document.getText(), /^ {4}gzip on;$/m);
  await until('no problem left', () => problems(document, 'unknown-directive').length === 0);
});

test('the quick fix adds X-Forwarded-Proto', async () => {
  const { document } = await openNew('nginx.conf', await sampleText());
  const found = await problem(document, headerRule);
  await apply(await actions(document, found.range, /X-Forwarded-Proto/));
  await document.save();
  assert.match(await textOnDisk(document), header);
  await until('no problem left', () => problems(document, headerRule).length === 0);
});

test('saving fixes all where the user wants it', () =>
  withSetting('editor.codeActionsOnSave', { 'source.fixAll': 'explicit' }, async () => {
    const { document } = await openNew('nginx.conf', await sampleText());
    await problem(document, headerRule);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# one change, so that there is something to save\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.match(await textOnDisk(document), header);
  }));

test('a change of deployConfig.rules takes effect at once in open files', async () => {
  const { document } = await openNew('nginx.conf', await sampleText());
  await problem(document, headerRule);
  await withSetting('deployConfig.rules', { [headerRule]: 'error' }, () =>
    until('an error', () => problems(document, headerRule)[0]?.severity === vscode.DiagnosticSeverity.Error),
  );
  await withSetting('deployConfig.rules', { [headerRule]: 'off' }, () =>
    until('silence', () => problems(document, headerRule).length === 0),
  );
  await problem(document, headerRule);
});

test('the outline shows blocks inside blocks', async () => {
  const document = await open('nginx/nginx.conf');
  const symbols = await until('an outline', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return found?.length ? found : undefined;
  });
  const http = symbols.find(({ name }) => name.startsWith('http'));
  const inside = (start: string) => http?.children.filter(({ name }) => name.startsWith(start)) ?? [];
  assert.equal(inside('upstream').length, 1);
  const servers = inside('server');
  assert.ok(servers.some(({ children }) => children.some(({ name }) => name.startsWith('location'))));
});

test('blocks fold', async () => {
  const document = await open('nginx/nginx.conf');
  const line = find(document, 'http {').start.line;
  await until('a fold at http', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    return folds?.some(({ start, end }) => start === line && end > line + 10);
  });
});

test('an include links to its file', async () => {
  const document = await open('nginx/nginx.conf');
  const target = vscode.Uri.joinPath(document.uri, '../sites-available/app').toString();
  await until('the link', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[] | undefined>(
      'vscode.executeLinkProvider',
      document.uri,
      100,
    );
    return links?.some((link) => link.target?.toString() === target);
  });
});
