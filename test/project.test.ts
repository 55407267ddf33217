import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { URI } from 'vscode-uri';
import { DeploymentFiles } from '../server/deploymentFiles.ts';
import { disk } from '../server/disk.ts';
import { type Environment, Files } from '../server/environment.ts';
import { languageById } from '../server/languages/index.ts';
import { Workspace } from '../server/project.ts';
import { fileOf, includes, siteOf } from './site.ts';

const nginx = languageById('nginx') ?? assert.fail('no nginx');

test('a relative include starts at the main file’s folder, and at its own where that leads nowhere', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'http { include mime.types; include conf.d/*.conf; }',
    'mime.types': 'types { }',
    'conf.d/b.conf': 'include snippets/tls.conf;',
    'conf.d/a.conf': 'include beside.conf;',
    'conf.d/beside.conf': '# its folder',
    'snippets/tls.conf': '# the main folder',
  });
  const main = await site.open('nginx.conf');
  assert.deepEqual(site.included(main), [['mime.types'], ['conf.d/a.conf', 'conf.d/b.conf', 'conf.d/beside.conf']]);
  const [, parts] = includes(main).map((statement) => site.workspace.included(main, statement));
  assert.deepEqual(parts?.map(site.included), [[['conf.d/beside.conf']], [['snippets/tls.conf']], []]);
});

test('a file that is not there is unknown, a pattern without files is empty', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'include missing.conf; include none/*.conf; include "$dir/x"; include;' });
  assert.deepEqual(site.included(await site.open('nginx.conf')), [undefined, [], undefined]);
});

test('an absolute path of nginx’s own leads into the project', async (t) => {
  const site = siteOf(t, {
    'deploy/nginx/nginx.conf': 'http { include /etc/nginx/conf.d/*.conf; include /usr/local/nginx/conf/mime.types; }',
    'deploy/nginx/mime.types': 'types { }',
    'deploy/nginx/conf.d/app.conf': 'include /etc/nginx/snippets/proxy.conf;',
    'deploy/nginx/snippets/proxy.conf': '',
  });
  const main = await site.open('deploy/nginx/nginx.conf');
  assert.deepEqual(site.included(main), [['deploy/nginx/conf.d/app.conf'], ['deploy/nginx/mime.types']]);
  assert.deepEqual(site.included(await site.open('deploy/nginx/conf.d/app.conf')), [
    ['deploy/nginx/snippets/proxy.conf'],
  ]);
});

test('an absolute path that exists is taken', async (t) => {
  const site = siteOf(t, { 'elsewhere/x.conf': '' });
  const main = site.add('nginx.conf', `include ${join(site.folder, 'elsewhere')}/*.conf;`);
  await site.workspace.load(main);
  assert.deepEqual(site.included(main), [['elsewhere/x.conf']]);
});

test('what could be enabled stands for what is enabled where nothing is', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'http { include /etc/nginx/sites-enabled/*; }',
    'sites-available/app': 'server { }',
  });
  const main = await site.open('nginx.conf');
  assert.deepEqual(site.included(main), [['sites-available/app']]);
});

test('the file behind a link in sites-enabled is included too', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'http { include sites-enabled/*; }', 'sites-available/app': 'server { }' });
  mkdirSync(join(site.folder, 'sites-enabled'));
  symlinkSync('../sites-available/app', join(site.folder, 'sites-enabled/app'));
  symlinkSync('../sites-available/gone', join(site.folder, 'sites-enabled/gone'));
  const app = await site.open('sites-available/app');
  assert.deepEqual(
    site.workspace.includers(app).map(({ file }) => site.nameOf(file)),
    ['nginx.conf'],
  );
});

test('the files that include a fragment are found above it', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'http { include conf.d/*.conf; }',
    'nginx.dev.conf': 'http { include conf.d/*.conf; }',
    'other.conf': 'http { include conf.d/*.conf; }',
    'conf.d/app.conf': 'server { include proxy_params; }',
    proxy_params: 'proxy_set_header Host $host;',
  });
  const fragment = await site.open('conf.d/app.conf');
  assert.deepEqual(
    site.workspace.includers(fragment).map(({ file }) => site.nameOf(file)),
    ['nginx.conf', 'nginx.dev.conf'],
  );
  assert.deepEqual(site.included(fragment), [['proxy_params']]);
});

