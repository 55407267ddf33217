/**
 * Random edits in the files of a folder, as an editor brings them: after any number of them the answer is that of a folder which is opened
 * with the last texts. `DEPLOY_CONFIG_EDITS=1000000` makes a long run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Files } from '../server/environment.ts';
import { complete } from '../server/features/completion.ts';
import { hover } from '../server/features/hover.ts';
import { problems } from '../server/features/problems.ts';
import { languageIdByPath } from '../server/languages/detection.ts';
import { languageById } from '../server/languages/index.ts';
import { defaultOptions } from '../server/options.ts';
import { Workspace } from '../server/project.ts';
import type { File } from '../server/types.ts';
import { pieces } from './arbitraries.ts';

const amount = Number(process.env.DEPLOY_CONFIG_EDITS ?? 600);
const seed = Number(process.env.DEPLOY_CONFIG_SEED ?? (amount > 600 ? Date.now() % 1_000_000 : 7));
/** So many edits between two looks at everything. */
const step = 40;
/** Texts that have grown so long start again. */
const longest = 4000;

const folder = 'file:///site/';
const texts: Readonly<Record<string, string>> = {
  'nginx/nginx.conf': 'events {\n}\nhttp {\n    include conf.d/*.conf;\n    log_format short "$host $near";\n}\n',
  'nginx/conf.d/app.conf':
    'upstream app {\n    server 127.0.0.1:8000;\n    zone app 64k;\n}\nserver {\n    listen 8080 default_server;\n    location / {\n        proxy_pass http://app;\n        include snippets/proxy.conf;\n    }\n}\n',
  'nginx/conf.d/limits.conf':
    'geo $near {\n    default 0;\n}\nlimit_req_zone $host zone=one:1m rate=1r/s;\nserver {\n    listen 8080;\n    limit_req zone=one;\n    access_log a.log short;\n}\n',
  'nginx/snippets/proxy.conf': 'proxy_set_header Host $host;\nproxy_set_header X-Forwarded-For $remote_addr;\n',
  'supervisor/conf.d/app.conf': '[program:web]\ncommand = gunicorn -b 127.0.0.1:8000 app:app\nautostart = true\n',
  Procfile: 'web: gunicorn -w 4 -b :8000 app:app\n',
  'gunicorn.conf.py': 'bind = "127.0.0.1:8000"\nworkers = 2\n',
  'systemd/system/gunicorn.service': '[Service]\nExecStart=/srv/bin/gunicorn -b unix:/run/app.sock app:app\n',
  'sv/web/run': '#!/bin/sh\nexec 2>&1\nexec gunicorn app:app\n',
  'etc/init/web.conf': 'start on runlevel [2345]\nexec gunicorn app:app\n',
};
const names = Object.keys(texts);

/** What is open wins, so the disk has nothing to say but which files there are. */
const environment = {
  read: (uri: string): Promise<string | undefined> => Promise.resolve(texts[uri.slice(folder.length)]),
  find: (base: string, glob: string): Promise<string[]> => {
    const path = `${base.replace(/\/?$/, '/')}${glob}`.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
    return Promise.resolve(names.map((name) => folder + name).filter((uri) => new RegExp(`^${path}$`).test(uri)));
  },
};

interface Edit {
  name: string;
  place: number;
  length: number;
  piece: string;
}

const edits: fc.Arbitrary<Edit> = fc.constantFrom(...names).chain((name) =>
  fc.record({
    name: fc.constant(name),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(12)),
    piece: fc.oneof({ weight: 3, arbitrary: pieces(languageOf(name).id) }, fc.constant('')),
  }),
);

test('after any edits the answer is that of the last texts', async () => {
  const now: Record<string, string> = { ...texts };
  const workspace = await opened(now);
  for (let done = 0; done < amount; done += step) {
    for (const { name, place, length, piece } of fc.sample(edits, { numRuns: step, seed: seed + done })) {
      const before = now[name] ?? '';
      const start = Math.floor(place * before.length);
      const text = before.slice(0, start) + piece + before.slice(start + length);
      now[name] = text.length > longest ? (texts[name] ?? '') : text;
      const file = fileOf(name, now[name] ?? '');
      workspace.open(file);
      await workspace.load(file);
      const placed = workspace.placed(file);
      const view = workspace.view(defaultOptions);
      problems(placed, view, {});
      const offset = Math.min(start + piece.length, file.text.length);
      complete(placed, view, offset, 'en');
      hover(placed, view, offset, 'both');
    }
    const fresh = await opened(now);
    for (const name of names)
      assert.deepEqual(
        said(workspace, name),
        said(fresh, name),
        `DEPLOY_CONFIG_SEED=${seed}, ${done + step} edits: ${name}\n${JSON.stringify(now, undefined, 1)}`,
      );
  }
});

async function opened(now: Readonly<Record<string, string>>): Promise<Workspace> {
  const workspace = new Workspace(new Files(environment), { seeks: true });
  workspace.folders = [folder.slice(0, -1)];
  for (const name of names) workspace.open(fileOf(name, now[name] ?? ''));
  for (const file of workspace.files()) await workspace.load(file);
  return workspace;
}

function languageOf(name: string) {
  return languageById(languageIdByPath(`/site/${name}`) ?? '') ?? assert.fail(name);
}

function fileOf(name: string, text: string): File {
  const language = languageOf(name);
  return { uri: folder + name, text, tree: language.parse(text), language };
}

/** Everything that is found in a file, in words. */
function said(workspace: Workspace, name: string): string[] {
  const file = workspace.files().find(({ uri }) => uri === folder + name) ?? assert.fail(name);
  return problems(workspace.placed(file), workspace.view(defaultOptions), {}).map(
    ({ rule, start, end, severity, message }) => `${start}–${end} ${rule} (${severity}): ${message}`,
  );
}
