/** The language server as editors meet it: `dist/cli.js lsp`, spoken to over its pipes. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InitializeResult,
  type Location,
  type MarkupContent,
  type MessageReader,
  type MessageWriter,
  type Position,
  type PreviousResultId,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';

const server = ['dist/cli.js', 'lsp', '--stdio'];
const main = 'events {\n}\nhttp {\n    gizp on;\n    server {\n        listen 80;\n    }\n}\n';

/** What VS Code says of itself, as far as it matters here. */
const vscode: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true } },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
};

test('it says what it can do', async (t) => {
  const { serverInfo, capabilities } = (await startServer(t)).initialized;
  assert.equal(serverInfo?.name, 'Deploy Config');
  assert.deepEqual(capabilities.diagnosticProvider, { interFileDependencies: true, workspaceDiagnostics: true });
  assert.deepEqual(capabilities.completionProvider?.triggerCharacters, ['$', ' ']);
});

test('hovers are in the editor’s language, or in the one that is set', async (t) => {
  for (const [locale, documentation, chinese, english] of [
    ['en', undefined, false, true],
    ['zh-cn', 'auto', true, false],
    ['zh-TW', undefined, true, false],
    ['zh-cn', 'en', false, true],
    ['en', 'both', true, true],
    [undefined, 'zh-cn', true, false],
  ] as const) {
    const settings = { documentation: { language: documentation } };
    const editor = await startServer(t, { locale, settings });
    const uri = editor.open('nginx.conf', 'http { server { location / { proxy_pass http://app; } } }');
    const found = await editor.hover(uri, { line: 0, character: 30 });
    assert.ok(found);
    const { value: text } = found.contents as MarkupContent;
    assert.deepEqual(found.range, { start: { line: 0, character: 29 }, end: { line: 0, character: 39 } });
    assert.equal(/\p{Script=Han}/u.test(text), chinese, text);
    assert.equal(/Sets the protocol/.test(text), english, text);
  }
});

test('completion offers what fits, with its documentation when asked', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx.conf', 'http {\n    gz\n    gzip \n    log_format x $re;\n    # \n}\n');
  const items = await editor.complete(uri, { line: 1, character: 6 });
  const gzip = items.find(({ label }) => label === 'gzip') ?? assert.fail('no gzip');
  assert.deepEqual((gzip.textEdit as TextEdit).range, {
    start: { line: 1, character: 4 },
    end: { line: 1, character: 6 },
  });
  assert.equal(gzip.insertTextFormat, 2);
  const resolved = await editor.request<CompletionItem>('completionItem/resolve', gzip);
  assert.match((resolved.documentation as MarkupContent).value, /gzip/i);

  const labels = async (position: Position, triggerCharacter: string) =>
    (await editor.complete(uri, position, triggerCharacter)).map(({ label }) => label);
  assert.deepEqual((await labels({ line: 2, character: 9 }, ' ')).sort(), ['off', 'on']);
  assert.ok((await labels({ line: 3, character: 20 }, '$')).includes('$request'));
  for (const line of [1, 4]) assert.deepEqual(await labels({ line, character: 6 }, ' '), [], `a space in line ${line}`);
});

test('an editor without tab stops gets plain text, and no command that it does not know', async (t) => {
  const editor = await startServer(t, { capabilities: {}, clientName: 'Neovim' });
  const uri = editor.open('nginx.conf', 'http {\n\n}\n');
  for (const { insertTextFormat, textEdit, command } of await editor.complete(uri, { line: 1, character: 0 })) {
    assert.equal(insertTextFormat, 1);
    assert.doesNotMatch((textEdit as TextEdit).newText, /\$\{?\d/);
    assert.equal(command, undefined);
  }
});

test('an included file that is missing can be made, where the editor makes files', async (t) => {
  const text = 'events {\n}\nhttp {\n    include app.conf;\n}\n';
  const range = { start: { line: 3, character: 14 }, end: { line: 3, character: 14 } };
  const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
  for (const makes of [true, false]) {
    const capabilities = makes ? { ...vscode, workspace: { ...vscode.workspace, workspaceEdit } } : vscode;
    const editor = await startServer(t, { capabilities });
    const uri = editor.open('nginx.conf', text);
    const offered = (await editor.actions(uri, range)).filter(({ title }) => title === 'Create "app.conf"');
    assert.deepEqual(
      offered.map(({ edit }) => edit?.documentChanges),
      makes ? [[{ kind: 'create', uri: editor.uriOf('app.conf'), options: { ignoreIfExists: true } }]] : [],
    );
    editor.write('app.conf', 'gzip on;\n');
    assert.deepEqual(
      (await editor.pull(uri)).map(({ code }) => code),
      ['missing-include'],
    );
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uriOf('app.conf'), type: 1 }] });
    assert.deepEqual(await editor.pull(uri), []);
  }
});