test('a fragment is read in the context that all its includers agree on', async (t) => {
  const site = siteOf(t, {
    'nginx.conf':
      'http { server { location / { include proxy.conf; include both.conf; } include both.conf; include said.conf; } }',
    'proxy.conf': 'include deeper.conf;',
    'deeper.conf': 'proxy_buffering off;',
    'both.conf': 'add_header X-Y z;',
    'said.conf': '# deploy-config-context: http',
  });
  const contextAt = async (name: string) => site.workspace.placed(await site.open(name)).context;
  assert.equal(await contextAt('deeper.conf'), 'location');
  assert.equal(await contextAt('proxy.conf'), 'location');
  assert.equal(await contextAt('both.conf'), undefined);
  assert.equal(await contextAt('said.conf'), undefined);
  assert.equal(await contextAt('nginx.conf'), undefined);
  const main = await site.open('nginx.conf');
  const [proxy] = includes(main).map((statement) => site.workspace.included(main, statement)?.[0]);
  assert.equal(proxy?.context, 'location');
  assert.equal(site.workspace.placed(proxy ?? main), proxy);
});

test('a version of a file that is only thought of includes what the real one does', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'include a.conf;', 'a.conf': '' });
  const main = await site.open('nginx.conf');
  assert.deepEqual(site.included({ ...main, tree: nginx.parse('gzip on; include a.conf; include nginx.conf;') }), [
    ['a.conf'],
    undefined,
  ]);
});

test('the command line’s files do not look around', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'http { include conf.d/*.conf; }', 'conf.d/app.conf': 'server { }' }, false);
  assert.deepEqual(site.workspace.includers(await site.open('conf.d/app.conf')), []);
});

test('files that include each other do not go round in circles', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'include a.conf; include *.conf;',
    'a.conf': 'include b.conf;',
    'b.conf': 'include a.conf; include c.conf;',
    'c.conf': 'gzip on;',
  });
  const main = await site.open('nginx.conf');
  assert.deepEqual(site.included(main), [['a.conf'], ['a.conf', 'b.conf', 'c.conf']]);
  const [[a] = []] = includes(main).map((statement) => site.workspace.included(main, statement));
  const b = await site.open('b.conf');
  assert.deepEqual(site.included(a ?? assert.fail()), [undefined]);
  assert.deepEqual(site.included(b), [undefined, ['c.conf']]);
});

test('what is open wins over the disk until it is closed', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'http { include a.conf; }', 'a.conf': 'gzip on;' });
  const main = await site.open('nginx.conf');
  const text = () => site.workspace.included(main, includes(main)[0] ?? assert.fail())?.[0]?.text;
  assert.equal(text(), 'gzip on;');
  const changed = site.add('a.conf', 'gzip off;');
  assert.equal(text(), 'gzip off;');
  assert.deepEqual(site.workspace.related(changed).map(site.nameOf), ['nginx.conf']);
  assert.deepEqual(site.workspace.related(main).map(site.nameOf), ['a.conf']);
  site.workspace.close(changed.uri);
  await site.workspace.load(main);
  assert.equal(text(), 'gzip on;');
});

test('files that come and change are seen after they were forgotten', async (t) => {
  const site = siteOf(t, { 'nginx.conf': 'http { include conf.d/*; }', 'conf.d/a': 'gzip on;' });
  const main = await site.open('nginx.conf');
  const { version } = site.workspace;
  assert.equal(site.workspace.version, version);
  writeFileSync(join(site.folder, 'conf.d/a'), 'gzip off;');
  site.workspace.forget(URI.file(join(site.folder, 'conf.d/a')).toString());
  await site.workspace.load(main);
  assert.notEqual(site.workspace.version, version);
  assert.equal(site.workspace.included(main, includes(main)[0] ?? assert.fail())?.[0]?.text, 'gzip off;');
  writeFileSync(join(site.folder, 'conf.d/b'), '');
  site.workspace.forget(undefined);
  await site.workspace.load(main);
  assert.deepEqual(site.included(main), [['conf.d/a', 'conf.d/b']]);
});

