/** Where files come from, and what has been asked of it: an Environment is handed in by the edge. */
import { URI } from 'vscode-uri';
import type { File, Language } from './types.ts';

/** This machine's disk, or the editor. */
export interface Environment {
  /** The text of a file; undefined when there is none or it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** The files that a pattern means, as glob(3) reads it: relative to the folder `base` or absolute, in alphabetical order. */
  find(base: string, glob: string): Promise<readonly string[]>;
  /** Every file below a folder, without what tools have put there; absent where nobody can tell in a sensible time. */
  list?(folder: string): Promise<readonly string[]>;
}

/** A pattern in a folder. */
export interface Place {
  base: string;
  glob: string;
}

/** An answer on its way, and when it has come, the answer. */
interface Asked<Answer> {
  answer?: Answer;
  ready: Promise<Answer>;
}

const longestText = 4_000_000;

/** What the environment has answered, parsed, until it is forgotten. Several workspaces may share it. */
export class Files {
  /** Another number after each change. */
  version = 0;
  readonly #environment: Environment;
  readonly #read = new Map<string, Asked<File | undefined>>();
  readonly #found = new Map<string, Asked<readonly string[] | undefined>>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  read(uri: string, language: Language): Promise<File | undefined> {
    return this.#ask(this.#read, uri, async () => {
      const text = await this.#environment.read(uri);
      if (text === undefined || text.length > longestText) return undefined;
      return { uri, text, tree: language.parse(text), language };
    });
  }

  /** Reads a file again that has changed; until its new text is here the old one stays. */
  async renew(uri: string, language: Language): Promise<File | undefined> {
    const before = this.#read.get(uri);
    this.#read.delete(uri);
    const ready = this.read(uri, language);
    const entry = this.#read.get(uri);
    if (entry && before?.answer) entry.answer = before.answer;
    return ready;
  }

  /** The addresses of what has been read. */
  keys(): Iterable<string> {
    return this.#read.keys();
  }

  /** What has been read already. */
  peek(uri: string): File | undefined {
    return this.#read.get(uri)?.answer;
  }

  async find({ base, glob }: Place): Promise<readonly string[]> {
    const found = await this.#ask(this.#found, `${base}\n${glob}`, async () =>
      (await this.#environment.find(base, glob)).map(keyOf),
    );
    return found ?? [];
  }

  /** What has been found already; undefined when nobody has looked, or looking has failed. */
  peekFound({ base, glob }: Place): readonly string[] | undefined {
    return this.#found.get(`${base}\n${glob}`)?.answer;
  }

  /** Forgets one file's text, or without an argument everything. */
  forget(uri?: string): void {
    this.version++;
    if (uri !== undefined) this.#read.delete(keyOf(uri));
    else {
      this.#read.clear();
      this.#found.clear();
    }
  }

  /** Forgets which files there are. */
  forgetFound(): void {
    this.version++;
    this.#found.clear();
  }

  #ask<Answer>(
    asked: Map<string, Asked<Answer | undefined>>,
    key: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const known = asked.get(key);
    if (known !== undefined) return known.ready;
    const entry: Asked<Answer | undefined> = {
      ready: ask()
        .catch(() => undefined)
        .then((answer) => {
          entry.answer = answer;
          this.version++;
          return answer;
        }),
    };
    asked.set(key, entry);
    return entry.ready;
  }
}

/** One spelling for each address: editors encode a drive's colon and non-Latin letters in their own ways. */
export function keyOf(uri: string): string {
  return URI.parse(uri).toString();
}
