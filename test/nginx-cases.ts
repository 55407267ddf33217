import { readdirSync, readFileSync } from 'node:fs';

/** A picture in test/fixtures/nginx, which nginx itself judges as well. */
export interface Case {
  title: string;
  context: string;
  /** With what we find in it. */
  picture: string;
  /** Why the nginx of Debian 12 is not asked: the newest one is meant. */
  differs?: string;
}

const folder = 'test/fixtures/nginx';

/** The cases of every file: `=== [context] title (differs: why)` and the picture below. */
export function readCases(): Map<string, Case[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return new Map(names.map((name) => [name.replace('.txt', ''), casesOf(readFileSync(`${folder}/${name}`, 'utf8'))]));
}

function casesOf(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n');
      const [, context = '', title = '', differs] = /^\[(.*?)\] (.*?)(?: \(differs: (.*)\))?$/.exec(head) ?? [];
      return { title, context, picture: lines.join('\n'), ...(differs !== undefined && { differs }) };
    });
}