test('a directive of a module that nobody knows is made known, where the editor lets its settings be changed', async (t) => {
  const range = { start: { line: 0, character: 10 }, end: { line: 0, character: 10 } };
  for (const [able, command] of [
    [true, 'deployConfig.addToSetting'],
    [false, undefined],
  ] as const) {
    const capabilities = { ...vscode, experimental: { deployConfigSettings: able } };
    const editor = await startServer(t, { capabilities });
    const uri = editor.open('nginx.conf', 'http { frobnicate on; } events { }\n');
    const actions = await editor.actions(uri, range);
    const found = actions.find(({ title }) => title === 'Make "frobnicate" known in the settings')?.command;
    assert.equal(found?.command, command);
    if (!found) continue;
    assert.deepEqual(found.arguments, ['nginx.directives', 'frobnicate', uri]);
    editor.change({ nginx: { directives: ['frobnicate'] } });
    assert.deepEqual(await editor.pull(uri), []);
  }
});

test('diagnostics follow every edit', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx.conf', main);
  const [found, ...others] = await editor.pull(uri);
  assert.deepEqual(others, []);
  assert.deepEqual(found?.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 8 } });
  assert.equal(found.severity, 1);
  assert.equal(found.code, 'unknown-directive');
  assert.equal(found.source, 'Deploy Config (nginx)');
  assert.match(String(found.message), /"gizp"/);
  editor.edit(uri, found.range, 'gzip');
  assert.deepEqual(await editor.pull(uri), []);
  editor.edit(uri, { start: { line: 2, character: 5 }, end: { line: 2, character: 6 } }, '');
  assert.notDeepEqual(await editor.pull(uri), []);
});

test('positions count UTF-16 code units', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx.conf', 'events {} http { # 😀\r\n  add_header X "😀中"; gizp on;\r\n}\r\n');
  const [found] = await editor.pull(uri);
  assert.deepEqual(found?.range, { start: { line: 1, character: 22 }, end: { line: 1, character: 26 } });
});

test('messages are in the editor’s language', async (t) => {
  const editor = await startServer(t, { locale: 'zh-cn' });
  const [found] = await editor.pull(editor.open('nginx.conf', main));
  assert.match(String(found?.message), /\p{Script=Han}/u);
});

test('a problem is mended at its place, everywhere, or silenced', async (t) => {
  for (const capabilities of [vscode, { textDocument: { diagnostic: {} } }]) {
    const editor = await startServer(t, { capabilities });
    const text = 'events {\n}\nhttp {\n    gizp on;\n    server {\n        gizp off;\n    }\n}\n';
    const uri = editor.open('nginx.conf', text);
    const [first] = await editor.pull(uri);
    const range = first?.range ?? assert.fail('no problem');
    const actions = await editor.actions(uri, range, ['quickfix']);
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Fix all unknown-directive problems in this file'), titles.join('\n'));
    const fixed = text.replaceAll('gizp', 'gzip');
    const textAfter = async (title: RegExp) => {
      const action = actions.find((one) => title.test(one.title)) ?? assert.fail(titles.join('\n'));
      return editor.textAfter(uri, await editor.resolve(action));
    };
    assert.equal(await textAfter(/^(?!Fix all|Ignore).*gzip/), text.replace('gizp', 'gzip'));
    assert.equal(await textAfter(/^Fix all/), fixed);
    const silent = text.replace('    gizp on', '    # deploy-config-ignore unknown-directive\n    gizp on');
    assert.equal(await textAfter(/^Ignore here/), silent);
    assert.deepEqual(actions.find(({ title }) => /^Ignore/.test(title))?.diagnostics, [first]);

    const [all] = await editor.actions(uri, { start: range.start, end: range.start }, ['source.fixAll']);
    assert.equal(all?.kind, 'source.fixAll.deployConfig');
    assert.equal(await editor.textAfter(uri, await editor.resolve(all)), fixed);
    assert.deepEqual(await editor.actions(uri, range, ['refactor']), []);

    editor.replace(uri, silent);
    assert.deepEqual((await editor.pull(uri)).length, 1);
  }
});

