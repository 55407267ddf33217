/** The deployment files of the editor's folders, read in the background: names lead to files that nobody has opened. */
import { URI } from 'vscode-uri';
import type { Environment } from './environment.ts';
import { languageIdByPath } from './languages/detection.ts';
import { languageById } from './languages/index.ts';
import type { Workspace } from './project.ts';
import type { Language } from './types.ts';

/** A workspace with more of them is no deployment, but a collection. */
const mostFiles = 10_000;
/** Read at one time, so that requests come in between. */
const together = 64;

export class DeploymentFiles {
  readonly #environment: Environment;
  readonly #workspace: Workspace;

  constructor(environment: Environment, workspace: Workspace) {
    this.#environment = environment;
    this.#workspace = workspace;
  }

  /** Reads all of them; `report` hears how many of how many have been read. */
  async read(folders: readonly string[], report: (done: number, all: number) => Promise<void>): Promise<void> {
    const listed = await Promise.all(folders.map(async (folder) => (await this.#environment.list?.(folder)) ?? []));
    const found = listed
      .flat()
      .flatMap((uri) => {
        const language = languageAt(uri);
        return language ? [{ uri, language }] : [];
      })
      .slice(0, mostFiles);
    for (let done = 0; done < found.length; done += together) {
      await report(done, found.length);
      await Promise.all(
        found.slice(done, done + together).map(({ uri, language }) => this.#workspace.take(uri, language)),
      );
    }
  }

  /** Reads one again that has changed or come. */
  async renew(uri: string): Promise<void> {
    const language = languageAt(uri);
    if (language && this.#environment.list) await this.#workspace.take(uri, language);
  }
}

function languageAt(uri: string): Language | undefined {
  const id = languageIdByPath(URI.parse(uri).path);
  return id === undefined ? undefined : languageById(id);
}
