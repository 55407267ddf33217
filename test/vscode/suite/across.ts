/** What leads from one file to another: includes of nginx, and a proxy and the application behind it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actions, apply, find, hover, openFiles, problem, problems, textOnDisk, withSetting } from './editor.ts';
import { test, until } from './harness.ts';

const included = {
  'nginx/nginx.conf': 'events {\n}\nhttp {\n    include upstreams.conf;\n    include site.conf;\n}\n',
  'nginx/upstreams.conf': '# deploy-config-context: http\nupstream shop {\n    server 127.0.0.1:8123;\n}\n',
  'nginx/site.conf':
    'server {\n    listen 8080;\n    location / {\n        try_files $uri @shop;\n    }\n    include named.conf;\n}\n',
  'nginx/named.conf':
    'location @shop {\n    proxy_pass http://shop;\n}\nlocation /again {\n    proxy_pass http://shop;\n}\n',
};

async function definition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location> {
  return until('a definition', async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    const [first] = found;
    if (first === undefined) return undefined;
    return 'targetUri' in first ? new vscode.Location(first.targetUri, first.targetRange) : first;
  });
}

test('renaming an upstream changes the three files that name it', async () => {
  const files = await openFiles({
    ...included,
    'nginx/site.conf': included['nginx/site.conf'].replace(
      '    include',
      '    location /b { proxy_pass http://shop; }\n    include',
    ),
  });
  const upstreams = files['nginx/upstreams.conf'];
  const edit = await until('an edit', async () => {
    const made = await vscode.commands
      .executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        upstreams.uri,
        find(upstreams, 'shop').start,
        'store',
      )
      .then(undefined, () => undefined);
    return made?.size === 3 ? made : undefined;
  });
  assert.ok(await vscode.workspace.applyEdit(edit));
  for (const name of ['nginx/upstreams.conf', 'nginx/site.conf', 'nginx/named.conf'] as const) {
    const text = files[name].getText();
    assert.match(text, /store/, name);
    assert.doesNotMatch(text, /http:\/\/shop|upstream shop/, name);
  }
});

test("an included file's named location is gone to", async () => {
  const files = await openFiles(included);
  const site = files['nginx/site.conf'];
  const { uri, range } = await definition(site, find(site, '@shop').start.translate(0, 2));
  assert.equal(uri.toString(), files['nginx/named.conf'].uri.toString());
  assert.equal(range.start.line, 0);
});

test('saving formats where the user wants it', () =>
  withSetting('editor.formatOnSave', true, async () => {
    const { 'nginx/nginx.conf': document } = await openFiles({
      'nginx/nginx.conf': 'events {}\nhttp {\n gzip   on;\n}\n',
    });
    await until('the formatter', async () => {
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
        { tabSize: 4, insertSpaces: true },
      );
      return edits?.length;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 0), '  ');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.match(await textOnDisk(document), /^http \{\n {4}gzip on;\n\}$/m);
  }));

test("a security rule's fix", async () => {
  const { 'nginx/site.conf': document } = await openFiles({
    'nginx/site.conf': 'server {\n    location /static {\n        alias /srv/static/;\n    }\n}\n',
  });
  const found = await problem(document, 'alias-traversal');
  await apply(await actions(document, found.range, /End the location/));
  assert.match(document.getText(), /location \/static\/ \{/);
});

/** A proxy and an application whose sockets differ by a letter; each test has names of its own, for the workspace holds all of them. */
const apart = (name: string) => ({
  'nginx/site.conf': `server {\n    location / {\n        proxy_pass http://unix:/run/${name}.sock;\n    }\n}\n`,
  'supervisor/app.conf': `[program:${name}]\ncommand=/srv/venv/bin/gunicorn -c gunicorn.conf.py ${name}:app\n`,
  'gunicorn.conf.py': `bind = "unix:/run/${name}s.sock"\n`,
});

test('a socket that nobody binds is told, and mended on the side of the proxy', async () => {
  const files = await openFiles(apart('corner'));
  const site = files['nginx/site.conf'];
  const found = await problem(site, 'unbound-address');
  assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
  await apply(await actions(site, found.range, /corners\.sock/));
  assert.match(site.getText(), /http:\/\/unix:\/run\/corners\.sock/);
  await until('no problem left', () => problems(site, 'unbound-address').length === 0);

  const at = find(site, 'corners.sock').start;
  await hover(site, at, /gunicorn\.conf\.py/);
  const { uri } = await definition(site, at);
  assert.equal(uri.toString(), files['gunicorn.conf.py'].uri.toString());
});

test('the same is mended on the side of the application', async () => {
  const files = await openFiles(apart('harbour'));
  const site = files['nginx/site.conf'];
  const settings = files['gunicorn.conf.py'];
  const found = await problem(site, 'unbound-address');
  await apply(await actions(site, found.range, /harbour\.sock.*gunicorn\.conf\.py|gunicorn\.conf\.py.*harbour\.sock/));
  await until('the other file is changed', () => settings.getText() === 'bind = "unix:/run/harbour.sock"\n');
  await until('no problem left', () => problems(site, 'unbound-address').length === 0);
});