test('settings take effect at once', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx.conf', main);
  assert.equal((await editor.pull(uri))[0]?.severity, 1);
  const refreshed = editor.nextRefresh();
  editor.change({ rules: { 'unknown-directive': 'hint' } });
  await refreshed;
  assert.equal((await editor.pull(uri))[0]?.severity, 4);
  editor.change({ rules: { 'unknown-directive': 'off' } });
  assert.deepEqual(await editor.pull(uri), []);
});

test('settings that make no sense are said once and ignored', async (t) => {
  const editor = await startServer(t);
  editor.change({ rules: { 'unknown-directive': 'fatal', 7: null }, documentation: { language: 'fr' } });
  for (const name of ['nginx.conf', 'nginx-2.conf']) {
    const uri = editor.open(name, main);
    assert.equal((await editor.pull(uri))[0]?.severity, 1);
  }
  for (const senseless of [{ rules: ['off'], documentation: 'zh-cn' }, 'off', 7, null, { rules: 'off' }]) {
    editor.change(senseless);
    assert.equal((await editor.pull(editor.open('nginx.conf', main)))[0]?.severity, 1);
  }
  assert.deepEqual(editor.logged.slice(0, 3), [
    'The setting deployConfig.rules.7 is ignored: it cannot be null.',
    'The setting deployConfig.rules.unknown-directive is ignored: it cannot be "fatal".',
    'The setting deployConfig.documentation.language is ignored: it cannot be "fr".',
  ]);
  assert.equal(editor.logged.length, 5);
  editor.logged.length = 0;
});

test('an editor that does not ask is sent diagnostics, and their end when it closes the document', async (t) => {
  const editor = await startServer(t, { capabilities: {} });
  const uri = editor.open('nginx.conf', main);
  const first = await editor.nextPublished(uri);
  assert.deepEqual([first.version, first.diagnostics.map(({ code }) => code)], [1, ['unknown-directive']]);
  editor.edit(uri, { start: { line: 3, character: 4 }, end: { line: 3, character: 8 } }, 'gzip');
  assert.deepEqual((await editor.nextPublished(uri)).diagnostics, []);
  editor.edit(uri, { start: { line: 3, character: 4 }, end: { line: 3, character: 8 } }, 'gizp');
  assert.equal((await editor.nextPublished(uri)).diagnostics.length, 1);
  editor.change({ rules: { 'unknown-directive': 'off' } });
  assert.deepEqual((await editor.nextPublished(uri)).diagnostics, []);
  editor.close(uri);
  assert.deepEqual((await editor.nextPublished(uri)).diagnostics, []);
});

test('a fragment is judged where it is included, and again when that changes', async (t) => {
  const editor = await startServer(t, { capabilities: {} });
  editor.write('conf.d/app.conf', '');
  const fragment = editor.open('conf.d/app.conf', 'worker_connections 10;\n');
  assert.deepEqual((await editor.nextPublished(fragment)).diagnostics, []);
  const including = editor.open('nginx.conf', 'http {\n    include conf.d/*.conf;\n}\n');
  assert.deepEqual(
    (await editor.nextPublished(fragment)).diagnostics.map(({ code }) => code),
    ['misplaced-directive'],
  );
  editor.edit(including, { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } }, 'events');
  assert.deepEqual((await editor.nextPublished(fragment)).diagnostics, []);
});

test('of a file that is included in several contexts the diagnostic leads to the one that complains', async (t) => {
  const { textDocument } = vscode;
  const publishDiagnostics = { relatedInformation: true };
  const editor = await startServer(t, {
    capabilities: { ...vscode, textDocument: { ...textDocument, publishDiagnostics } },
  });
  const main = 'http {\n    include shared.conf;\n    server {\n        include shared.conf;\n    }\n}\n';
  editor.write('nginx.conf', main);
  editor.write('shared.conf', '');
  const uri = editor.open('shared.conf', 'listen 8080;\n');
  const [found] = await editor.pull(uri);
  assert.deepEqual(
    found?.relatedInformation?.map(({ location, message }) => [location.uri, location.range.start.line, message]),
    [[editor.uriOf('nginx.conf'), 1, 'This includes the file.']],
  );
  editor.write('nginx.conf', main.replace('include', '# include'));
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uriOf('nginx.conf'), type: 2 }] });
  assert.deepEqual(await editor.pull(uri), []);
});

