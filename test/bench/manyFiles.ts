/** A configuration of thousands of files: how long until all are read, and what a change of one of them costs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { DeploymentFiles } from '../../server/deploymentFiles.ts';
import { disk } from '../../server/disk.ts';
import { Files } from '../../server/environment.ts';
import { problems } from '../../server/features/problems.ts';
import { nginx } from '../../server/languages/nginx/index.ts';
import { defaultOptions } from '../../server/options.ts';
import { Workspace } from '../../server/project.ts';
import type { File } from '../../server/types.ts';

/** Milliseconds. */
export interface ManyFiles {
  /** Reading and parsing all of them, and who includes whom. */
  index: number;
  /** The verdict on the main file, which looks at the whole. */
  judge: number;
  /** From a keystroke in one of them to its new verdict. */
  keystrokes: number[];
  /** The same where the file includes others. */
  renewed: number[];
}

const main = 'events {\n}\nhttp {\n    include sites-enabled/*.conf;\n}\n';

function site(number: number): string {
  return `upstream app${number} {
    server 127.0.0.1:${2000 + number};
    keepalive 8;
}
server {
    listen 80;
    server_name site${number}.example www.site${number}.example;
    location / {
        include snippets/proxy.conf;
        proxy_pass http://app${number};
    }
    location /static/ {
        alias /srv/site${number}/static/;
        expires 30d;
    }
}
`;
}

export async function manyFiles(count: number): Promise<ManyFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-files-'));
  try {
    mkdirSync(join(folder, 'sites-enabled'));
    mkdirSync(join(folder, 'snippets'));
    writeFileSync(join(folder, 'nginx.conf'), main);
    writeFileSync(join(folder, 'snippets/proxy.conf'), 'proxy_set_header Host $host;\nproxy_http_version 1.1;\n');
    for (let number = 0; number < count; number++)
      writeFileSync(join(folder, `sites-enabled/site${number}.conf`), site(number));
    return await measured(folder, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measured(folder: string, count: number): Promise<ManyFiles> {
  const workspace = new Workspace(new Files(disk), { seeks: true });
  workspace.folders = [URI.file(folder).toString()];
  const project = workspace.view(defaultOptions);
  const open = async (name: string, text: string): Promise<File> => {
    const file = { uri: URI.file(join(folder, name)).toString(), text, tree: nginx.parse(text), language: nginx };
    workspace.open(file);
    await workspace.load(file);
    return workspace.placed(file);
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const index = await timed(async () => {
    await new DeploymentFiles(disk, workspace).read(workspace.folders, async () => undefined);
    await open('nginx.conf', main);
  });
  const judge = await timed(async () => problems(await open('nginx.conf', main), project, {}));
  const middle = `sites-enabled/site${count >> 1}.conf`;
  let text = site(count >> 1);
  await open(middle, text);
  const keystrokes: number[] = [];
  const renewed: number[] = [];
  for (let run = 0; run < 10; run++) {
    text = text.replace('keepalive 8', 'keepalive 88');
    keystrokes.push(await timed(async () => problems(await open(middle, text), project, {})));
    const other = URI.file(join(folder, `sites-enabled/site${run}.conf`)).toString();
    renewed.push(
      await timed(async () => {
        await workspace.renew(other, false);
        problems(await open(middle, text), project, {});
      }),
    );
  }
  return { index, judge, keystrokes, renewed };
}
