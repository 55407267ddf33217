import { readdirSync, readFileSync } from 'node:fs';
import type { LanguageId } from '../server/types.ts';

/** A picture in test/fixtures, which the real program judges as well where there is one. */
export interface Case {
  title: string;
  /** With what we find in it. */
  picture: string;
  /** Why the program's verdict is another one. */
  differs?: string;
}

/** The cases of a language: `=== title (differs: why)` and the picture below. */
export function casesOf(language: LanguageId): Case[] {
  const folder = `test/fixtures/${language}`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return names.flatMap((name) =>
    readFileSync(`${folder}/${name}`, 'utf8')
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const [head = '', ...lines] = part.split('\n');
        const [, title = '', differs] = /^(.*?)(?: \(differs: (.*)\))?$/.exec(head) ?? [];
        return { title, picture: lines.join('\n'), ...(differs !== undefined && { differs }) };
      }),
  );
}