test('files that change outside of the editor are read again', async (t) => {
  const editor = await startServer(t);
  editor.write('parts/app.conf', '');
  editor.write('nginx.conf', 'events {\n    include parts/*;\n}\n');
  const uri = editor.open('parts/app.conf', 'worker_connections 10;\n', 'nginx');
  assert.deepEqual(await editor.pull(uri), []);
  const refreshed = editor.nextRefresh();
  editor.write('nginx.conf', 'http {\n    include parts/*;\n}\n');
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uriOf('nginx.conf'), type: 2 }] });
  await refreshed;
  assert.deepEqual(
    (await editor.pull(uri)).map(({ code }) => code),
    ['misplaced-directive'],
  );
});

test('files that nobody has opened are judged when they belong to one that is open', async (t) => {
  const editor = await startServer(t);
  const main = (context: string) => `${context} {\n    include conf.d/*;\n}\n`;
  editor.write('conf.d/app.conf', 'server { }\n');
  editor.write('nginx.conf', main('http'));
  const uri = editor.open('nginx.conf', main('http'));
  const pull = async (previousResultIds: PreviousResultId[]) => {
    const params = { previousResultIds };
    const { items } = await editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', params);
    return items;
  };
  const app = editor.uriOf('conf.d/app.conf');
  const codes = (items: WorkspaceDiagnosticReport['items']) =>
    items.map((item) => [item.uri, item.kind, item.kind === 'full' ? item.items.map(({ code }) => code) : undefined]);
  const first = await pull([]);
  assert.deepEqual(codes(first), [[app, 'full', []]]);
  editor.replace(uri, main('events'));
  const second = await pull([]);
  assert.deepEqual(codes(second), [[app, 'full', ['misplaced-directive']]]);
  const value = second[0]?.resultId ?? assert.fail('no result');
  assert.deepEqual(codes(await pull([{ uri: app, value }])), [[app, 'unchanged', undefined]]);
  editor.replace(uri, 'events {\n}\n');
  assert.deepEqual(codes(await pull([{ uri: app, value }])), [[app, 'full', []]]);
});

test('the outline, folds and links', async (t) => {
  const editor = await startServer(t);
  editor.write('conf.d/a.conf', '');
  editor.write('mime.types', 'types {\n}\n');
  const uri = editor.open(
    'nginx.conf',
    'http {\n    include mime.types;\n    include conf.d/*.conf;\n    include none;\n    server {\n        listen 80;\n    }\n}\n',
  );
  const textDocument = { uri };
  const [http] = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  assert.equal(http?.name, 'http');
  assert.deepEqual(http.range, { start: { line: 0, character: 0 }, end: { line: 7, character: 1 } });
  assert.ok(http.children?.some(({ name }) => name.startsWith('server')));
  const folds = await editor.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
  assert.deepEqual(folds.map(({ startLine, endLine }) => [startLine, endLine]).sort(), [
    [0, 6],
    [4, 5],
  ]);
  const links = await editor.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
  assert.deepEqual(
    links.map(({ target }) => target),
    [editor.uriOf('mime.types'), editor.uriOf('conf.d/a.conf')],
  );
  const position = { line: 5, character: 10 };
  const url = await editor.request('deployConfig/documentationUrl', { textDocument, position });
  assert.match(String(url), /^https:\/\/nginx\.org\/.*#listen$/);
});

test('names are found, marked and renamed across files', async (t) => {
  const editor = await startServer(t);
  const upstreams = '# 😀\nupstream app { server 127.0.0.1:8000; }\n';
  editor.write('conf.d/upstreams.conf', upstreams);
  editor.write('conf.d/site.conf', '');
  const main = editor.open('nginx.conf', 'http {\n    include conf.d/*.conf;\n}\n');
  const site = editor.open(
    'conf.d/site.conf',
    'server {\n    location /a { proxy_pass http://app; }\n    location /b { proxy_pass http://app; }\n}\n',
  );
  editor.edit(main, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '\n');
  editor.edit(site, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '\n');
  const at = { textDocument: { uri: site }, position: { line: 2, character: 37 } };
  const other = editor.uriOf('conf.d/upstreams.conf');
  const rangeAt = (line: number, character: number) => ({
    start: { line, character },
    end: { line, character: character + 3 },
  });
  const defined = { uri: other, range: rangeAt(1, 9) };
  assert.deepEqual(await editor.request('textDocument/definition', at), [defined]);
  const places = (includeDeclaration: boolean) =>
    editor.request<Location[]>('textDocument/references', { ...at, context: { includeDeclaration } });
  const used = [2, 3].map((line) => ({ uri: site, range: rangeAt(line, 36) }));
  assert.deepEqual(await places(false), used);
  assert.equal((await places(true)).length, 3);
  assert.deepEqual(
    await editor.request('textDocument/documentHighlight', at),
    used.map(({ range }) => ({ range, kind: 2 })),
  );
  const found = await editor.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'ap' });
  assert.deepEqual(
    found.map(({ name, location, containerName }) => [name, location, containerName]),
    [['app', defined, 'upstreams.conf']],
  );
  assert.deepEqual(await editor.request('textDocument/prepareRename', at), {
    range: rangeAt(2, 36),
    placeholder: 'app',
  });
  const { documentChanges } = await editor.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'web' });
  assert.deepEqual(documentChanges, [
    {
      textDocument: { uri: site, version: 2 },
      edits: used.map(({ range }) => ({ range, newText: 'web' })),
    },
    { textDocument: { uri: other, version: null }, edits: [{ range: defined.range, newText: 'web' }] },
  ]);
  await assert.rejects(editor.request('textDocument/rename', { ...at, newName: 'a b' }), /A name is made of letters/);
  await assert.rejects(
    editor.request('textDocument/prepareRename', { ...at, position: { line: 2, character: 6 } }),
    /nothing here that can be renamed/,
  );
});