test('the deployment files of the folders are read, and those of tools are not', async (t) => {
  const site = siteOf(t, {
    'deploy/nginx.conf': 'http { include ../sites/*.conf; }',
    'sites/app.conf': 'server { }',
    'supervisor/conf.d/app.conf': '[program:app]\ncommand=true\n',
    'node_modules/x/nginx.conf': '',
    '.git/nginx.conf': '',
    'README.md': '',
  });
  const { workspace } = site;
  const steps: string[] = [];
  await new DeploymentFiles(disk, workspace).read(workspace.folders, async (done, all) => {
    steps.push(`${done} of ${all}`);
  });
  assert.deepEqual(steps, ['0 of 2']);
  assert.deepEqual(workspace.files().map(site.nameOf).sort(), ['deploy/nginx.conf', 'supervisor/conf.d/app.conf']);
  const fragment = await site.open('sites/app.conf');
  assert.deepEqual(
    workspace.includers(fragment).map(({ file }) => site.nameOf(file)),
    ['deploy/nginx.conf'],
  );
});

test('a file is read once, however many include it, and never outside of the folders given', async () => {
  const asked: string[] = [];
  const environment: Environment = {
    async read(uri) {
      asked.push(uri);
      return uri.endsWith('proxy_params') ? 'proxy_buffering on;' : undefined;
    },
    async find(base, glob) {
      asked.push(`${base} ${glob}`);
      return base === 'vscode-vfs://github/x/repo' && glob === 'proxy_params' ? [`${base}/${glob}`] : [];
    },
  };
  const workspace = new Workspace(new Files(environment), { seeks: true });
  workspace.folders = ['vscode-vfs://github/x/repo'];
  for (const name of ['nginx.conf', 'b/nginx.conf', 'c/nginx.conf']) {
    const file = fileOf(`vscode-vfs://github/x/repo/${name}`, 'http { include proxy_params; include //host/share/*; }');
    workspace.open(file);
    await workspace.load(file);
    assert.equal(workspace.included(file, includes(file)[0] ?? assert.fail())?.length, 1, name);
  }
  assert.deepEqual(asked, [
    'vscode-vfs://github/x/repo proxy_params',
    'vscode-vfs://github/x/repo/proxy_params',
    'vscode-vfs://github/x/repo/b proxy_params',
    'vscode-vfs://github/x/repo/c proxy_params',
  ]);
});

test('an environment that fails is as good as an empty one', async () => {
  const environment: Environment = { read: () => Promise.reject(new Error()), find: () => Promise.reject(new Error()) };
  const workspace = new Workspace(new Files(environment), { seeks: true });
  for (const uri of ['untitled:Untitled-1', 'file:///nginx.conf', 'x:', 'file:///a/b/c/d/e/f/g/h.conf']) {
    const file = fileOf(uri, 'server { include a; include /etc/nginx/b/*; }');
    workspace.open(file);
    await workspace.load(file);
    assert.equal(workspace.included(file, includes(file)[0] ?? assert.fail()), undefined);
    assert.deepEqual(workspace.includers(file), []);
  }
});

test('supervisor’s files belong together by [include], each pattern for itself', async (t) => {
  const site = siteOf(t, {
    'supervisor/supervisord.conf':
      '[supervisord]\n[include]\nfiles = /etc/supervisor/conf.d/*.conf ; more\n  %(here)s/extra.ini none/*.conf\n',
    'supervisor/conf.d/app.conf': '[program:app]\ncommand=/srv/app\n',
    'supervisor/conf.d/web.conf': '[program:web]\ncommand=/srv/web\n',
    'supervisor/extra.ini': '[group:all]\nprograms=app,web\n',
  });
  const web = await site.open('supervisor/conf.d/web.conf');
  assert.deepEqual(site.workspace.together(web).map(site.nameOf).sort(), [
    'supervisor/conf.d/app.conf',
    'supervisor/conf.d/web.conf',
    'supervisor/extra.ini',
    'supervisor/supervisord.conf',
  ]);
  assert.deepEqual(
    site.workspace.includers(web).map(({ file, statement }) => [site.nameOf(file), statement.args[0]?.text]),
    [['supervisor/supervisord.conf', '/etc/supervisor/conf.d/*.conf']],
  );
});

