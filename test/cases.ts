import { readdirSync, readFileSync } from 'node:fs';
import type { LanguageId } from '../server/types.ts';

/** A picture in test/fixtures, which the real program judges as well where there is one. */
export interface Case {
  title: string;
  /** With what we find in it. */
  picture: string;
  /** The path of the file, where that matters. */
  name?: string;
  /** Why the program's verdict is another one. */
  differs?: string;
}

/** The cases of a language: `=== title [path] (differs: why)` and the picture below. */
export function casesOf(language: LanguageId): Case[] {
  const folder = `test/fixtures/${language}`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return names.flatMap((name) =>
    readFileSync(`${folder}/${name}`, 'utf8')
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const [head = '', ...lines] = part.split('\n');
        const [, title = '', name, differs] = /^(.*?)(?: \[([\w./-]+)\])?(?: \(differs: (.*)\))?$/.exec(head) ?? [];
        const around = { ...(name !== undefined && { name }), ...(differs !== undefined && { differs }) };
        return { title, picture: lines.join('\n'), ...around };
      }),
  );
}