test('a proxy leads to the application behind it, though nobody has opened its file', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx/app.conf', 'upstream app {\n    server unix:/run/app.sock;\n}\n');
  await editor.pull(uri);
  const refreshed = editor.nextRefresh();
  editor.write('supervisor/app.conf', '[unix_http_server]\nfile=/run/app.sock\n');
  const other = editor.uriOf('supervisor/app.conf');
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: other, type: 1 }] });
  await refreshed;
  const at = { textDocument: { uri }, position: { line: 1, character: 20 } };
  assert.deepEqual(await editor.request('textDocument/definition', at), [
    { uri: other, range: { start: { line: 1, character: 5 }, end: { line: 1, character: 18 } } },
  ]);
});

test('the two sides of a workspace: the warning, a fix for either, hover and jump', async (t) => {
  const folder = realpathSync('test/fixtures/across');
  const editor = await startServer(t, { root: URI.file(folder).toString() });
  const [site = '', settings = '', supervised = ''] = ['nginx/app.conf', 'gunicorn.conf.py', 'supervisor/app.conf'].map(
    (name) => URI.file(join(folder, name)).toString(),
  );
  editor.openAt(site, readFileSync(join(folder, 'nginx/app.conf'), 'utf8'), 'nginx');
  // The other files are read in the background.
  let found: Diagnostic[] = [];
  while (found.length === 0) found = await editor.pull(site);
  assert.deepEqual(
    found.map(({ code, range, severity }) => [code, range.start.line, severity]),
    [['unbound-address', 1, 2]],
  );
  const range = found[0]?.range ?? assert.fail();
  const [here, there] = await editor.actions(site, range, ['quickfix']);
  assert.equal(here?.title, 'Change to "/run/app.sock"');
  assert.match(editor.textAfter(site, here), /server unix:\/run\/app\.sock;/);
  assert.equal(there?.title, 'Change "/run/app.sock" to "/run/gunicorn/app.sock" in gunicorn.conf.py');
  assert.deepEqual(there.edit?.documentChanges, [
    {
      textDocument: { uri: settings, version: null },
      edits: [
        {
          range: { start: { line: 0, character: 13 }, end: { line: 0, character: 26 } },
          newText: '/run/gunicorn/app.sock',
        },
      ],
    },
  ]);
  const at = { textDocument: { uri: site }, position: { line: 19, character: 30 } };
  assert.deepEqual(
    (await editor.request<Location[]>('textDocument/definition', at)).map(({ uri, range: { start } }) => [uri, start]),
    [[supervised, { line: 6, character: 42 }]],
  );
  const shown = await editor.hover(site, at.position);
  assert.ok(shown);
  assert.match((shown.contents as MarkupContent).value, /Bound in \[app\.conf:7\]/);
});