test('patterns are glob(3)’s', async (t) => {
  const { folder } = siteOf(t, { 'a1/x': '', 'a2/x': '', 'a2/.x': '', 'b/x': '', 'a[1]/x': '', 'é/x': '' });
  const base = URI.file(folder).toString();
  const find = async (glob: string) =>
    (await disk.find(base, glob)).map((uri) => URI.parse(uri).fsPath.slice(folder.length + 1));
  assert.deepEqual(await find('a?/x'), ['a1/x', 'a2/x']);
  assert.deepEqual(await find('a[!1]/*'), ['a2/x']);
  assert.deepEqual(await find('a[12]/.?'), ['a2/.x']);
  assert.deepEqual(await find('*/x'), ['a1/x', 'a2/x', 'a[1]/x', 'b/x', 'é/x']);
  assert.deepEqual(await find(`${folder}/b/../b//*`), ['b/x']);
  assert.deepEqual(await find('[é]/x'), ['é/x']);
  for (const none of ['b', '*', 'c/*', 'a1/x/y', '[', '[]', '']) assert.deepEqual(await find(none), [], none);
});

test('nothing but files of a sensible size is read', async (t) => {
  const { folder } = siteOf(t, { 'a.conf': '\uFEFFgzip on;', large: 'x'.repeat(16_000_001) });
  const read = (path: string) => disk.read(URI.file(path).toString()).catch(() => undefined);
  assert.equal(await read(join(folder, 'a.conf')), '\uFEFFgzip on;');
  writeFileSync(join(folder, 'latin'), Buffer.from('# caf\xE9 gzip', 'latin1'));
  assert.equal(await read(join(folder, 'latin')), '# café gzip');
  for (const none of [folder, join(folder, 'none'), join(folder, 'large'), '/dev/zero'])
    assert.equal(await read(none), undefined, none);
});

test('a keystroke in a file, or a change of one on the disk, leaves the graph as it is where the includes stay the same', async (t) => {
  const site = siteOf(t, {
    'nginx.conf': 'events { }\nhttp { include sites/*; }',
    'sites/a': 'server { location / { include proxy; } }',
    'sites/b': 'server { include proxy; }',
    proxy: 'include inner;',
    inner: 'proxy_buffering on;',
  });
  const main = await site.open('nginx.conf');
  const contextOf = (name: string) =>
    site.workspace.files().find((file) => site.nameOf(file) === name)?.context ?? assert.fail(name);
  const placementsOf = (name: string) => {
    const file = site.workspace.files().find((other) => site.nameOf(other) === name) ?? assert.fail(name);
    const places = site.workspace.placements(file);
    return places.map(({ file: { context }, from }) => `${context} ${site.nameOf(from.file)} ${from.statement.start}`);
  };
  assert.equal(contextOf('sites/a'), 'http');
  assert.deepEqual(placementsOf('proxy'), ['location sites/a 22', 'server sites/b 9']);
  assert.deepEqual(placementsOf('inner'), ['location proxy 0', 'server proxy 0']);
  // The same includes, further down.
  const a = site.add('sites/a', 'server {\n\n location / { include proxy; } }');
  assert.deepEqual(placementsOf('proxy'), ['location sites/a 24', 'server sites/b 9']);
  assert.deepEqual(
    site.workspace.includers(site.add('proxy', 'include inner; # the same')).map(({ file }) => file.text),
    [a.text, 'server { include proxy; }'],
  );
  assert.deepEqual(site.included(a), [['proxy']]);
  // Another context.
  site.add('sites/a', 'server { include proxy; }');
  assert.deepEqual(placementsOf('proxy'), []);
  assert.equal(contextOf('proxy'), 'server');
  // On the disk: the same includes, others, none.
  const b = URI.file(join(site.folder, 'sites/b')).toString();
  for (const [text, expected] of [
    ['server { gzip on; include proxy; }', []],
    ['server { location / { include proxy; } }', ['server sites/a 9', 'location sites/b 22']],
    ['server { }', []],
  ] as const) {
    writeFileSync(join(site.folder, 'sites/b'), text);
    void site.workspace.renew(b, false);
    await site.workspace.load(main);
    assert.deepEqual(placementsOf('proxy'), expected, text);
    assert.equal(site.workspace.together(main).find(({ uri }) => uri === b)?.text, text);
  }
});
