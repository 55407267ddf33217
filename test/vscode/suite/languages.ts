import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open, openNew, withSetting } from './editor.ts';
import { pause, test, until } from './harness.ts';

const languages = {
  'nginx/nginx.conf': 'nginx',
  'nginx/sites-available/app': 'nginx',
  Procfile: 'procfile',
  'supervisor/conf.d/app.conf': 'supervisor',
  'etc/init/app.conf': 'upstart',
  'gaffer.ini': 'gaffer',
  'gunicorn.conf.py': 'python',
  'service/app/run': 'shellscript',
};

for (const [path, language] of Object.entries(languages)) {
  test(`${path} is ${language}`, async () => {
    assert.equal((await open(path)).languageId, language);
  });
}

const proxy = 'server {\n    listen 8080;\n    location / {\n        proxy_pass http://127.0.0.1:8000;\n    }\n}\n';

test('a .conf that is plainly nginx is switched when detection is automatic', () =>
  withSetting('deployConfig.languageDetection', 'auto', async () => {
    const { document } = await openNew('proxy.conf', proxy);
    const now = () => vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === document.uri.toString());
    await until('the language nginx', () => now()?.languageId === 'nginx');
  }));

test('it stays what VS Code took it for when detection is off', () =>
  withSetting('deployConfig.languageDetection', 'off', async () => {
    const { document } = await openNew('proxy.conf', proxy);
    await pause(1000);
    assert.equal(document.languageId, 'properties');
  }));

/** One snippet a language, by its prefix; who reads the file's text decides for the languages that are not ours. */
const snippets = {
  'nginx.conf': 'nginx-gunicorn',
  Procfile: 'web',
  'supervisord.conf': 'program-gunicorn',
  'upstart.conf': 'gunicorn-job',
  'gaffer.ini': 'gaffer-gunicorn',
  'run.sh': 'runit-run',
  'gunicorn.conf.py': 'gunicorn-conf',
  'gunicorn.service': 'gunicorn-service',
};

for (const [name, prefix] of Object.entries(snippets)) {
  test(`the snippet ${prefix} is offered in ${name}`, async () => {
    const items = await complete(await openNew(name, '<|>'), prefix);
    const kinds = items.flatMap(({ label, kind }) =>
      (typeof label === 'string' ? label : label.label) === prefix ? kind : [],
    );
    assert.ok(kinds.includes(vscode.CompletionItemKind.Snippet));
  });
}