test('files that lie on no disk are asked for', async (t) => {
  const editor = await startServer(t, { root: 'vscode-vfs://github/someone/app' });
  editor.answer('deployConfig/find', ({ base, glob }) =>
    base === 'vscode-vfs://github/someone/app' && glob === '*nginx*.conf*'
      ? [`${base}/nginx.conf`]
      : glob === 'parts/*'
        ? [`${base}/parts/a`]
        : null,
  );
  editor.answer('deployConfig/read', ({ uri }) =>
    String(uri).endsWith('/nginx.conf') ? { text: 'http { include parts/*; }' } : null,
  );
  const uri = 'vscode-vfs://github/someone/app/parts/a';
  editor.openAt(uri, 'worker_connections 10;\n', 'nginx');
  assert.deepEqual(
    (await editor.pull(uri)).map(({ code }) => code),
    ['misplaced-directive'],
  );
});

test('documents in languages that are not ours get empty answers', async (t) => {
  const editor = await startServer(t);
  for (const uri of [editor.open('notes.md', '# http {', 'markdown'), editor.uriOf('never-opened'), 'nonsense', '']) {
    const textDocument = { uri };
    const position = { line: 0, character: 0 };
    assert.deepEqual(await editor.pull(uri), []);
    assert.equal(await editor.hover(uri, position), null);
    assert.deepEqual(await editor.complete(uri, position), []);
    assert.deepEqual(await editor.actions(uri, { start: position, end: position }), []);
    for (const method of ['documentSymbol', 'foldingRange', 'documentLink'])
      assert.deepEqual(await editor.request(`textDocument/${method}`, { textDocument }), []);
    for (const method of ['definition', 'references', 'documentHighlight'])
      assert.deepEqual(await editor.request(`textDocument/${method}`, { textDocument, position, context: {} }), []);
    for (const method of ['prepareRename', 'rename'])
      assert.equal(await editor.request(`textDocument/${method}`, { textDocument, position, newName: 'x' }), null);
    assert.equal(await editor.request('deployConfig/documentationUrl', { textDocument, position }), null);
  }
});

test('requests that make no sense hurt nobody', async (t) => {
  const editor = await startServer(t);
  const uri = editor.open('nginx.conf', main);
  editor.send('{"jsonrpc":"2.0","id":1,"method":');
  editor.send('[]');
  editor.send('"text"');
  editor.send('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{}}');
  editor.send('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":7}}}');
  for (const character of [-1, 1e9, 0.5, Number.NaN]) {
    const position = { line: character, character };
    await editor.hover(uri, position);
    await editor.complete(uri, position);
    await editor.actions(uri, { start: position, end: { line: 0, character: 0 } });
  }
  await assert.rejects(editor.request('textDocument/noSuchThing', {}));
  await editor.request('completionItem/resolve', { label: 'gzip' });
  await editor.request('codeAction/resolve', { title: 'x' });
  assert.equal((await editor.pull(uri)).length, 1);
  editor.logged.length = 0;
});

test('any text gets an answer, and after any edits the one that the text alone would get', async (t) => {
  const editor = await startServer(t);
  const pieces = [
    'http {',
    '}',
    ';',
    '\n',
    '\r\n',
    ' ',
    '"',
    "'",
    '#',
    '$',
    '${',
    '\\',
    'server',
    'gizp on;',
    '\0',
    '\uD800',
    '😀',
    '中',
    'content_by_lua_block {',
    '\uFEFF',
    'include *;',
  ];
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const someText = () => Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join('');
  const uri = editor.open('nginx.conf', '');
  for (let round = 0; round < 40; round++) {
    const document = editor.documentAt(uri);
    const from = random(document.getText().length + 1);
    const to = Math.min(document.getText().length, from + random(20));
    editor.edit(uri, { start: document.positionAt(from), end: document.positionAt(to) }, someText());
    const text = editor.documentAt(uri).getText();
    const fresh = editor.open('fresh/nginx.conf', text);
    const position = { line: random(5), character: random(20) };
    const answers = (at: string) =>
      Promise.all([
        editor.pull(at),
        editor.hover(at, position),
        editor.complete(at, position).then((items) => items.map(({ label }) => label)),
        editor.request('textDocument/documentSymbol', { textDocument: { uri: at } }),
        editor.request('textDocument/foldingRange', { textDocument: { uri: at } }),
      ]);
    assert.deepEqual(await answers(uri), await answers(fresh), JSON.stringify(text));
    editor.close(fresh);
  }
});

