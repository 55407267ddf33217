/** Files in a real folder, as the language server and the command line see them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { URI } from 'vscode-uri';
import { disk } from '../server/disk.ts';
import { Files } from '../server/environment.ts';
import { languageById } from '../server/languages/index.ts';
import { Workspace } from '../server/project.ts';
import type { File, Statement } from '../server/types.ts';

const nginx = languageById('nginx') ?? assert.fail('no nginx');
const supervisor = languageById('supervisor') ?? assert.fail('no supervisor');

/** A folder with these files, opened as an editor would. */
export function siteOf(t: TestContext, texts: Record<string, string>, seeks = true) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-config-')));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const workspace = new Workspace(new Files(disk), { seeks });
  workspace.folders = [URI.file(folder).toString()];
  const nameOf = ({ uri }: File) => URI.parse(uri).fsPath.slice(folder.length + 1);
  const add = (name: string, text: string) => {
    const file = fileOf(URI.file(join(folder, name)).toString(), text);
    workspace.open(file);
    return file;
  };
  const open = async (name: string) => {
    const file = add(name, texts[name] ?? assert.fail(name));
    await workspace.load(file);
    return file;
  };
  const included = (file: File) => includes(file).map((statement) => workspace.included(file, statement)?.map(nameOf));
  return { folder, workspace, nameOf, add, open, included };
}

export function fileOf(uri: string, text: string): File {
  const language = uri.includes('/supervisor/') ? supervisor : nginx;
  return { uri, text, tree: language.parse(text), language };
}

/** The include statements of a file in their order. */
export function includes({ tree }: File): Statement[] {
  const within = (statements: readonly Statement[]): Statement[] =>
    statements.flatMap((statement) =>
      statement.name.text === 'include' && statement.args.length > 0 ? statement : within(statement.body ?? []),
    );
  return within(tree.statements);
}