test('the largest and deepest files get an answer', async (t) => {
  const editor = await startServer(t);
  for (const text of [
    '{'.repeat(100_000),
    'http {'.repeat(100_000),
    `${'a '.repeat(5_000_000)}`,
    'gizp on;\n'.repeat(100_000),
  ]) {
    const uri = editor.open('nginx.conf', text);
    await editor.pull(uri);
    const position = { line: 0, character: 90_000 };
    await editor.hover(uri, position);
    await editor.complete(uri, position);
    await editor.actions(uri, { start: position, end: position });
    const textDocument = { uri };
    for (const method of ['documentSymbol', 'foldingRange', 'documentLink'])
      await editor.request(`textDocument/${method}`, { textDocument });
  }
});

test('it ends when it is told to, and when nobody is there any more', async (t) => {
  const editor = await startServer(t);
  await editor.request('shutdown', undefined);
  editor.notify('exit', undefined);
  assert.deepEqual(await once(editor.process, 'exit'), [0, null]);

  const left = await startServer(t);
  await left.pull(left.open('nginx.conf', ''));
  left.process.stdin?.end();
  assert.deepEqual(await once(left.process, 'exit'), [1, null]);
});

test('it speaks over IPC and over a socket too', async (t) => {
  const child = fork('dist/cli.js', ['lsp', '--node-ipc', `--clientProcessId=${process.pid}`], { silent: true });
  t.after(() => child.kill());
  child.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, capabilities: {}, rootUri: null },
  });
  const [answer] = (await once(child, 'message')) as [{ result: InitializeResult }];
  assert.equal(answer.result.serverInfo?.name, 'Deploy Config');

  const listener = createServer().listen(0, '127.0.0.1');
  t.after(() => listener.close());
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const other = spawn(process.execPath, ['dist/cli.js', 'lsp', `--socket=${port}`], { stdio: 'ignore' });
  t.after(() => other.kill());
  const [socket] = (await once(listener, 'connection')) as [Socket];
  const connection = createProtocolConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  connection.listen();
  t.after(() => connection.dispose());
  const params = { processId: null, capabilities: {}, rootUri: null };
  const result = await connection.sendRequest<InitializeResult>('initialize', params);
  assert.equal(result.serverInfo?.name, 'Deploy Config');
});

test('it runs in a browser’s worker, where there is no Node', async () => {
  const answers: unknown[] = [];
  let answered: () => void = () => {};
  const scope: Record<string, unknown> = {
    ...{ setTimeout, clearTimeout, TextEncoder, TextDecoder, URL, console },
    addEventListener() {},
    postMessage(message: unknown) {
      answers.push(message);
      answered();
    },
  };
  scope.self = scope;
  runInNewContext(readFileSync('dist/server.browser.js', 'utf8'), scope);
  const tell = (message: object) =>
    (scope.onmessage as (event: object) => void)({ data: { jsonrpc: '2.0', ...message } });
  const ask = async (id: number, method: string, params: object) => {
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    tell({ id, method, params });
    await answer;
    return (answers.at(-1) as { id: number; result: unknown }).result;
  };
  const capabilities = { textDocument: { diagnostic: {} } };
  await ask(1, 'initialize', { processId: null, rootUri: null, capabilities });
  const textDocument = { uri: 'vscode-test-web://mount/nginx.conf', languageId: 'nginx', version: 1, text: main };
  tell({ method: 'textDocument/didOpen', params: { textDocument } });
  const report = (await ask(2, 'textDocument/diagnostic', { textDocument })) as { items: Diagnostic[] };
  assert.equal(report.items.map(({ code }) => code).join(), 'unknown-directive');
});

interface Options {
  capabilities?: ClientCapabilities;
  clientName?: string;
  locale?: string;
  settings?: unknown;
  /** The workspace's folder; a new one on the disk when absent. */
  root?: string;
}

/** A running server and the editor before it. What it logs as an error or warning must be looked at by the test. */
async function startServer(t: TestContext, options: Options = {}) {
  const { capabilities = vscode, clientName = 'Visual Studio Code', locale } = options;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-config-')));
  const child: ChildProcess = spawn(process.execPath, server, { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  assert.ok(stdin && stdout);
  const reader: MessageReader = new StreamMessageReader(stdout);
  const writer: MessageWriter = new StreamMessageWriter(stdin);
  const connection = createProtocolConnection(reader, writer);
  const documents = new Map<string, TextDocument>();
  const logged: string[] = [];
  let settings: unknown = options.settings ?? {};
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
    waiting.clear();
  };
  let refreshes = 0;

  t.after(async () => {
    if (child.exitCode === null) {
      const exit = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exit;
    }
    connection.dispose();
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(logged, []);
  });
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type <= 2) logged.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    wake();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    wake();
    return null;
  });
  connection.listen();

  const request = <Result>(method: string, params: unknown): Promise<Result> => connection.sendRequest(method, params);
  const notify = (method: string, params: unknown) => void connection.sendNotification(method, params);
  const uriOf = (name: string) => URI.file(join(folder, name)).toString();
  const until = async <Value>(found: () => Value | undefined): Promise<Value> => {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    }
  };
  const documentAt = (uri: string) => documents.get(uri) ?? assert.fail(`${uri} is not open`);
  const openAt = (uri: string, text: string, languageId: string) => {
    documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  };
  const change = (uri: string, changes: ({ range: Range; text: string } | { text: string })[]) => {
    const document = documentAt(uri);
    TextDocument.update(document, changes, document.version + 1);
    const { version } = document;
    notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
  };
  const root = options.root ?? URI.file(folder).toString();
  const initialized = await request<InitializeResult>('initialize', {
    processId: process.pid,
    clientInfo: { name: clientName },
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'folder' }],
    capabilities,
    ...(locale && { locale }),
    initializationOptions: settings,
  });
  notify('initialized', {});

  return {
    initialized,
    process: child,
    logged,
    request,
    notify,
    uriOf,
    documentAt,
    openAt,
    open: (name: string, text: string, languageId = 'nginx') => openAt(uriOf(name), text, languageId),
    close: (uri: string) => notify('textDocument/didClose', { textDocument: { uri } }),
    edit: (uri: string, range: Range, text: string) => change(uri, [{ range, text }]),
    replace: (uri: string, text: string) => change(uri, [{ text }]),
    write: (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    /** Changes the settings; who does not ask for them is sent them. */
    change: (changed: unknown) => {
      settings = changed ?? null;
      const sent = capabilities.workspace?.configuration ? null : { deployConfig: changed };
      notify('workspace/didChangeConfiguration', { settings: sent });
    },
    answer: (method: string, handle: (params: Record<string, unknown>) => unknown) => {
      connection.onRequest(method, handle);
    },
    /** Sends a message with this content, whatever it is. */
    send: (content: string) => stdin.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`),
    hover: (uri: string, position: Position) =>
      request<Hover | null>('textDocument/hover', { textDocument: { uri }, position }),
    complete: (uri: string, position: Position, triggerCharacter?: string) =>
      request<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position,
        context: triggerCharacter ? { triggerKind: 2, triggerCharacter } : { triggerKind: 1 },
      }),
    pull: async (uri: string) =>
      (await request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items,
    actions: (uri: string, range: Range, only?: string[]) =>
      request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [], only },
      }),
    resolve: async (action: CodeAction | undefined) => {
      assert.ok(action);
      return action.edit ? action : request<CodeAction>('codeAction/resolve', action);
    },
    textAfter: (uri: string, { edit }: CodeAction) => {
      const [change] = edit?.documentChanges ?? [];
      const edits = change && 'edits' in change ? change.edits : edit?.changes?.[uri];
      return TextDocument.applyEdits(documentAt(uri), (edits ?? assert.fail('no edit')) as TextEdit[]);
    },
    nextPublished: (uri: string) =>
      until(() => {
        const index = published.findIndex((params) => params.uri === uri);
        return index < 0 ? undefined : published.splice(0, index + 1).at(-1);
      }),
    nextRefresh: () => {
      const before = refreshes;
      return until(() => (refreshes > before ? true : undefined));
    },
  };
}
